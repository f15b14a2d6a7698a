// What the private state keeps of a room, and what one run knows of it from object to object.

package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// eachRefusal runs a test for some objects on services that refuse writes, or reads as well, by a
// code of its own once the class is over.
func eachRefusal(t *testing.T, verb string, names []string, test func(*testing.T, cell)) {
	t.Helper()
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		for refused, everywhere := range map[string]bool{"writes": false, "everything": true} {
			for _, name := range names {
				t.Run(strings.Join([]string{string(generation), refused, name}, "/"), func(t *testing.T) {
					t.Parallel()
					readings := simulator.Readings{Over: simulator.Over20410100, OverEverywhere: everywhere}
					f := newFixture(t, simulator.Options{Generation: generation, Readings: readings})
					test(t, cell{f, subjectNamed(name), interrupted, onceEach, verb})
				})
			}
		}
	}
}

// closed closes the room, after its class.
func (f *fixture) closed() {
	f.SetState("algebra", 1)
	f.SetState("algebra", 3)
}

// laterRoom lets a week go by, after which another configuration's room has the id.
func (f *fixture) laterRoom() {
	f.clock.Advance(week)
	f.people()
	f.ResetRequests()
}

// An answer that says that the class is over counts when the room is destroyed, too.
func TestObjects_overByItsAnswer(t *testing.T) {
	t.Parallel()
	eachRefusal(t, "read", []string{"room", "room_properties", "user_ban"}, func(t *testing.T, c cell) {
		r, _ := c.roomOf(t)
		c.closed()
		r, _ = c.core(t).refresh(r)
		c.clock.Advance(2 * time.Hour)
		if r, ok := c.core(t).refresh(r); !ok || r.state.IsNull() {
			t.Error("the object is lost with its room")
		}
	})
}

// A tainted object is not removed from a later room, if the plan of its replacement knew that the class is over.
func TestObjects_taintedAfterTheClass(t *testing.T) {
	t.Parallel()
	eachRefusal(t, "read", []string{"room_properties", "user_ban"}, func(t *testing.T, c cell) {
		r, config := c.roomOf(t)
		c.closed()
		r.tainted = true
		run := c.core(t)
		r, _ = run.refresh(r)
		plan, ok := run.plan(r, config)
		if !ok {
			t.Fatal(run.errors())
		}
		c.laterRoom()
		c.core(t).apply(plan)
		if writes := c.bodies(); len(writes) > 0 {
			t.Errorf("wrote into the later room: %q", writes)
		}
	})
}

// An object that came too late for its class waits for ever: it is neither missed when the room is
// destroyed, nor created in a later one.
func TestObjects_createdAfterTheClass(t *testing.T) {
	t.Parallel()
	eachRefusal(t, "create", []string{"room_properties", "breakout_groups", "recording", "user_ban"}, func(t *testing.T, c cell) {
		c.people()
		c.closed()
		run := c.core(t)
		r, ok := run.applyConfig(absent(c.subject.typeName()), jsonConfig(c.subject.typeName(), c.subject.config))
		if said := run.warnings(); !ok || !strings.Contains(said, "nothing was created in its room") || !strings.Contains(said, "business code 20410100") {
			t.Fatalf("created: %v, says %q", ok, run.errors()+said)
		}
		c.clock.Advance(2 * time.Hour)
		run = c.core(t)
		if read, _ := run.refresh(r); read.state.IsNull() || run.warnings() != "" {
			t.Errorf("once the room is destroyed: %s, says %q", read.state, run.warnings())
		}
		c.laterRoom()
		if read, _ := c.core(t).refresh(r); read.state.IsNull() {
			t.Error("the object is to be created in the later room")
		}
	})
}

// An object that waits for its user waits in its own room, not in a later one that the user has joined.
func TestObjects_waitForTheirUserInTheirRoom(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"user_properties", "user_ban"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.CreateRoom("algebra", simulator.RoomSeed{Type: 4})
				subject, run := subjectNamed(name), f.core(t)
				r, ok := run.applyConfig(absent(subject.typeName()), jsonConfig(subject.typeName(), subject.config))
				if !ok || !strings.Contains(run.warnings(), "Object waits for its user") {
					t.Fatal(run.errors())
				}
				f.DeleteRoom("algebra")
				f.laterRoom()
				if read, _ := f.core(t).refresh(r); read.state.IsNull() {
					t.Error("the object is to be created in the later room")
				}
			})
		})
	}
}

