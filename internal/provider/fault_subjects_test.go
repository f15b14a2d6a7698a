// What the faults strike: every resource, data source and action, each in the least world that it needs.

package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// pageSecret stands in a recorded page's address for the token that it takes there.
var pageSecret = "007eJxT" + strings.Repeat("cGFnZQ", 8)

// resourceSubject is a resource whose verbs are struck.
type resourceSubject struct {
	name            string // the type, and what is special about it
	config, changed string // configurations, as JSON
	importID        string // empty: found out from the state
	names           string // what a diagnostic must call the object
	nowOnly         bool
	postsOnce       bool // writes by a call that must not be repeated blindly
	alone           bool // makes its room itself
	// live counts the objects that the service has; holds is what they are.
	live  func(simulator.RoomView) int
	holds func(simulator.RoomView) any
}

func (s resourceSubject) typeName() string {
	name, _, _ := strings.Cut(s.name, ",")
	return "classroom_" + name
}

// inAlgebra is a configuration inside the room of that id.
func inAlgebra(attributes string) string { return `{"room_uuid":"algebra",` + attributes + `}` }

func one(found bool) int {
	if found {
		return 1
	}
	return 0
}

func resourceSubjects() []resourceSubject {
	const named = `"name":"Algebra","type":"small_classroom"`
	before, after := `{"a":"1","b":"1"}`, `{"a":"2","c":"1"}`
	room := resourceSubject{
		name: "room", names: `"algebra"`, importID: "algebra", alone: true,
		config:  inAlgebra(named + `,"properties":` + before + `,"examination_url":"https://exam.example/1"`),
		changed: inAlgebra(named + `,"properties":` + after + `,"examination_url":"https://exam.example/2","desired_state":"started","force_destroy":true`),
		live:    func(v simulator.RoomView) int { return one(v.UUID != "" && v.State < 3) },
		holds: func(v simulator.RoomView) any {
			return []any{v.Name, v.Type, v.State, v.Properties, v.ExaminationURL}
		},
	}
	generated := room
	generated.name, generated.names, generated.importID = "room, generated id", `"gen-`, ""
	generated.config = strings.Replace(room.config, `"room_uuid":"algebra"`, `"room_uuid_prefix":"gen-"`, 1)
	generated.changed = strings.Replace(room.changed, `"room_uuid":"algebra"`, `"room_uuid_prefix":"gen-"`, 1)
	return []resourceSubject{
		room,
		generated,
		{
			name: "room_properties", names: `"algebra"`, importID: "algebra:a,b",
			config: inAlgebra(`"properties":` + before), changed: inAlgebra(`"properties":` + after),
			live:  func(v simulator.RoomView) int { return one(v.Properties["a"] != nil) },
			holds: func(v simulator.RoomView) any { return v.Properties },
		},
		{
			name: "user_properties", names: `"algebra"`, importID: "algebra/amy:a,b",
			config: inAlgebra(`"user_uuid":"amy","properties":` + before), changed: inAlgebra(`"user_uuid":"amy","properties":` + after),
			live:  func(v simulator.RoomView) int { return one(v.Users["amy"].Properties["a"] != nil) },
			holds: func(v simulator.RoomView) any { return v.Users["amy"].Properties },
		},
		{
			name: "ext_app_properties", names: `"algebra"`, importID: "algebra/board:a,b",
			config:  inAlgebra(`"ext_app_uuid":"board","enabled":true,"properties":` + before),
			changed: inAlgebra(`"ext_app_uuid":"board","enabled":false,"properties":` + after),
			live:    func(v simulator.RoomView) int { return one(v.ExtApps["board"]["a"] != nil) },
			holds:   func(v simulator.RoomView) any { return []any{v.ExtApps["board"], v.ExtAppStates["board"]} },
		},
		{
			name: "widget", names: `"algebra"`, importID: "algebra/timer:a,b", nowOnly: true,
			config:  inAlgebra(`"widget_uuid":"timer","enabled":true,"extra":` + before),
			changed: inAlgebra(`"widget_uuid":"timer","enabled":false,"extra":` + after),
			live:    func(v simulator.RoomView) int { return one(v.Widgets["timer"].Extra["a"] != nil) },
			holds:   func(v simulator.RoomView) any { return v.Widgets["timer"] },
		},
		{
			name: "breakout_groups", names: `"algebra"`, importID: "algebra",
			config:  inAlgebra(`"groups":{"g1":{"name":"One","users":["amy","ben"]}}`),
			changed: inAlgebra(`"groups":{"g1":{"name":"One","users":["amy"]},"g2":{"name":"Two","users":["ben"]}}`),
			live:    func(v simulator.RoomView) int { return one(len(v.Groups) > 0) },
			holds:   func(v simulator.RoomView) any { return v.Groups },
		},
		{
			name: "recording", names: `"algebra"`,
			config:  inAlgebra(`"mode":"web","web":{"url":"https://page.example/?rtmToken=` + pageSecret + `"},"on_hold":false`),
			changed: inAlgebra(`"mode":"web","web":{"url":"https://page.example/?rtmToken=` + pageSecret + `"},"on_hold":true`),
			live: func(v simulator.RoomView) int {
				running := 0
				for _, r := range v.Recordings {
					running += one(r.Status == 1)
				}
				return running
			},
			holds: func(v simulator.RoomView) any {
				held := []any{}
				for _, r := range v.Recordings {
					if r.Status == 1 {
						held = append(held, r.OnHold)
					}
				}
				return held
			},
		},
		{
			name: "user_ban", names: `"algebra"`, importID: "algebra/amy", postsOnce: true,
			config: inAlgebra(`"user_uuid":"amy"`), changed: inAlgebra(`"user_uuid":"amy","duration":86400`),
			live: func(v simulator.RoomView) int { return one(v.Users["amy"].Barred) },
			holds: func(v simulator.RoomView) any {
				return []any{v.Users["amy"].Barred, v.Users["amy"].BarredUntil.IsZero()}
			},
		},
	}
}

