package provider

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// twoEvents come from the simulator, as only the client makes events.
func twoEvents(t *testing.T) []*classroom.Event {
	t.Helper()
	service := simulator.Run(t, simulator.Options{})
	service.CreateRoom("r", simulator.RoomSeed{})
	service.AppendEvent("r", 3, map[string]any{"message": "secret"})
	service.AppendEvent("r", 3, map[string]any{"message": "secret"})
	client, err := classroom.New(classroom.Config{
		Endpoint: service.URL, Region: "ap", AppID: simulator.DemoAppID, AppCertificate: simulator.DemoAppCertificate,
	})
	if err != nil {
		t.Fatal(err)
	}
	events, err := client.ConsumeEvents(t.Context())
	if err != nil || len(events) != 2 {
		t.Fatal(len(events), err)
	}
	return events
}

const twoLines = `{"cmd":3,"data":{"message":"secret"},"roomUuid":"r","sequence":1,"version":1}` + "\n" +
	`{"cmd":3,"data":{"message":"secret"},"roomUuid":"r","sequence":2,"version":1}` + "\n"

// brokenFile takes no more events.
func brokenFile(t *testing.T, name string) *eventFile {
	t.Helper()
	file, err := openEventFile(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	file.close()
	return file
}

func TestEventsAreKeptElsewhere(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(gone, 0o700); err != nil {
		t.Fatal(err)
	}
	events := twoEvents(t)
	for name, test := range map[string]struct{ file, apart string }{
		"next to the file":    {filepath.Join(t.TempDir(), "events"), ""},
		"among the temporary": {filepath.Join(gone, "events"), t.TempDir()},
	} {
		t.Run(name, func(t *testing.T) {
			file := brokenFile(t, test.file)
			if test.apart == "" {
				test.apart = filepath.Dir(test.file)
			} else {
				t.Setenv("TMPDIR", test.apart)
				if err := os.RemoveAll(gone); err != nil {
					t.Fatal(err)
				}
			}
			err := file.keep(events)
			found := regexp.MustCompile(`the last 2 events taken are in (\S+) instead`).FindStringSubmatch(err.Error())
			if found == nil || filepath.Dir(found[1]) != test.apart {
				t.Fatalf("got %v", err)
			}
			if content, readErr := os.ReadFile(found[1]); readErr != nil || string(content) != twoLines {
				t.Errorf("it has %q, %v", content, readErr)
			}
		})
	}
}

func TestEventsThatNoFileTakes(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "gone")
	t.Setenv("TMPDIR", directory)
	if err := os.Mkdir(directory, 0o700); err != nil {
		t.Fatal(err)
	}
	file := brokenFile(t, filepath.Join(directory, "events"))
	if err := os.RemoveAll(directory); err != nil {
		t.Fatal(err)
	}
	err := file.keep(twoEvents(t))
	if err == nil || !strings.Contains(err.Error(), `room "r": sequence 1, 2`) {
		t.Errorf("got %v", err)
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the error repeats the contents: %v", err)
	}
}
