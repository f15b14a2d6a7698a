package provider_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// What is written otherwise and means the same is no change.
func TestRoomResource_otherForm(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := func(start string, topics tftypes.Value) tftypes.Value {
			return typed(typeOf("classroom_room"), jsonObject{
				"room_uuid": "algebra", "name": "Algebra", "type": "small_classroom",
				"schedule":   jsonObject{"start_time": start, "duration": 3600},
				"properties": tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"topics": topics.Type()}}, map[string]tftypes.Value{"topics": topics}),
			})
		}
		topics := []tftypes.Value{tftypes.NewValue(tftypes.String, "sets")}
		tuple := tftypes.NewValue(tftypes.Tuple{ElementTypes: []tftypes.Type{tftypes.String}}, topics)
		list := tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, topics)
		r, _ := f.core(t).applyConfig(absent("classroom_room"), config("2026-11-24T09:00:00Z", tuple))
		if !f.core(t).planIsEmpty(r, config("2026-11-24T10:00:00+01:00", tuple)) {
			t.Error("another offset of the start is a change")
		}
		if !f.core(t).planIsEmpty(r, config("2026-11-24T09:00:00Z", list)) {
			t.Error("a list in place of a tuple is a change")
		}
	})
}

// The time of the creation serves a plan without a refresh: a lesson moved into its window opens at once.
func TestRoomResource_movedUnrefreshed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := func(after time.Duration) tftypes.Value {
		return typed(typeOf("classroom_room"), jsonObject{
			"room_uuid": "algebra", "name": "Algebra", "type": "small_classroom", "lead_time": "48h",
			"schedule": jsonObject{"start_time": monday.Add(after).Format(timeFormat), "duration": 3600},
		})
	}
	r, _ := f.core(t).applyConfig(absent("classroom_room"), config(2*week))
	for after, want := range map[time.Duration]string{week: "scheduled", 24 * time.Hour: "not_started"} {
		run := f.core(t)
		if moved, ok := run.applyUnrefreshed(r, config(after)); !ok || moved.text("state") != want {
			t.Errorf("%s ahead: %s, want %s; says %q", after, moved.text("state"), want, run.errors())
		}
	}
}

// A scheduled room whose schedule is known only at apply may open then.
func TestRoomResource_scheduleIsUnknownAtPlan(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := func(schedule any) tftypes.Value {
		return typed(typeOf("classroom_room"), jsonObject{
			"room_uuid": "algebra", "name": "Algebra", "type": "small_classroom", "lead_time": "48h", "schedule": schedule,
		})
	}
	at := func(after time.Duration) any {
		return jsonObject{"start_time": monday.Add(after).Format(timeFormat), "duration": 3600}
	}
	r, _ := f.core(t).applyConfig(absent("classroom_room"), config(at(2*week)))
	kind := attributes(config(at(week)))["schedule"].Type()
	for after, want := range map[time.Duration]string{week: "scheduled", 24 * time.Hour: "not_started"} {
		planner := f.core(t)
		plan, ok := planner.plan(r, config(tftypes.NewValue(kind, tftypes.UnknownValue)))
		if !ok {
			t.Fatal(planner.errors())
		}
		run := f.core(t)
		if moved, ok := run.createOrUpdate(plan, config(at(after))); !ok || moved.text("state") != want {
			t.Errorf("%s ahead: %s, want %s; says %q", after, moved.text("state"), want, run.errors())
		}
	}
}
