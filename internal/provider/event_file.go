// A file of events, one JSON value per line, that loses none which it was given.

package provider

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// eventFile is locked, so that one run at a time appends to it.
type eventFile struct {
	file *os.File
	torn bool // the last line has no end, as whoever wrote it was cut off
}

// openEventFile waits until no other run has the file.
func openEventFile(ctx context.Context, name string) (*eventFile, error) {
	file, err := openLocked(ctx, name)
	if err != nil {
		return nil, err
	}
	e := &eventFile{file: file}
	if err := e.inspect(); err != nil {
		e.close()
		return nil, err
	}
	return e, nil
}

// inspect finds out how the file ends, and makes sure that its name lasts.
func (e *eventFile) inspect() error {
	info, err := e.file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file", e.file.Name())
	}
	if info.Size() > 0 {
		last := make([]byte, 1)
		if _, err := e.file.ReadAt(last, info.Size()-1); err != nil {
			return err
		}
		e.torn = last[0] != '\n'
	}
	return syncDirectory(filepath.Dir(e.file.Name()))
}

func (e *eventFile) close() { _ = e.file.Close() }

// keep appends events. Where the file does not take them, another one does; the error then
// says which.
func (e *eventFile) keep(events []*classroom.Event) error {
	failed := e.append(events)
	if failed == nil {
		return nil
	}
	const temporary = "" // to os.CreateTemp
	for _, directory := range []string{filepath.Dir(e.file.Name()), temporary} {
		name, err := keepApart(directory, filepath.Base(e.file.Name()), events)
		if err == nil {
			return fmt.Errorf("%w; the last %d events taken are in %s instead", failed, len(events), name)
		}
	}
	return fmt.Errorf("%w; nor did any other file take the last %d events taken: while their rooms exist, classroom_room_events has them (%s)",
		failed, len(events), placesOf(events))
}

// append is done when the disk has the events; a part of them is taken back.
func (e *eventFile) append(events []*classroom.Event) error {
	var lines bytes.Buffer
	if e.torn {
		lines.WriteByte('\n')
	}
	for _, event := range events {
		lines.Write(event.JSON())
		lines.WriteByte('\n')
	}
	end, err := e.file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err = e.file.Write(lines.Bytes()); err == nil {
		err = e.file.Sync()
	}
	if err != nil {
		return errors.Join(err, e.file.Truncate(end))
	}
	e.torn = false
	return nil
}

// keepApart writes events to a new file and gives its name.
func keepApart(directory, base string, events []*classroom.Event) (string, error) {
	file, err := os.CreateTemp(directory, base+".*.ndjson")
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	apart := &eventFile{file: file}
	if err := errors.Join(apart.append(events), syncDirectory(filepath.Dir(file.Name()))); err != nil {
		return "", errors.Join(err, os.Remove(file.Name()))
	}
	return file.Name(), nil
}

// placesOf lists where in their rooms' streams events are, without their contents.
func placesOf(events []*classroom.Event) string {
	sequences := map[string][]string{}
	for _, event := range events {
		sequences[event.RoomUUID] = append(sequences[event.RoomUUID], fmt.Sprint(event.Sequence))
	}
	var places []string
	for _, roomUUID := range slices.Sorted(maps.Keys(sequences)) {
		places = append(places, fmt.Sprintf("room %q: sequence %s", roomUUID, strings.Join(sequences[roomUUID], ", ")))
	}
	return strings.Join(places, "; ")
}
