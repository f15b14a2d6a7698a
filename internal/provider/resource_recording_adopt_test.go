package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const webWithClass = `"start":"with_class","mode":"web","web":{"root_url":"https://page.example"},"on_hold":`

// An adopted recording is held, or goes on, as configured: the service does not return which it does.
func TestRecordingResource_holdsWhatItAdopts(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
		waiting, ok := f.core(t).applyConfig(absent("classroom_recording"), jsonConfig("classroom_recording", inAlgebra(webWithClass+"true")))
		if !ok {
			t.Fatal("not waiting")
		}
		f.SetState("algebra", 1)
		f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "running", Type: 3, Status: 1})
		f.forget()
		run := f.core(t)
		adopted, ok := run.applyConfig(waiting, jsonConfig("classroom_recording", inAlgebra(webWithClass+"false")))
		if !ok || adopted.text("record_id") != "running" {
			t.Fatalf("adopted %q: %s", adopted.text("record_id"), run.errors())
		}
		writes, bodies := f.writes(), f.bodies()
		if len(writes) < 2 || !strings.Contains(bodies[len(bodies)-1], `"onhold":false`) {
			t.Errorf("wrote %q, at last %s; want the start that is refused, and the change of the hold", writes, bodies[len(bodies)-1])
		}
	})
}

// A room has one recording at a time: beside one that waits for the class, no other is planned.
func TestRecordingResource_oneOfAClass(t *testing.T) {
	t.Parallel()
	const now, withClass = `{"room_uuid":"algebra"}`, `{"room_uuid":"algebra","start":"with_class"}`
	for name, test := range map[string]struct {
		first, second string
		refused       bool
	}{
		"both wait":        {withClass, withClass, true},
		"the first waits":  {withClass, now, true},
		"the second waits": {now, withClass, true},
		"neither waits":    {now, now, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := algebraOn(t, simulator.Options{}).core(t)
			plan := run.planAll([]resourceBlock{
				{"classroom_recording.first", asObject(parsed(test.first))}, {"classroom_recording.second", asObject(parsed(test.second))},
			}, instances{})
			if refused := strings.Contains(plan.errors(), "Two resources record the same class"); refused != test.refused {
				t.Errorf("refused: %v, says %q", refused, plan.errors())
			}
		})
	}
}

// What goes without a call still looks at its room: its replacement is not created in a room of others
// that has the id since.
func TestObjects_replacedWithoutACall(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		address, config string
	}{
		"recording that waits": {"classroom_recording.test", `{"room_uuid":"algebra","start":"with_class"}`},
		"ban that waits":       {"classroom_user_ban.test", `{"room_uuid":"algebra","user_uuid":"amy"}`},
		"properties that wait": {"classroom_user_properties.test", `{"room_uuid":"algebra","user_uuid":"amy","properties":{"a":"1"}}`},
		"ban that has expired": {"classroom_user_ban.test", `{"room_uuid":"algebra","user_uuid":"bob","duration":60}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
			f.Join("algebra", simulator.UserSeed{UserUUID: "bob"})
			state, ok := f.core(t).applyConfig(absent(test.address), jsonConfig(test.address, test.config))
			if !ok {
				t.Fatal("not created")
			}
			f.clock.Advance(2 * time.Minute)
			planner := f.core(t)
			state, _ = planner.refresh(state)
			state.tainted = true
			plan := planner.planAll([]resourceBlock{{test.address, asObject(parsed(test.config))}}, instances{test.address: state})
			for i := range plan.changes {
				plan.changes[i].private = state.private // -replace, unlike a taint, removes with what the state has
			}
			f.SetState("algebra", 3)
			f.clock.Advance(2 * time.Hour)
			f.CreateRoom("algebra", simulator.RoomSeed{Name: "Somebody's", Type: 4, State: 1})
			f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
			f.Join("algebra", simulator.UserSeed{UserUUID: "bob"})
			f.forget()
			run := f.core(t)
			run.applyAll(plan)
			if writes := f.writes(); len(writes) > 0 {
				t.Errorf("wrote %q to a room of others", writes)
			}
		})
	}
}
