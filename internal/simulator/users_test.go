package simulator

import (
	"testing"
	"time"
)

func (s *service) user(id string) UserView {
	s.t.Helper()
	view, _ := s.Room("r")
	return view.Users[id]
}

func TestReadUser(t *testing.T) {
	want := map[Generation]string{
		API2023:    `{"role":"1","state":1,"streamUuid":"77","updateTime":1772438400000,"userName":"Ada","userProperties":{"k":1},"userUuid":"u"}`,
		CurrentAPI: `{"role":1,"state":1,"streamUuid":"77","updateTime":1772438400000,"userName":"Ada","userProperties":{"flexProps":{"k":1}},"userUuid":"u"}`,
	}
	path := map[Generation]string{API2023: pollingAt("r/users/"), CurrentAPI: at("r/users/")}
	both(t, func(s *service) {
		t := s.t
		g := s.options.Generation
		s.CreateRoom("r", RoomSeed{})
		s.Join("r", UserSeed{UserUUID: "u", UserName: "Ada", Role: 1, StreamUUID: "77", Properties: map[string]any{"k": 1}})
		same(t, "user", s.ok("GET", path[g]+"u", "").data, want[g])
		s.Leave("r", "u")
		same(t, "state", dig(s.ok("GET", path[g]+"u", "").data, "state"), "0")
		s.want(404, 20404200, "GET", path[g]+"x", "")
		s.clean()
	})
}

func TestKickAndBar(t *testing.T) {
	const exit = "/users/u/exit"
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("r", RoomSeed{})
		s.want(404, 20404200, "POST", at("r")+exit, "{}")
		s.Join("r", UserSeed{UserUUID: "u"})

		s.ok("POST", at("r")+exit, "")
		if s.user("u").Online || !s.Join("r", UserSeed{UserUUID: "u"}) {
			t.Error("a kick takes out and bars nobody")
		}
		s.ok("POST", at("r")+exit, `{"dirty":{"state":1,"duration":60}}`)
		s.clock.Advance(59 * time.Second)
		if s.Join("r", UserSeed{UserUUID: "u"}) {
			t.Error("joined while barred")
		}
		s.clock.Advance(time.Second)
		if !s.Join("r", UserSeed{UserUUID: "u"}) {
			t.Error("still barred after 60 s")
		}
		s.ok("POST", at("r")+exit, `{"dirty":{"state":1}}`)
		s.clock.Advance(24 * time.Hour)
		if view := s.user("u"); !view.Barred || !view.BarredUntil.IsZero() || s.Join("r", UserSeed{UserUUID: "u"}) {
			t.Errorf("not barred for good: %+v", view)
		}
		s.ok("POST", at("r")+exit, `{"dirty":{"state":0}}`)
		if s.user("u").Barred || !s.Join("r", UserSeed{UserUUID: "u"}) {
			t.Error("lifting the bar did not let the user in")
		}
		s.clean()
		s.want(400, 400, "POST", at("r")+exit, `{"dirty":{"state":true}}`)
	})
}

func TestPassagesAreEvents(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.Join("r", UserSeed{UserUUID: "u"})
	s.Leave("r", "u")
	s.Join("r", UserSeed{UserUUID: "u"})
	s.Join("r", UserSeed{UserUUID: "v", Role: 1})
	s.ok("POST", at("r")+"/users/u/exit", "{}")
	type passage struct{ total, online, offline string }
	want := []passage{
		{"1", `1`, `null`}, {"0", `null`, `1`}, {"1", `2`, `null`}, {"2", `1`, `null`}, {"1", `null`, `2`},
	}
	events := s.events(at("r") + "/sequences?cmd=20")
	if len(events) != len(want) {
		t.Fatalf("%d events", len(events))
	}
	for i, e := range events {
		same(t, "total", e.Data["total"], want[i].total)
		same(t, "joined how", first(e.Data["onlineUsers"]), want[i].online)
		same(t, "left how", first(e.Data["offlineUsers"]), want[i].offline)
	}
}

// first is the type of the first user in a list.
func first(users any) any {
	list, _ := users.([]any)
	if len(list) == 0 {
		return nil
	}
	return dig(list[0], "type")
}
