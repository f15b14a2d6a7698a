// A scheduled room is opened, the answer is lost, and the look for the room fails as well.

package provider_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// unansweredOpen is a scheduled room whose opening may have reached the service.
type unansweredOpen struct {
	*fixture
	id         string // as it is configured
	verifiable bool   // the service shows whether the room is ours
	r          resourceInstance
}

const (
	ownID    = `"room_uuid_prefix":"algebra-"`
	chosenID = `"room_uuid":"algebra"`
)

// lesson is a configuration of the room; its class of an hour starts some time after monday.
func (o *unansweredOpen) lesson(after time.Duration) tftypes.Value {
	return jsonConfig("classroom_room", `{`+o.id+`,"name":"Algebra","type":"small_classroom","lead_time":"48h","properties":{"week":"3"},
		"schedule":{"start_time":"`+monday.Add(after).Format(timeFormat)+`","duration":3600}}`)
}

// eachUnansweredOpen runs a test for both kinds of ids and both generations of the service. The class
// starts a week and a day after monday; the open was a week after monday, and has created the room or not.
func eachUnansweredOpen(t *testing.T, created bool, test func(*testing.T, *unansweredOpen)) {
	t.Helper()
	for name, id := range map[string]string{"generated id": ownID, "configured id": chosenID} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				o := &unansweredOpen{fixture: f, id: id, verifiable: id == ownID || strings.HasSuffix(t.Name(), "/"+string(simulator.CurrentAPI))}
				o.strike(t, created)
				test(t, o)
			})
		})
	}
}

func (o *unansweredOpen) strike(t *testing.T, created bool) {
	t.Helper()
	config := o.lesson(week + 24*time.Hour)
	o.r, _ = o.core(t).applyConfig(absent("classroom_room"), config)
	o.clock.Advance(week)
	unreachable := sync.OnceFunc(func() { o.Fault(simulator.Fault{Match: simulator.Matcher{Method: "GET"}, Status: 503}) })
	o.Fault(simulator.Fault{Match: simulator.Matcher{Method: "POST"}, Before: unreachable, CutAfter: created, CutBefore: !created})
	struck := o.core(t)
	var ok bool
	o.r, ok = struck.applyConfig(o.r, config)
	if ok || o.r.tainted || o.r.text("state") != "scheduled" || (len(o.RoomIDs()) == 1) != created {
		t.Fatalf("opened %v, state %s, says %q", ok, o.r.state, struck.errors())
	}
	o.ClearFaults()
	o.ResetRequests()
}

// state is that of the room in the service which the resource had at first; -1 where there is none.
func (o *unansweredOpen) state() int {
	view, found := o.Room(o.r.text("room_uuid"))
	if !found {
		return -1
	}
	return view.State
}

// The next apply takes the room, with what could not be sent with it.
func TestRoomResource_unansweredOpen(t *testing.T) {
	t.Parallel()
	eachUnansweredOpen(t, true, func(t *testing.T, o *unansweredOpen) {
		config := o.lesson(week + 24*time.Hour)
		run := o.core(t)
		r, ok := run.applyConfig(o.r, config)
		if ok != o.verifiable || len(o.RoomIDs()) != 1 || (r.text("state") == "not_started") != o.verifiable {
			t.Fatalf("adopted %v, rooms %v, state %s, says %q", ok, o.RoomIDs(), r.text("state"), run.errors())
		}
		if !ok {
			return
		}
		if view, _ := o.Room(r.text("room_uuid")); view.Properties["week"] != "3" || !strings.Contains(run.warnings(), "Room was adopted") {
			t.Errorf("the room has the properties %v, says %q", view.Properties, run.warnings())
		}
		if settled := o.core(t); r.text("created_at") == "" || !settled.planIsEmpty(r, config) || settled.warnings() != "" {
			t.Errorf("%s; the plan after is not empty, or says %q", r.state, settled.warnings())
		}
	})
}

// A lesson that is removed closes the room, also where the removal is planned without a refresh.
func TestRoomResource_unansweredOpenThenDestroyed(t *testing.T) {
	t.Parallel()
	for name, apply := range map[string]func(*core, resourceInstance, tftypes.Value) (resourceInstance, bool){
		"refreshed": (*core).applyConfig, "unrefreshed": (*core).applyUnrefreshed,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachUnansweredOpen(t, true, func(t *testing.T, o *unansweredOpen) {
				run := o.core(t)
				gone, ok := apply(run, o.r, absent("classroom_room").state)
				if !ok || !gone.state.IsNull() || (o.state() == 3) != o.verifiable {
					t.Errorf("destroyed %v, the room is in state %d, says %q", ok, o.state(), run.errors())
				}
				if !o.verifiable && !strings.Contains(run.warnings(), "Room may have been opened") {
					t.Errorf("says %q", run.warnings())
				}
			})
		})
	}
}

