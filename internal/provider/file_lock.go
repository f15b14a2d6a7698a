package provider

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// openLocked opens a file for appending, or creates it, and waits until no other run has it. The
// system gives the lock up with the process, however that ends.
func openLocked(ctx context.Context, name string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Clean(name), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	locked := make(chan error, 1)
	go func() { locked <- lockFile(file) }()
	select {
	case err = <-locked:
	case <-ctx.Done():
		go func() { _ = errors.Join(<-locked, file.Close()) }()
		return nil, fmt.Errorf("another run has %s: %w", name, ctx.Err())
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
