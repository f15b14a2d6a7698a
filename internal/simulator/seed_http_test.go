package simulator

import (
	"strings"
	"testing"
	"time"
)

// control calls the seeding API, which wants no token.
func (s *service) control(status int, method, path, body string) string {
	s.t.Helper()
	r := s.call(method, "/_simulator/"+path, body)
	if r.status != status {
		s.t.Errorf("%s %s: %d: %s", method, path, r.status, r.raw)
	}
	return r.raw
}

func TestSeedingOverHTTP(t *testing.T) {
	s := run(t, Options{})
	steps := []struct{ method, path, body, want string }{
		{"POST", "rooms/a%20%231", `{"name":"A","type":4,"schedule":{"startTime":1772442000000,"duration":60},"properties":{"n":1}}`, `{"result":null}`},
		{"GET", "rooms", "", `{"result":["a #1"]}`},
		{"POST", "rooms/a%20%231/join", `{"userUuid":"u","role":2}`, `{"result":{"joined":true}}`},
		{"POST", "rooms/a%20%231/properties", `{"set":{"n":null,"m.k":12345678901234567890}}`, ""},
		{"POST", "rooms/a%20%231/properties", `{"userUuid":"u","set":{"x":1}}`, ""},
		{"POST", "rooms/a%20%231/properties", `{"extAppUuid":"e","set":{"x":2}}`, ""},
		{"POST", "rooms/a%20%231/extApps", `{"extAppUuid":"e","state":1}`, ""},
		{"POST", "rooms/a%20%231/examination", `{"url":"https://e.invalid"}`, ""},
		{"POST", "rooms/a%20%231/groups", `{"g":{"groupName":"G","users":["u"]}}`, ""},
		{"POST", "rooms/a%20%231/polls", `{"pollId":"p","items":["x","y"]}`, `{"result":{"pollId":"p"}}`},
		{"POST", "rooms/a%20%231/polls/answer", `{"userUuid":"u","options":[1]}`, ""},
		{"POST", "rooms/a%20%231/polls/end", "", ""},
		{"POST", "rooms/a%20%231/quizzes", `{"quizId":"q","items":["x"],"correct":["x"]}`, `{"result":{"quizId":"q"}}`},
		{"POST", "rooms/a%20%231/quizzes/answer", `{"userUuid":"u","items":["x"]}`, ""},
		{"POST", "rooms/a%20%231/quizzes/end", "", ""},
		{"POST", "rooms/a%20%231/chat", `{"userUuid":"u","message":"hi"}`, ""},
		{"POST", "rooms/a%20%231/rewards", `{"userUuid":"u","count":2}`, ""},
		{"POST", "rooms/a%20%231/events", `{"cmd":1502,"data":{}}`, ""},
		{"POST", "rooms/a%20%231/widget-events", `{"widget":"poll","data":{}}`, ""},
		{"POST", "rooms/a%20%231/recordings", `{"recordId":"1","status":1}`, `{"result":{"recordId":"1"}}`},
		{"POST", "rooms/a%20%231/recordings/finish", "", ""},
		{"POST", "rooms/a%20%231/recordings/fail", "", ""},
		{"POST", "rooms/a%20%231/leave", `{"userUuid":"u"}`, ""},
		{"POST", "rooms/a%20%231/state", `{"state":1}`, ""},
	}
	for _, step := range steps {
		if got := s.control(200, step.method, step.path, step.body); step.want != "" && got != step.want {
			t.Errorf("%s: %s, want %s", step.path, got, step.want)
		}
	}
	view, _ := s.Room("a #1")
	same(t, "properties", view.Properties, `{"m":{"k":12345678901234567890}}`)
	same(t, "user", view.Users["u"].Properties, `{"x":1}`)
	same(t, "extApp", []any{view.ExtApps["e"], view.ExtAppStates["e"]}, `[{"x":2},1]`)
	same(t, "groups", view.Groups, `{"g":{"groupName":"G","users":["u"]}}`)
	same(t, "rest", []any{view.ExaminationURL, view.State, view.Recordings[0].Status, view.Users["u"].Online},
		`["https://e.invalid",1,2,false]`)
	if got := s.control(200, "GET", "rooms/a%20%231", ""); !strings.Contains(got, `"roomName":"A"`) {
		t.Errorf("room %s", got)
	}
	s.control(200, "DELETE", "rooms/a%20%231", "")
	if ids := s.RoomIDs(); len(ids) != 0 {
		t.Errorf("rooms left: %q", ids)
	}
	if log := s.Requests(); len(log) != 0 {
		t.Errorf("seeding is in the request log: %+v", log)
	}
}

func TestSeedingMistakesAreExplained(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	tests := []struct{ method, path, body, want string }{
		{"GET", "rooms/x", "", `no room \"x\"`},
		{"POST", "rooms/x/state", `{"state":1}`, `no room \"x\"`},
		{"POST", "rooms/r/state", `{"state":9}`, "no state 9"},
		{"POST", "rooms/r/leave", `{"userUuid":"u"}`, `no user \"u\"`},
		{"POST", "rooms/r/state", `{"stat":9}`, "unknown field"},
		{"POST", "rooms/r/state", `{`, "body"},
		{"POST", "clock", `{"advance":"soon"}`, "advance"},
		{"POST", "clock", `[]`, "body"},
		{"POST", "faults", `{"delay":"soon"}`, "delay"},
		{"POST", "faults", `[]`, "body"},
	}
	for _, tt := range tests {
		if got := s.control(400, tt.method, tt.path, tt.body); !strings.Contains(got, tt.want) {
			t.Errorf("%s %s: %s, want %s", tt.path, tt.body, got, tt.want)
		}
	}
	for path, method := range map[string]string{"nonsense": "GET", "guesses": "POST", "": "GET"} {
		want := `{"error":"there is no ` + method + ` /_simulator/` + path + `"}`
		if got := s.control(404, method, path, ""); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestServiceControls(t *testing.T) {
	s := run(t, Options{})
	s.control(200, "POST", "faults", `{"match":{"method":"POST","times":1},"status":503,"delay":"1ns"}`)
	s.want(503, -1, "POST", at("r"), plain)
	s.control(200, "POST", "faults", `{"status":503}`)
	s.control(200, "DELETE", "faults", "")
	s.ok("POST", at("r"), `{"roomName":"a","roomType":4,"x":1}`)
	s.call("GET", pollingAt("r/users/u"), "")
	for path, want := range map[string]string{
		"requests": `"status":503`, "violations": "x is not documented", "probes": "/polling/", "guesses": "closeDelay",
	} {
		if got := s.control(200, "GET", path, ""); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	s.control(200, "DELETE", "requests", "")
	if len(s.Requests()) != 0 {
		t.Error("the log was not emptied")
	}
}

func TestAdvancingTheClockKeepsTokensAlive(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), scheduled)
	got := s.control(200, "POST", "clock", `{"advance":"1h30m"}`)
	if want := start.Add(90 * time.Minute).Format(time.RFC3339); !strings.Contains(got, want) {
		t.Errorf("clock says %s, want %s", got, want)
	}
	same(t, "state", dig(s.ok("GET", at("r"), "").data, "state"), "1")
	want := `{"result":{"advanced":"1h30m0s","now":"2026-03-02T09:30:00Z"}}`
	if got := s.control(200, "GET", "clock", ""); got != want {
		t.Errorf("clock %s, want %s", got, want)
	}
}

func TestGuessesAreACopy(t *testing.T) {
	Guesses()[0].Choice = ""
	for _, g := range Guesses() {
		if g.About == "" || g.Choice == "" {
			t.Errorf("empty guess %+v", g)
		}
	}
}
