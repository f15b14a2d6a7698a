package simulator

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func seedFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "seed.json")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestSeedFile(t *testing.T) {
	s := run(t, Options{})
	name := seedFile(t, `[
		{"path": "rooms/a%20%231", "body": {"name": "A", "type": 4}},
		{"path": "rooms/a%20%231/join", "body": {"userUuid": "ada"}},
		{"path": "/clock", "body": {"advance": "1h"}},
		{"path": "rooms/a%20%231/polls", "body": {"items": ["yes", "no"]}},
		{"path": "rooms/a%20%231/polls/end"}
	]`)
	if err := s.seedFromFile(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	view, _ := s.Room("a #1")
	if view.Name != "A" || !view.Users["ada"].Online || s.Time().Sub(start).Hours() != 1 {
		t.Errorf("room %+v at %s", view, s.Time())
	}
}

func TestBadSeedFiles(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"no JSON":       {`room`, "want a JSON array"},
		"another field": {`[{"url":"rooms/r"}]`, "unknown field"},
		"no such path":  {`[{"path":"room/r"}]`, "call 1, room/r: there is no POST /_simulator/room/r"},
		"a mistake in the second call": {
			`[{"path":"rooms/r"},{"path":"rooms/x/join","body":{"userUuid":"u"}}]`, `call 2, rooms/x/join: simulator: no room "x"`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := seedFile(t, tt.text)
			err := Serve(t.Context(), "127.0.0.1:0", Options{SeedFile: file}, io.Discard)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), file) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
	if err := Serve(t.Context(), "127.0.0.1:0", Options{SeedFile: "missing.json"}, io.Discard); err == nil {
		t.Error("served without its seed file")
	}
}
