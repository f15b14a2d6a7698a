package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// strangersClass is a run that has met a room of ours which is not in the service.
type strangersClass struct {
	name string
	room string        // what the room has beside its id
	wait time.Duration // from the apply that made the room
	meet func(*core, resourceInstance, tftypes.Value)
}

func strangersClasses() []strangersClass {
	const (
		ahead = `"name":"Ours","type":"small_classroom","lead_time":"48h","schedule":{"start_time":"2026-12-01T09:00:00Z","duration":3600}`
		today = `"name":"Ours","type":"small_classroom","schedule":{"start_time":"2026-11-23T09:00:00Z","duration":3600}`
		week  = 7 * 24 * time.Hour
	)
	refreshed := func(cli *core, r resourceInstance, _ tftypes.Value) { cli.refresh(r) }
	planned := func(cli *core, r resourceInstance, config tftypes.Value) { cli.plan(r, config) }
	return []strangersClass{
		{"scheduled", ahead, time.Hour, refreshed},
		{"scheduled, not refreshed", ahead, time.Hour, planned},
		{"missed", ahead, 2 * week, refreshed},
		{"over", today, 5 * time.Hour, refreshed},
		{"over, not refreshed", today, 5 * time.Hour, planned},
	}
}

// each runs a test in each generation. meet starts a run that has met our room.
func (c strangersClass) each(t *testing.T, test func(t *testing.T, f *fixture, meet func() *core)) {
	t.Helper()
	t.Run(c.name, func(t *testing.T) {
		t.Parallel()
		both(t, func(t *testing.T, f *fixture) {
			config := jsonConfig("classroom_room", inAlgebra(c.room))
			r, ok := f.core(t).applyConfig(absent("classroom_room"), config)
			if !ok {
				t.Fatal("the room is not applied")
			}
			f.clock.Advance(c.wait)
			test(t, f, func() *core {
				cli := f.core(t)
				c.meet(cli, r, config)
				return cli
			})
		})
	})
}

// A class of another configuration runs under the id of a room of ours that is not in the service:
// its pupils and recordings are nobody's business.
func TestDataSourcesOfAStrangersClass(t *testing.T) {
	t.Parallel()
	for _, class := range strangersClasses() {
		class.each(t, func(t *testing.T, f *fixture, meet func() *core) {
			subjects := dataSubjects()
			want := map[string]tftypes.Value{}
			for name, config := range subjects {
				want[name], _ = meet().readData(name, parsed(config))
			}
			f.results()
			f.SetState("algebra", 1)
			for _, name := range slices.Sorted(maps.Keys(subjects)) {
				cli := meet()
				got, ok := cli.readData(name, parsed(subjects[name]))
				if !ok || !timeless(got).Equal(timeless(want[name])) {
					t.Errorf("%s shows %s, says %q\nwant %s", name, jsonText(plain(got)), cli.errors(), jsonText(plain(want[name])))
				}
			}
		})
	}
}

// A room that was closed before its class, and whose id another configuration has now, is not over:
// the next refresh takes it out of the state.
func TestDataSourcesOfALaterRoom(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := jsonConfig("classroom_room", inAlgebra(`"name":"Ours","type":"small_classroom"`))
	r, _ := f.core(t).applyConfig(absent("classroom_room"), config)
	f.SetState("algebra", 3)
	f.clock.Advance(2 * time.Hour)
	f.results()
	for name, given := range dataSubjects() {
		cli := f.core(t)
		cli.plan(r, config)
		if _, ok := cli.readData(name, parsed(given)); ok || !strings.Contains(cli.errors(), "Plan again") {
			t.Errorf("%s can be read: %v, says %q", name, ok, cli.errors())
		}
	}
}

// An action learns the id alone. It writes nothing where the run has met the room of that id: neither
// when it is planned, as with -invoke, nor when it is invoked by a trigger.
func TestActionsInAStrangersClass(t *testing.T) {
	t.Parallel()
	for _, class := range strangersClasses() {
		class.each(t, func(t *testing.T, f *fixture, meet func() *core) {
			f.people()
			f.AddRecording("algebra", simulator.RecordingSeed{Type: 3, Status: 1})
			f.ResetRequests()
			for _, subject := range actionSubjects(t.TempDir()) {
				if subject.name == "collect_events" { // of all rooms of the app
					continue
				}
				cli := meet()
				planned := cli.planAction(subject.name, parsed(subject.config))
				if len(planned) != 1 || planned[0].Summary != "Room is not in the service" {
					t.Errorf("%s is planned: %+v", subject.name, planned)
				}
				cli.invoke(t.Context(), subject.name, parsed(subject.config)).
					expect(t, nil, "Room is not in the service", `room "algebra" of this configuration`, invokeAgain)
			}
			if writes := f.bodies(); len(writes) > 0 {
				t.Errorf("wrote into a stranger's room: %q", writes)
			}
		})
	}
}

// An id is used again in one configuration: what is known of the old room, whose class is over, says
// nothing of the new one, whichever is read first.
func TestRoomsOfOneID(t *testing.T) {
	t.Parallel()
	for name, oldFirst := range map[string]bool{"the old one first": true, "the new one first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				lesson := jsonConfig("classroom_room.old", inAlgebra(`"name":"Old","type":"small_classroom","schedule":{"start_time":"2026-11-23T09:00:00Z","duration":3600}`))
				old, _ := f.core(t).applyConfig(absent("classroom_room.old"), lesson)
				f.clock.Advance(5 * time.Hour)
				old, _ = f.core(t).applyConfig(old, lesson)
				room, _ := f.core(t).applyConfig(absent("classroom_room.new"), jsonConfig("classroom_room.new", inAlgebra(`"name":"New","type":"small_classroom"`)))
				cli := f.core(t)
				if oldFirst {
					cli.refresh(old)
				}
				room, _ = cli.refresh(room)
				if !oldFirst {
					cli.refresh(old)
				}
				read, _ := cli.readData("room", parsed(`{"room_uuid":"algebra"}`))
				if state := plain(attributeOf(read, "state")); old.text("state") != "destroyed" || room.text("state") != "not_started" || state != "not_started" {
					t.Errorf("the old room is %s, the new one %s, read as %s", old.text("state"), room.text("state"), state)
				}
			})
		})
	}
}
