package provider_test

import (
	"strings"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// An import of all keys leaves out what no configuration may give, nulls, and what the service itself
// puts beside the properties of a widget, its tokens.
func TestProperties_importLeavesOut(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.SetRoomProperty("algebra", "module", "MA1521")
	f.SetRoomProperty("algebra", "holds.null", nil)
	f.SetRoomProperty("algebra", "list", []any{"a", nil})
	read, ok := f.core(t).importResource("classroom_room_properties", "algebra")
	if text := read.state.String(); !ok || !strings.Contains(text, "MA1521") || strings.Contains(text, `"list"`) {
		t.Errorf("imported %v: %s", ok, text)
	}

	writer := f.core(t)
	config := inAlgebra(`"widget_uuid":"netlessBoard","enabled":true,"extra":{"boardId":"b1","boardToken":"secret-1","nested":{"rtmToken":"secret-2"}}`)
	if _, ok := writer.applyConfig(absent("classroom_widget"), jsonConfig("classroom_widget", config)); !ok {
		t.Fatal(writer.errors())
	}
	read, ok = f.core(t).importResource("classroom_widget", "algebra/netlessBoard")
	if text := read.state.String(); !ok || !strings.Contains(text, "b1") || strings.Contains(text, "secret-") {
		t.Errorf("imported %v: %s", ok, text)
	}
}

// Importing a widget with its switch alone deletes nothing of it.
func TestWidgetResource_importOfTheSwitch(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	writer := f.core(t)
	whole := inAlgebra(`"widget_uuid":"netlessBoard","enabled":true,"extra":{"boardId":"b1"}`)
	if _, ok := writer.applyConfig(absent("classroom_widget"), jsonConfig("classroom_widget", whole)); !ok {
		t.Fatal(writer.errors())
	}
	f.forget()
	read, ok := f.core(t).importResource("classroom_widget", "algebra/netlessBoard")
	if !ok {
		t.Fatal("not imported")
	}
	cli := f.core(t)
	after, ok := cli.applyConfig(read, jsonConfig("classroom_widget", inAlgebra(`"widget_uuid":"netlessBoard","enabled":true`)))
	if !ok || len(f.bodies()) > 0 {
		t.Errorf("wrote %q, says %q", f.bodies(), cli.errors())
	}
	if next := f.core(t); !next.planIsEmpty(after, jsonConfig("classroom_widget", inAlgebra(`"widget_uuid":"netlessBoard","enabled":true`))) {
		t.Error("the plan after is not empty")
	}
	if view, _ := f.Room("algebra"); view.Widgets["netlessBoard"].Extra["boardId"] != "b1" {
		t.Errorf("left of the board: %v", view.Widgets)
	}
}

// The plan after an import may be empty. The first change after it is not sent where it would take
// something away, or where the import did not find what is configured: the plan says so.
func TestObjects_firstChangeAfterImport(t *testing.T) {
	t.Parallel()
	room := func(attributes string) string {
		return `{"room_uuid":"algebra","name":"Algebra","type":"small_classroom"` + attributes + `}`
	}
	for name, test := range map[string]struct {
		address, id, imported, changed, says string
	}{
		"properties":       {"classroom_room_properties", "algebra", inAlgebra(`"properties":{"a":"1","b":"2"}`), inAlgebra(`"properties":{"a":"1"}`), "To remove b from"},
		"groups":           {"classroom_breakout_groups", "algebra", inAlgebra(`"groups":{"red":{"users":["amy"]},"blue":{"users":["bob"]}}`), inAlgebra(`"groups":{"red":{"users":["amy"]}}`), "To remove blue from"},
		"ban":              {"classroom_user_ban", "algebra/amy", inAlgebra(`"user_uuid":"amy"`), inAlgebra(`"user_uuid":"amy","duration":600`), "banned for the configured duration"},
		"schedule":         {"classroom_room", "algebra", room(""), room(`,"schedule":{"start_time":"2026-11-24T09:00:00Z","duration":3600}`), `room "algebra" has the configured schedule`},
		"part of hands_up": {"classroom_room", "algebra", room(`,"hands_up":{"default_accept_role":"audience"}`), room(`,"hands_up":{"default_accept_role":"audience","max_accept":3}`), "has the configured hands_up"},
		"examination_url":  {"classroom_room", "algebra", room(`,"examination_url":"https://exam.example"`), room(""), "the examination_url of room"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			if test.address != "classroom_room" {
				f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
				f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
			}
			writer := f.core(t)
			if _, ok := writer.applyConfig(absent(test.address), jsonConfig(test.address, test.imported)); !ok {
				t.Fatal(writer.errors())
			}
			read, ok := f.core(t).importResource(test.address, test.id)
			if !ok {
				t.Fatal("not imported")
			}
			run := f.core(t)
			same, ok := run.applyConfig(read, jsonConfig(test.address, test.imported))
			if !ok || strings.Contains(run.warnings(), "mported object") {
				t.Fatalf("the import itself says %s%s", run.errors(), run.warnings())
			}
			next := f.core(t)
			next.applyConfig(same, jsonConfig(test.address, test.changed))
			if !strings.Contains(next.warnings(), "mported object") || !strings.Contains(next.warnings(), test.says) {
				t.Errorf("the change says %s%s", next.errors(), next.warnings())
			}
		})
	}
}

// After an update that failed, an imported object is still one: what the configuration leaves out is
// not removed by the next update either.
func TestProperties_importThenFailure(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"look fails":  {Match: simulator.Matcher{Method: "GET"}, Status: 403, Code: 30403200},
		"write fails": {Match: simulator.Matcher{Method: "PUT"}, Status: 403, Code: 30403200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := algebraOn(t, simulator.Options{})
			f.SetRoomProperty("algebra", "a", 1)
			f.SetRoomProperty("algebra", "theirs", "x")
			config := jsonConfig("classroom_room_properties", inAlgebra(`"properties":{"a":2}`))
			read, _ := f.core(t).importResource("classroom_room_properties", "algebra")
			plan := f.core(t).planAll([]resourceBlock{{"classroom_room_properties", asObject(parsed(inAlgebra(`"properties":{"a":2}`)))}}, instances{"classroom_room_properties": read})
			f.Fault(fault)
			failed := f.core(t)
			after := failed.applyAll(plan)
			f.ClearFaults()
			if failed.errors() == "" {
				t.Fatal("the update did not fail")
			}
			run := f.core(t)
			if _, ok := run.applyConfig(after["classroom_room_properties"], config); !ok {
				t.Fatal(run.errors())
			}
			if view, _ := f.Room("algebra"); view.Properties["theirs"] != "x" {
				t.Errorf("the room has %v", view.Properties)
			}
		})
	}
}
