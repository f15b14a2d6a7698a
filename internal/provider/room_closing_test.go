package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// A room that was closed without its class having started is not over: its class still needs one.
func TestRoomResource_closedWithoutAClass(t *testing.T) {
	t.Parallel()
	lesson := jsonConfig("classroom_room", `{"room_uuid":"algebra","name":"Algebra","type":"small_classroom",
		"schedule":{"start_time":"2026-11-24T09:00:00Z","duration":10800}}`)
	start := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	const before, during = -30 * time.Minute, 10 * time.Minute
	for name, test := range map[string]struct {
		readings     simulator.Readings
		closed, read time.Duration // after the start
		over         bool
	}{
		"read at once":                      {simulator.Readings{}, before, before, false},
		"read after the start":              {simulator.Readings{}, before, during, false},
		"read after the start, silent":      {simulator.Readings{SilentSchedule: true}, before, during, false},
		"answers 410 to all":                {simulator.Readings{Over: simulator.Over30410100, OverEverywhere: true}, before, before, false},
		"closed by its teacher":             {simulator.Readings{}, during, during, true},
		"closed by its teacher, silent":     {simulator.Readings{SilentSchedule: true}, during, during, true},
		"closed by its teacher, all of 410": {simulator.Readings{Over: simulator.Over30410100, OverEverywhere: true}, during, during, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
				if generation == simulator.API2023 && test.readings.OverEverywhere {
					continue // it shows the room by its events
				}
				f := newFixture(t, simulator.Options{Generation: generation, Readings: test.readings})
				f.clock.Advance(start.Add(-10 * time.Hour).Sub(f.clock.Now()))
				r, _ := f.core(t).applyConfig(absent("classroom_room"), lesson)
				f.clock.Advance(start.Add(test.closed).Sub(f.clock.Now()))
				f.SetState("algebra", 3)
				f.clock.Advance(start.Add(test.read).Sub(f.clock.Now()))
				cli := f.core(t)
				r, read := cli.refresh(r)
				if warned := strings.Contains(cli.warnings(), "Room was closed before its class"); !read || warned == test.over {
					t.Errorf("%s: read %v, over %v, says %s", generation, read, test.over, cli.errors()+cli.warnings())
				}
				f.clock.Advance(61 * time.Minute)
				if r, _ = f.core(t).refresh(r); r.state.IsNull() == test.over {
					t.Errorf("%s: left %s", generation, r.state)
				}
			}
		})
	}
}

// Whether a class was started is asked until there is an answer.
func TestObjects_closedAndEventsUnreadable(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"fault":         {Status: 500, Code: 500},
		"another 404":   {Status: 404, Code: 20404300},
		"no connection": {CutBefore: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachObject(t, func(t *testing.T, c cell, generation simulator.Generation) {
				if generation == simulator.API2023 || c.verb != "update" {
					return // the 2023 API shows the room itself by its events; a reading is the same for each verb
				}
				r, _ := c.roomOf(t)
				r, _ = c.core(t).refresh(r)
				c.SetState("algebra", 3)
				struck := fault
				struck.Match.PathContains = "/algebra/sequences"
				c.Fault(struck)
				cli := c.core(t)
				if _, ok := cli.refresh(r); ok || !strings.Contains(cli.errors(), "list the state events") {
					t.Errorf("read %v, says %s", ok, cli.errors())
				}
				c.ClearFaults()
				r, _ = c.core(t).refresh(r)
				c.clock.Advance(61 * time.Minute)
				if r, ok := c.core(t).refresh(r); !ok || !r.state.IsNull() {
					t.Errorf("read %v, left %s", ok, r.state)
				}
			})
		})
	}
}

// The next room of a class that was closed before its start has all that the first one had, also by
// a configuration that has only what is in the room.
func TestObjects_nextRoomOfAClass(t *testing.T) {
	t.Parallel()
	for _, looks := range []bool{true, false} {
		t.Run(map[bool]string{true: "seen closed", false: "not seen closed"}[looks], func(t *testing.T) {
			t.Parallel()
			eachObject(t, func(t *testing.T, c cell, generation simulator.Generation) {
				if c.verb != "update" || c.subject.alone || !looks && c.subject.name == "class_report" {
					return // a report keeps what it has of a room without a schedule
				}
				r, _ := c.roomOf(t)
				r, _ = c.core(t).refresh(r)
				c.SetState("algebra", 3)
				if looks {
					r, _ = c.core(t).refresh(r)
				} else if generation == simulator.API2023 {
					return // the 2023 API does not report the creation
				}
				c.clock.Advance(61 * time.Minute)
				c.people()
				if r, ok := c.core(t).refresh(r); !ok || !r.state.IsNull() {
					t.Errorf("read %v, left %s", ok, r.state)
				}
			})
		})
	}
}

