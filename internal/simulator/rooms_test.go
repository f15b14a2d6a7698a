package simulator

import (
	"slices"
	"strings"
	"testing"
	"time"
)

const plain = `{"roomName":"Algebra","roomType":4}`

func TestCreateAndReadRoom(t *testing.T) {
	s := run(t, Options{})
	s.want(404, 20404100, "GET", at("r1"), "")
	s.ok("POST", at("r1"), `{"roomName":"Algebra","roomType":10,
		"roleConfig":{"2":{"limit":50,"defaultStream":{"state":1,"videoState":0,"audioState":1}}},
		"roomProperties":{
			"schedule":{"startTime":1772532000000,"duration":3600,"closeDelay":60},
			"processes":{"handsUp":{"maxAccept":4,"defaultAcceptRole":"audience"}},
			"examinationUrl":"https://exam.invalid/1",
			"hostingScene":{"videoURL":"https://v.invalid/1","finishType":1},
			"flexProps":{"week":12345678901234567890},
			"widgets":{"netlessBoard":{"state":1}}}}`)
	data := s.ok("GET", at("r1"), "").data
	same(t, "name", dig(data, "roomName"), `"Algebra"`)
	same(t, "createTime", dig(data, "createTime"), "1772438400000")
	same(t, "role limit", dig(data, "roleConfig", "2", "limit"), "50")
	same(t, "schedule", dig(data, "roomProperties", "schedule"),
		`{"closeDelay":60,"closeTime":1772535660000,"duration":3600,"endTime":1772535600000,"startTime":1772532000000,"state":0}`)
	same(t, "flexProps", dig(data, "roomProperties", "flexProps"), `{"week":12345678901234567890}`)
	same(t, "exam", dig(data, "roomProperties", "examinationUrl"), `"https://exam.invalid/1"`)
	same(t, "widgets", dig(data, "roomProperties", "widgets"), `{"netlessBoard":{"state":1}}`)
	same(t, "hands up", dig(data, "roomProperties", "processes", "handsUp", "maxAccept"), "4")
	same(t, "groups never set", dig(data, "roomProperties", "groups"), "null")
	s.want(409, 20409100, "POST", at("r1"), `{"roomName":"Other","roomType":0}`)
	if view, _ := s.Room("r1"); view.Name != "Algebra" {
		t.Errorf("a conflict changed the name to %q", view.Name)
	}
	s.clean()
}

func TestCreateRoomAgainstTheDocuments(t *testing.T) {
	tests := []struct {
		name, body       string
		api2023, current int    // HTTP status
		violation        string // contained in one; empty: none, in any generation that accepts
	}{
		{"plain", plain, 200, 200, ""},
		{"no body", "", 400, 400, "roomName is missing"},
		{"no JSON", "{", 400, 400, "not a JSON object"},
		{"two values", "{}{}", 400, 400, "not a JSON object"},
		{"empty name", `{"roomName":"","roomType":4}`, 400, 400, "roomName is empty"},
		{"64 characters", `{"roomName":"` + strings.Repeat("ü", 64) + `","roomType":4}`, 200, 200, ""},
		{"65 characters", `{"roomName":"` + strings.Repeat("ü", 65) + `","roomType":4}`, 400, 400, "longer than 64"},
		{"type as string", `{"roomName":"a","roomType":"4"}`, 400, 400, "roomType is none of"},
		{"type 1", `{"roomName":"a","roomType":1}`, 400, 400, "roomType is none of"},
		{"cloud class", `{"roomName":"a","roomType":10,"roleConfig":{}}`, 400, 200, "roomType is none of"},
		{"cloud class without roles", `{"roomName":"a","roomType":10}`, 400, 400, "roomType"},
		{"unknown field", `{"roomName":"a","roomType":4,"x":1}`, 200, 200, "x is not documented"},
		{"flexProps", `{"roomName":"a","roomType":4,"roomProperties":{"flexProps":{}}}`, 200, 200, "flexProps is not documented"},
		{"duration 0", `{"roomName":"a","roomType":4,"roomProperties":{"schedule":{"duration":0}}}`, 400, 400, "duration"},
		{"duration over a day", `{"roomName":"a","roomType":4,"roomProperties":{"schedule":{"duration":86401}}}`, 400, 400, "duration"},
		{"fraction", `{"roomName":"a","roomType":4,"roomProperties":{"schedule":{"duration":1.5}}}`, 400, 400, "duration"},
	}
	for _, tt := range tests {
		for _, g := range []Generation{API2023, CurrentAPI} {
			t.Run(tt.name+"/"+string(g), func(t *testing.T) {
				s := run(t, Options{Generation: g})
				want := map[Generation]int{API2023: tt.api2023, CurrentAPI: tt.current}[g]
				if r := s.call("POST", at("r"), tt.body); r.status != want {
					t.Errorf("status %d, want %d", r.status, want)
				}
				allowed := want == 200 && (tt.api2023 != tt.current || strings.Contains(tt.name, "flexProps")) && g == CurrentAPI
				found := slices.ContainsFunc(s.Violations(), func(v string) bool { return strings.Contains(v, tt.violation) })
				if wanted := tt.violation != "" && !allowed; found != wanted {
					t.Errorf("violations %q, want one of %q: %v", s.Violations(), tt.violation, wanted)
				}
			})
		}
	}
}

