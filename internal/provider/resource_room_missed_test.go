// Classes that have passed, with a room and without.

package provider_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A class without a duration that a room was opened for was not missed, however late its end is noticed.
func TestRoomResource_openEndedClassIsOver(t *testing.T) {
	t.Parallel()
	for name, seen := range map[string]bool{"seen in class": true, "not seen": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				config := jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom","lead_time":"48h","schedule":{"start_time":"2026-11-24T08:00:00Z"}`))
				r, _ := f.core(t).applyConfig(absent("classroom_room"), config)
				f.clock.Advance(24*time.Hour + 10*time.Minute)
				if seen {
					r, _ = f.core(t).applyConfig(r, config)
				}
				f.clock.Advance(6 * 24 * time.Hour)
				run := f.core(t)
				over, ok := run.applyConfig(r, config)
				if !ok || over.text("state") != "destroyed" || over.text("created_at") != r.text("created_at") || strings.Contains(run.warnings(), passed) {
					t.Errorf("%s, says %q", over.state, run.errors()+run.warnings())
				}
				if !f.core(t).planIsEmpty(over, config) || len(f.RoomIDs()) != 0 {
					t.Error("the plan after is not empty")
				}
			})
		})
	}
}

const passed = "Class has passed without a room"

// lessonAt is a room whose class of an hour starts some time after monday.
func lessonAt(after time.Duration, more jsonObject) tftypes.Value {
	config := jsonObject{
		"room_uuid": "algebra", "name": "Algebra", "type": "small_classroom",
		"schedule": jsonObject{"start_time": monday.Add(after).Format(timeFormat), "duration": 3600},
	}
	maps.Copy(config, more)
	return typed(typeOf("classroom_room"), config)
}

// A lesson that moves into the past by mistake is missed, and the plan says so until an apply has kept it.
func TestRoomResource_movedIntoThePast(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		leadTime := jsonObject{"lead_time": "48h"}
		r, _ := f.core(t).applyConfig(absent("classroom_room"), lessonAt(2*week, leadTime))
		for _, moved := range []tftypes.Value{lessonAt(-24*time.Hour, leadTime), lessonAt(-48*time.Hour, leadTime)} {
			planner := f.core(t)
			if plan, ok := planner.plan(r, moved); !ok || !strings.Contains(planner.warnings(), passed) {
				t.Errorf("planned %s, says %q", plan.planned, planner.errors()+planner.warnings())
			}
			run := f.core(t)
			kept, ok := run.applyConfig(r, moved)
			if r = kept; !ok || r.text("state") != "missed" || !strings.Contains(run.warnings(), passed) {
				t.Errorf("%s, says %q", r.state, run.errors()+run.warnings())
			}
			if next := f.core(t); !next.planIsEmpty(r, moved) || next.warnings() != "" {
				t.Errorf("the plan after is not empty, or says %q", next.warnings())
			}
		}
		if writes := f.writes(); len(writes) > 0 {
			t.Errorf("wrote %q", writes)
		}
	})
}

// Removing lead_time opens a room at once, which is said where that is too early for its class.
func TestRoomResource_leadTimeRemoved(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		start time.Duration
		says  string
	}{"too early": {30 * 24 * time.Hour, "Set lead_time, so that the room is created in time"}, "in time": {4 * 24 * time.Hour, ""}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				r, _ := f.core(t).applyConfig(absent("classroom_room"), lessonAt(test.start, jsonObject{"lead_time": "48h"}))
				run := f.core(t)
				r, ok := run.applyConfig(r, lessonAt(test.start, nil))
				if !ok || r.text("state") != "not_started" || (run.warnings() == "") != (test.says == "") || !strings.Contains(run.warnings(), test.says) {
					t.Errorf("%s, says %q", r.state, run.errors()+run.warnings())
				}
			})
		})
	}
}

// Without lead_time no room is opened either for a class that has passed, also where it passes between
// plan and apply.
func TestRoomResource_leadTimeRemovedTooLate(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]time.Duration{"missed already": week + 2*time.Hour, "missed by the plan": week + 59*time.Minute} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				r, _ := f.core(t).applyConfig(absent("classroom_room"), lessonAt(week, jsonObject{"lead_time": "48h"}))
				f.clock.Advance(after)
				planner := f.core(t)
				r, _ = planner.refresh(r)
				plan, _ := planner.plan(r, lessonAt(week, nil))
				f.clock.Advance(2 * time.Minute)
				run := f.core(t)
				r, ok := run.apply(plan)
				if says := planner.warnings() + run.warnings(); !ok || r.text("state") != "missed" || !strings.Contains(says, passed) {
					t.Errorf("%s, says %q", r.state, run.errors()+says)
				}
				if next := f.core(t); !next.planIsEmpty(r, lessonAt(week, nil)) || next.warnings() != "" || len(f.writes()) > 0 {
					t.Errorf("wrote %q; the plan after is not empty, or says %q", f.writes(), next.warnings())
				}
			})
		})
	}
}
