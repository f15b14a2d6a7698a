package provider

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"sync"
	"time"
)

// zoneInfo is lib/time/zoneinfo.zip of Go 1.26: release 2025c of the IANA Time Zone Database,
// which is in the public domain. It is embedded so that a function gives the same answer on
// every machine, whatever the machine knows of time zones. Replace the file to update it.
//
//go:embed zoneinfo.zip
var zoneInfo []byte

// zoneFiles opens zoneInfo once.
var zoneFiles = sync.OnceValues(func() (*zip.Reader, error) {
	return zip.NewReader(bytes.NewReader(zoneInfo), int64(len(zoneInfo)))
})

// timeZone is the relation between UTC and a local clock.
type timeZone struct {
	name string
	// offset is in seconds east of UTC, at an instant.
	offset func(time.Time) int
}

var utcZone = timeZone{name: "UTC", offset: func(time.Time) int { return 0 }}

// loadTimeZone finds a zone of the embedded data by its IANA name ("Europe/Berlin") or its
// Windows name ("W. Europe Standard Time").
func loadTimeZone(name string) (timeZone, error) {
	if iana, ok := windowsZones[name]; ok {
		name = iana
	}
	files, err := zoneFiles()
	if err != nil {
		return timeZone{}, err
	}
	file, err := files.Open(name)
	if err != nil {
		return timeZone{}, unknownTimeZone(name)
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(file)
	if err != nil { // a folder, such as "Europe"
		return timeZone{}, unknownTimeZone(name)
	}
	location, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		return timeZone{}, err
	}
	return timeZone{name: name, offset: func(at time.Time) int {
		_, offset := at.In(location).Zone()
		return offset
	}}, nil
}

func unknownTimeZone(name string) error {
	return fmt.Errorf("%s is no known time zone: write an IANA name such as \"Europe/Berlin\"", quoted(name))
}

// instant gives the instant of a local time, which is held as if it were UTC. Of a time that
// occurs twice it is the earlier. A time that the change of clocks skips is read with the
// offset from before the change (RFC 5545, section 3.3.5), and skipped reports it.
func (z timeZone) instant(local time.Time) (at time.Time, skipped bool) {
	before := z.offset(local.Add(-24 * time.Hour))
	after := z.offset(local.Add(24 * time.Hour))
	for _, offset := range []int{max(before, after), min(before, after)} {
		if at := local.Add(-seconds(offset)); z.offset(at) == offset {
			return at, false
		}
	}
	return local.Add(-seconds(before)), true
}

// local gives the reading of the zone's clock at an instant, held as if it were UTC.
func (z timeZone) local(at time.Time) time.Time {
	return at.UTC().Add(seconds(z.offset(at)))
}

// format writes an instant in RFC 3339 with the zone's offset.
func (z timeZone) format(at time.Time) string {
	return at.In(time.FixedZone(z.name, z.offset(at))).Format(time.RFC3339)
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// quoted shows a value in an error, cut off where it is long.
func quoted(value string) string {
	const longest = 60
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest]) + "…"
	}
	return fmt.Sprintf("%q", value)
}

// errSkippedTime is the error for a local time that a zone's clocks never show.
func errSkippedTime(local time.Time, zone timeZone) error {
	return fmt.Errorf("%s does not exist in %s: the clocks are set forward over it", local.Format("2006-01-02 15:04:05"), zone.name)
}