func TestRoomIDs(t *testing.T) {
	tests := []struct {
		id, escaped string
		ok          bool
	}{
		{"a b", "a%20b", true},
		{"a#b?c%d", "a%23b%3Fc%25d", true},
		{"%2F", "%252F", true},
		{idCharacters[:64], "", true},
		{idCharacters[64:], "", true},
		{strings.Repeat("a", 65), strings.Repeat("a", 65), false},
		{"a/b", "a%2Fb", false},
		{"a'b", "a'b", false},
		{"ä", "%C3%A4", false},
	}
	both(t, func(s *service) {
		t := s.t
		for _, tt := range tests {
			escaped := tt.escaped
			if escaped == "" {
				escaped = escapeAll(tt.id)
			}
			r := s.call("POST", at(escaped), plain)
			if _, made := s.Room(tt.id); made != tt.ok || (r.code == 0) != tt.ok {
				t.Errorf("%q: made %v, code %d", tt.id, made, r.code)
			}
		}
		if n := len(s.Violations()); n != 4 {
			t.Errorf("%d violations: %q", n, s.Violations())
		}
	})
	if n := len(idCharacters); n != 89 {
		t.Errorf("%d characters", n)
	}
}

func escapeAll(id string) string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(id) {
		b.WriteByte('%')
		b.WriteByte(hexDigits[c>>4])
		b.WriteByte(hexDigits[c&15])
	}
	return b.String()
}

func TestRegions(t *testing.T) {
	s := run(t, Options{Region: "eu"})
	eu := strings.Replace(at("r"), "/ap/", "/eu/", 1)
	s.ok("POST", eu, plain)
	s.ok("GET", eu, "")
	s.want(404, 20404100, "GET", at("r"), "")
	s.want(404, 20404100, "POST", at("other"), plain)
	s.clean()
	s.call("GET", strings.Replace(at("r"), "/ap/", "/us/", 1), "")
	if len(s.Violations()) != 1 {
		t.Errorf("region us: violations %q", s.Violations())
	}
}

func TestDeletedRoomIsGone(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{Type: 4, State: started})
	s.DeleteRoom("r")
	s.want(404, 20404100, "GET", at("r"), "")
	s.ok("POST", at("r"), plain)
	s.clock.Advance(time.Minute)
	if view, ok := s.Room("r"); !ok || view.State != notStarted {
		t.Errorf("the new room is %+v, %v", view, ok)
	}
}

func TestRoomViewIsACopy(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{Properties: map[string]any{"a": map[string]any{"b": 1}}})
	view, _ := s.Room("r")
	view.Properties["a"].(map[string]any)["b"] = 2
	again, _ := s.Room("r")
	same(t, "properties", again.Properties, `{"a":{"b":1}}`)
}
