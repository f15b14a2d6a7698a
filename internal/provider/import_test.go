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
