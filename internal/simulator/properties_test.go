package simulator

import (
	"strings"
	"testing"
)

func objectOf(t *testing.T, text string) map[string]any {
	t.Helper()
	v, err := decodeJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

func TestPutProperties(t *testing.T) {
	tests := []struct{ name, old, put, want string }{
		{"first", `{}`, `{"a":1}`, `{"a":1}`},
		{"others stay", `{"a":1,"b":2}`, `{"b":3}`, `{"a":1,"b":3}`},
		{"object replaces whole", `{"a":{"b":1,"c":2}}`, `{"a":{"b":3}}`, `{"a":{"b":3}}`},
		{"path touches itself only", `{"a":{"b":1,"c":2}}`, `{"a.b":3}`, `{"a":{"b":3,"c":2}}`},
		{"path makes its way", `{}`, `{"a.b.c":1}`, `{"a":{"b":{"c":1}}}`},
		{"path through a value", `{"a":1}`, `{"a.b":2}`, `{"a":{"b":2}}`},
		{"whole, then path", `{"a":{"x":1}}`, `{"a.b":2,"a":{"y":1}}`, `{"a":{"b":2,"y":1}}`},
		{"numbers as written", `{}`, `{"n":12345678901234567890,"f":1.50}`, `{"f":1.50,"n":12345678901234567890}`},
		{"null is a value", `{"a":1}`, `{"a":null}`, `{"a":null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old := objectOf(t, tt.old)
			same(t, "merged", putProperties(old, objectOf(t, tt.put)), tt.want)
			same(t, "the old", old, tt.old)
		})
	}
}

func TestRemoveProperties(t *testing.T) {
	tests := []struct{ name, old, keys, want string }{
		{"key", `{"a":1,"b":2}`, "a", `{"b":2}`},
		{"path", `{"a":{"b":1,"c":2}}`, "a.b", `{"a":{"c":2}}`},
		{"last in a path", `{"a":{"b":1}}`, "a.b", `{"a":{}}`},
		{"absent", `{"a":1}`, "b c.d a.b", `{"a":1}`},
		{"several", `{"a":1,"b":2,"c":3}`, "a c", `{"b":2}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			same(t, "left", removeProperties(objectOf(t, tt.old), strings.Fields(tt.keys)), tt.want)
		})
	}
}

func TestPropertyEndpoints(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		s.ok("POST", at("r"), plain)
		s.Join("r", UserSeed{UserUUID: "u 1"})
		for _, path := range []string{"/properties", "/users/u%201/properties", "/extApps/app/properties"} {
			s.ok("PUT", at("r")+path, `{"properties":{"a":{"b":1,"c":2},"d":3},"cause":{"why":"test"}}`)
			s.ok("DELETE", at("r")+path, `{"properties":["a.b","d"],"cause":{}}`)
		}
		s.ok("PUT", at("r")+"/properties", `{"roomProperties":{"examinationUrl":"https://e.invalid"}}`)
		s.ok("PUT", at("r")+"/extApps/app/properties", `{"properties":{},"common":{"state":1}}`)
		view, _ := s.Room("r")
		same(t, "room", view.Properties, `{"a":{"c":2}}`)
		same(t, "user", view.Users["u 1"].Properties, `{"a":{"c":2}}`)
		same(t, "extApp", view.ExtApps, `{"app":{"a":{"c":2}}}`)
		same(t, "extApp state", view.ExtAppStates, `{"app":1}`)
		same(t, "exam", view.ExaminationURL, `"https://e.invalid"`)
		s.clean()
	})
}

func TestPropertiesReadBack(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.SetRoomProperty("r", "a.b", 1)
	s.SetExtAppProperty("r", "app", "k", "v")
	s.SetExtAppState("r", "app", 0)
	properties := dig(s.ok("GET", at("r"), "").data, "roomProperties")
	same(t, "flexProps", dig(properties, "flexProps"), `{"a":{"b":1}}`)
	same(t, "extApps", dig(properties, "extApps"), `{"app":{"k":"v"}}`)
	same(t, "extAppsCommon", dig(properties, "extAppsCommon"), `{"app":{"state":0}}`)
	s.SetRoomProperty("r", "a", nil)
	properties = dig(s.ok("GET", at("r"), "").data, "roomProperties")
	same(t, "emptied", dig(properties, "flexProps"), `{}`)
}

func TestPropertiesOfTheMissing(t *testing.T) {
	both(t, func(s *service) {
		s.CreateRoom("r", RoomSeed{})
		body := `{"properties":{"a":1}}`
		s.want(404, 20404100, "PUT", at("x")+"/properties", body)
		s.want(404, 20404200, "PUT", at("r")+"/users/u/properties", body)
		s.want(404, 20404200, "DELETE", at("r")+"/users/u/properties", `{"properties":["a"]}`)
		s.want(404, 20404100, "PUT", at("x")+"/extApps/e/properties", body)
		s.ok("DELETE", at("r")+"/extApps/e/properties", `{"properties":["a"]}`)
	})
}

func TestPropertyBodiesAgainstTheDocuments(t *testing.T) {
	tests := []struct {
		method, path, body string
		status             int
	}{
		{"PUT", "/properties", `{"properties":[]}`, 400},
		{"PUT", "/properties", `{"properties":{},"cause":"text"}`, 400},
		{"PUT", "/properties", `{"roomProperties.examinationUrl":"x"}`, 200},
		{"PUT", "/properties", `{"props":{}}`, 200},
		{"DELETE", "/properties", `{}`, 400},
		{"DELETE", "/properties", `{"properties":[]}`, 400},
		{"DELETE", "/properties", `{"properties":{"a":1}}`, 400},
		{"DELETE", "/properties", `{"properties":[1]}`, 400},
		{"PUT", "/extApps/e/properties", `{"common":{"state":true}}`, 400},
		{"PUT", "/extApps/e/properties", `{"common":{"state":2}}`, 400},
	}
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("r", RoomSeed{})
		for _, tt := range tests {
			s.ResetRequests()
			if r := s.call(tt.method, at("r")+tt.path, tt.body); r.status != tt.status {
				t.Errorf("%s %s: %d, want %d", tt.method, tt.body, r.status, tt.status)
			}
			if len(s.Violations()) == 0 {
				t.Errorf("%s %s is no violation", tt.method, tt.body)
			}
		}
	})
}