// A lesson that moves replaces the room, which is in the service for the old time.
func TestRoomResource_unansweredOpenThenMoved(t *testing.T) {
	t.Parallel()
	for want, to := range map[string]time.Duration{"not_started": week + 25*time.Hour, "scheduled": 2 * week} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				o := &unansweredOpen{fixture: f, id: ownID}
				o.strike(t, true)
				config, run := o.lesson(to), f.core(t)
				r, ok := run.applyConfig(o.r, config)
				if !ok || o.state() != 3 || r.text("state") != want || r.text("room_uuid") == o.r.text("room_uuid") || !f.core(t).planIsEmpty(r, config) {
					t.Errorf("moved %v, the old room is in state %d, state %s, says %q", ok, o.state(), r.state, run.errors())
				}
			})
		})
	}
	t.Run("configured id", func(t *testing.T) { // the id is in use
		t.Parallel()
		f := newFixture(t, simulator.Options{})
		o := &unansweredOpen{fixture: f, id: chosenID}
		o.strike(t, true)
		run := f.core(t)
		if _, ok := run.applyConfig(o.r, o.lesson(2*week)); ok || o.state() != 0 || !strings.Contains(run.errors(), "under the same id") {
			t.Errorf("moved %v, the room is in state %d, says %q", ok, o.state(), run.errors())
		}
	})
}

// Without a refresh the room is adopted for what it is, and the next plan replaces it.
func TestRoomResource_unansweredOpenThenMovedUnrefreshed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	o := &unansweredOpen{fixture: f, id: ownID}
	o.strike(t, true)
	run := f.core(t)
	r, ok := run.applyUnrefreshed(o.r, o.lesson(week+25*time.Hour))
	if says := run.warnings(); !ok || !strings.Contains(says, "differs from the configuration in schedule.start_time") || strings.Contains(says, "equals") {
		t.Errorf("opened %v, says %q", ok, run.errors()+says)
	}
	if r, ok = f.core(t).applyConfig(r, o.lesson(week+25*time.Hour)); !ok || o.state() != 3 || r.text("state") != "not_started" {
		t.Errorf("the room is in state %d, the next one is %s", o.state(), r.state)
	}
}

// A class that took place in the room was not missed.
func TestRoomResource_unansweredOpenThenOver(t *testing.T) {
	t.Parallel()
	eachUnansweredOpen(t, true, func(t *testing.T, o *unansweredOpen) {
		o.clock.Advance(25*time.Hour + 5*time.Minute)
		run := o.core(t)
		r, ok := run.applyConfig(o.r, o.lesson(week+24*time.Hour))
		want := map[bool]string{true: "ended", false: "missed"}[o.verifiable]
		if !ok || r.text("state") != want || strings.Contains(run.warnings(), "Class has passed without a room") == o.verifiable {
			t.Errorf("state %s, says %q", r.text("state"), run.errors()+run.warnings())
		}
	})
}

// An open that created nothing leaves the id to whoever comes next: an equal room of others is not taken.
func TestRoomResource_unansweredOpenAndAStranger(t *testing.T) {
	t.Parallel()
	for name, looks := range map[string]bool{"before the next plan": true, "after it": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				o := &unansweredOpen{fixture: f, id: chosenID}
				o.strike(t, false)
				r := o.r
				if !looks {
					r, _ = f.core(t).refresh(r)
				}
				f.clock.Advance(time.Hour)
				f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4, Properties: map[string]any{"week": "3"}})
				if opened, ok := f.core(t).applyConfig(r, o.lesson(week+24*time.Hour)); ok || opened.text("state") != "scheduled" {
					t.Errorf("took the room of others: %s", opened.state)
				}
				gone, ok := f.core(t).applyConfig(r, absent("classroom_room").state)
				if !ok || !gone.state.IsNull() || o.state() != 0 || slices.ContainsFunc(f.writes(), func(w string) bool { return !strings.HasPrefix(w, "POST ") }) {
					t.Errorf("the room of others is in state %d, wrote %q", o.state(), f.writes())
				}
			})
		})
	}
}

// An open that created nothing is made again.
func TestRoomResource_unansweredOpenCreatedNothing(t *testing.T) {
	t.Parallel()
	eachUnansweredOpen(t, false, func(t *testing.T, o *unansweredOpen) {
		run := o.core(t)
		if r, ok := run.applyConfig(o.r, o.lesson(week+24*time.Hour)); !ok || o.state() != 0 || r.text("state") != "not_started" || run.warnings() != "" {
			t.Errorf("opened %v, state %s, says %q", ok, r.text("state"), run.errors()+run.warnings())
		}
	})
}

// A scheduled room follows the provider block; one that may be open does not.
func TestRoomResource_unansweredOpenElsewhere(t *testing.T) {
	t.Parallel()
	eachUnansweredOpen(t, true, func(t *testing.T, o *unansweredOpen) {
		run := o.core(t, func(config *classroom.Config) { config.Region = classroom.RegionEurope })
		if _, ok := run.refresh(o.r); ok || !strings.Contains(run.errors(), "Room belongs to another region or app") {
			t.Errorf("read %v, says %q", ok, run.errors())
		}
	})
}
