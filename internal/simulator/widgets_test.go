package simulator

import "testing"

func TestWidgets(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	path := at("r") + "/widgets/w%201"
	s.ok("PUT", path, `{"extra":{"a":{"b":1,"c":2},"d":3},"state":1,"ownerUserUuid":"u","cause":{"why":"x"}}`)
	s.ok("PUT", path, `{"extra":{"a.b":9}}`)
	s.ok("DELETE", path+"/extra", `{"properties":["d"],"cause":{}}`)
	got := dig(s.ok("GET", at("r"), "").data, "roomProperties", "widgets")
	same(t, "widgets", got, `{"w 1":{"extra":{"a":{"b":9,"c":2}},"ownerUserUuid":"u","state":1}}`)
	events := s.events(at("r") + "/sequences?cmd=1110")
	same(t, "change", events[1].Data["changeProperties"], `{"extra.a.b":9}`)
	same(t, "cause", events[0].Data["cause"], `{"why":"x"}`)
	s.ok("DELETE", path, "")
	s.ok("DELETE", path, "")
	s.ok("DELETE", path+"/extra", `{"properties":["d"]}`)
	if view, _ := s.Room("r"); len(view.Widgets) != 0 {
		t.Errorf("widgets left: %v", view.Widgets)
	}
	for _, method := range []string{"PUT", "DELETE"} {
		s.want(404, 20404100, method, at("x")+"/widgets/w", "")
	}
	s.clean()
	s.want(400, 400, "PUT", path, `{"state":2}`)
}

func TestWidgetsOutOfBand(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.SetWidgetExtra("r", "w", "a.b", 1)
	s.SetWidgetState("r", "w", 1)
	view, _ := s.Room("r")
	same(t, "widgets", view.Widgets, `{"w":{"state":1,"extra":{"a":{"b":1}},"ownerUserUuid":""}}`)
	s.DeleteWidget("r", "w")
	s.SetWidgetState("r", "w", 0)
	view, _ = s.Room("r")
	same(t, "made again", view.Widgets, `{"w":{"state":0,"extra":null,"ownerUserUuid":""}}`)
}