// people makes the room that subjects are in, with what they need there.
func (f *fixture) people() {
	f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
	for _, user := range []string{"amy", "ben"} {
		f.Join("algebra", simulator.UserSeed{UserUUID: user})
	}
}

// dataSubjects are the configurations of the data sources.
func dataSubjects() map[string]string {
	alone := `{"room_uuid":"algebra"}`
	return map[string]string{
		"room": alone, "recordings": alone, "room_events": alone, "polls": alone, "popup_quizzes": alone, "attendance": alone,
		"user": inAlgebra(`"user_uuid":"amy"`),
	}
}

// results makes what data sources read.
func (f *fixture) results() {
	f.people()
	f.AddRecording("algebra", simulator.RecordingSeed{URL: "https://files.example/1"})
	for range 4 { // more than a page
		f.Chat("algebra", "amy", "hello")
	}
	for _, user := range []string{"amy", "ben"} { // the seconds of who is there depend on the clock
		f.Leave("algebra", user)
	}
}

// actionSubject is an action that is struck.
type actionSubject struct {
	name, config string
	names        string // what a diagnostic must call the object
	once         bool   // must not be repeated blindly
	done         func(*testing.T, *fixture) bool
}

func actionSubjects(dir string) []actionSubject {
	view := func(f *fixture) simulator.RoomView { v, _ := f.Room("algebra"); return v }
	events := filepath.Join(dir, "events.ndjson")
	return []actionSubject{
		{"kick_user", inAlgebra(`"user_uuid":"amy"`), `"algebra"`, true, func(_ *testing.T, f *fixture) bool { return !view(f).Users["amy"].Online }},
		{"set_room_state", inAlgebra(`"state":"started"`), `"algebra"`, false, func(_ *testing.T, f *fixture) bool { return view(f).State == 1 }},
		{"hold_recording", inAlgebra(`"on_hold":true`), `"algebra"`, false, func(_ *testing.T, f *fixture) bool {
			v := view(f)
			return len(v.Recordings) > 0 && v.Recordings[0].OnHold
		}},
		{"collect_events", fmt.Sprintf(`{"output_file":%q}`, events), "events of the app", true, func(_ *testing.T, _ *fixture) bool {
			content, err := os.ReadFile(events)
			return err == nil && strings.Count(string(content), "\n") > 0
		}},
	}
}
