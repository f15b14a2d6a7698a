//go:build linux || darwin

package provider

import (
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// limitFileSize lets no file grow beyond a number of bytes until the test is over. It must
// not run beside tests that write files.
func limitFileSize(t *testing.T, bytes uint64) {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Error(err)
		}
	})
}

// A part of an answer must not stay behind where the whole answer is kept elsewhere.
func TestPartOfAnAnswerIsTakenBack(t *testing.T) {
	name := filepath.Join(t.TempDir(), "events")
	if err := os.WriteFile(name, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	events := twoEvents(t)
	file, err := openEventFile(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.close()
	limitFileSize(t, 50)
	if err := file.append(events); err == nil {
		t.Error("the disk is full, and nobody says so")
	}
	if content, err := os.ReadFile(name); err != nil || string(content) != "{}\n" {
		t.Errorf("it has %q, %v", content, err)
	}
}