// A lesson is missed, has a new date, takes place, and has a new date under its id again: each class
// is recorded and reported.
func TestAccObjects_newDates(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		lesson := func(start time.Duration) string {
			return termRoom(start, "room_uuid = \"algebra\"\nforce_destroy = true") + reportConfig("depends_on = [classroom_room.test]") +
				"resource \"classroom_recording\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n start = \"with_class\"\n}\n"
		}
		at := func(after time.Duration) func() {
			return func() { f.clock.Advance(monday.Add(after).Sub(f.clock.Now())) }
		}
		recorded := func(status string, more ...statecheck.StateCheck) []statecheck.StateCheck {
			return append(more, statecheck.ExpectKnownValue("classroom_recording.test", tfjsonpath.New("status"), knownvalue.StringExact(status)))
		}
		attended := func(user string) statecheck.StateCheck {
			return statecheck.ExpectKnownValue(report, tfjsonpath.New("attendees"), entry("user_uuid", knownvalue.StringExact(user)))
		}
		class := func(after time.Duration, pupil string) func() {
			return func() {
				at(after)()
				f.Join("algebra", simulator.UserSeed{UserUUID: pupil})
			}
		}
		f.run(
			resource.TestStep{Config: lesson(week)},
			resource.TestStep{PreConfig: at(week + 5*time.Hour), Config: lesson(week), ConfigStateChecks: recorded("missed", expect("state", knownvalue.StringExact("missed"))...)},
			resource.TestStep{Config: lesson(2 * week), ConfigStateChecks: expect("state", knownvalue.StringExact("scheduled"))},
			resource.TestStep{PreConfig: at(2*week - 24*time.Hour), Config: lesson(2 * week), ConfigStateChecks: recorded("waiting", expect("state", knownvalue.StringExact("not_started"))...)},
			resource.TestStep{PreConfig: class(2*week+time.Minute, "ann"), Config: lesson(2 * week), ConfigStateChecks: recorded("recording", attended("ann"))},
			resource.TestStep{PreConfig: at(2*week + 61*time.Minute), Config: lesson(2 * week), ConfigStateChecks: []statecheck.StateCheck{attended("ann")}},
			resource.TestStep{PreConfig: at(2*week + 5*time.Hour), Config: lesson(2 * week), ConfigStateChecks: recorded("ended", attended("ann"))},
			resource.TestStep{Config: lesson(3 * week), ConfigStateChecks: reports(map[string]knownvalue.Check{"attendees": empty})}, // a replaced room takes its report along
			resource.TestStep{PreConfig: at(3*week - 24*time.Hour), Config: lesson(3 * week), ConfigStateChecks: recorded("waiting", reports(map[string]knownvalue.Check{"attendees": empty})...)},
			resource.TestStep{PreConfig: class(3*week+time.Minute, "bob"), Config: lesson(3 * week), ConfigStateChecks: recorded("recording", attended("bob"))},
			resource.TestStep{Config: lesson(3 * week), ConfigPlanChecks: expectEmptyPlan()},
		)
	})
}

// A room is closed by hand before its class. Its next room's class is recorded and reported, whether an
// apply came in between or not.
func TestAccObjects_closedAndReopened(t *testing.T) {
	t.Parallel()
	for _, seen := range []bool{true, false} {
		t.Run(map[bool]string{true: "seen closed", false: "not seen closed"}[seen], func(t *testing.T) {
			t.Parallel()
			both(t, func(_ *testing.T, f *fixture) {
				config := termRoom(24*time.Hour, "room_uuid = \"algebra\"\nforce_destroy = true") + reportConfig("depends_on = [classroom_room.test]") +
					"resource \"classroom_recording\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n start = \"with_class\"\n}\n"
				steps := []resource.TestStep{
					{Config: config},
					{PreConfig: func() { f.Join("algebra", simulator.UserSeed{UserUUID: "early"}) }, Config: config},
				}
				closes := func() { f.clock.Advance(time.Hour); f.SetState("algebra", 3) }
				if seen {
					steps = append(steps, resource.TestStep{PreConfig: closes, Config: config, ConfigPlanChecks: expectEmptyPlan()})
					closes = func() {}
				}
				steps = append(steps,
					resource.TestStep{PreConfig: func() { closes(); f.clock.Advance(61 * time.Minute) }, Config: config},
					resource.TestStep{
						PreConfig: func() {
							f.clock.Advance(monday.Add(24*time.Hour + time.Minute).Sub(f.clock.Now()))
							f.Join("algebra", simulator.UserSeed{UserUUID: "ann"})
						},
						Config: config,
						ConfigStateChecks: []statecheck.StateCheck{
							statecheck.ExpectKnownValue("classroom_recording.test", tfjsonpath.New("status"), knownvalue.StringExact("recording")),
							statecheck.ExpectKnownValue(report, tfjsonpath.New("attendees"), entry("user_uuid", knownvalue.StringExact("ann"))),
						},
					})
				f.run(steps...)
			})
		})
	}
}