// An update that comes too late says so, and keeps the new values: where the room is closed, where
// it is destroyed, and where the state knows that.
func TestObjects_changedAfterTheClass(t *testing.T) {
	t.Parallel()
	updated := []string{"room", "room_properties", "breakout_groups", "user_ban"}
	for name, reach := range map[string]func(cell, resourceInstance) resourceInstance{
		"closed since the plan": func(_ cell, r resourceInstance) resourceInstance { return r },
		"destroyed": func(c cell, r resourceInstance) resourceInstance {
			r, _ = c.core(c.t).refresh(r)
			c.clock.Advance(2 * time.Hour)
			return r
		},
		"known to be destroyed": func(c cell, r resourceInstance) resourceInstance {
			r, _ = c.core(c.t).refresh(r)
			c.clock.Advance(2 * time.Hour)
			r, _ = c.core(c.t).refresh(r)
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachRefusal(t, "update", updated, func(t *testing.T, c cell) {
				r, target := c.roomOf(t)
				c.closed()
				r = reach(c, r)
				run := c.core(t)
				after, ok := run.applyUnrefreshed(r, target)
				if !ok || after.state.IsNull() || !strings.Contains(run.warnings(), "Class is over; nothing was changed in its room") {
					t.Errorf("updated: %v, says %q", ok, run.errors()+run.warnings())
				}
			})
		})
	}
}

// An object learns from the room's own resource when the class is over, and keeps that: the 2023 API
// does not return the schedule.
func TestUserBanResource_learnsTheScheduleOfItsRoom(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{Generation: simulator.API2023})
	run := f.core(t)
	room, _ := run.applyConfig(absent("classroom_room"), jsonConfig("classroom_room",
		inAlgebra(`"name":"Algebra","type":"small_classroom","schedule":{"start_time":"2026-11-23T09:00:00Z","duration":3600}`)))
	ban, ok := f.core(t).importResource("classroom_user_ban", "algebra/amy")
	if !ok {
		t.Fatal(run.errors())
	}
	f.clock.Advance(6 * time.Hour)
	run = f.core(t)
	run.refresh(room)
	ban, _ = run.refresh(ban)
	if ban, _ = f.core(t).refresh(ban); ban.state.IsNull() {
		t.Error("the ban is lost with its room")
	}
}

// Beside an object whose room is over, one that was created in a later room of the id is found there.
func TestLaterRoomWithTheSameID_holdsObjectsToo(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		c := cell{f, subjectNamed("room_properties"), interrupted, onceEach, "read"}
		old, _ := c.roomOf(t)
		f.closed()
		f.laterRoom()
		ban, _ := f.core(t).applyConfig(absent("classroom_user_ban"), jsonConfig("classroom_user_ban", subjectNamed("user_ban").config))
		run := f.core(t)
		run.refresh(old)
		if ban, ok := run.refresh(ban); !ok || ban.state.IsNull() {
			t.Errorf("the ban in the later room is lost: %s", run.errors())
		}
	})
}

// A report is read of a room that this run has created, also where an object that had waited for the
// room was removed before.
func TestClassReportResource_ofANewRoom(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		subject, run := subjectNamed("room_properties"), f.core(t)
		waiting, ok := run.applyConfig(absent("classroom_room_properties"), jsonConfig("classroom_room_properties", subject.config))
		if !ok || !strings.Contains(run.warnings(), "Object waits for its room") {
			t.Fatalf("created: %v, says %q", ok, run.errors()+run.warnings())
		}
		run = f.core(t)
		run.applyUnrefreshed(waiting, absent(waiting.address).state)
		run.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom"`)))
		run.applyConfig(absent("classroom_class_report"), jsonConfig("classroom_class_report", `{"room_uuid":"algebra"}`))
		if said := run.errors() + run.warnings(); said != "" {
			t.Errorf("says %q", said)
		}
	})
}
