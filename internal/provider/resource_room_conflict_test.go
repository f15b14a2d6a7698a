package provider_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// on_conflict = "adopt" takes a room that equals the configuration in all that the service returns, and
// is not closed. The 2023 API returns neither name nor type: there nothing is adopted.
func TestRoomResource_onConflict(t *testing.T) {
	t.Parallel()
	equal := simulator.RoomSeed{Name: "Algebra", Type: 4, Properties: map[string]any{"module": "MA1521", "theirs": true}}
	named := func(change func(*simulator.RoomSeed)) simulator.RoomSeed {
		seed := equal
		change(&seed)
		return seed
	}
	for name, test := range map[string]struct {
		there      simulator.RoomSeed
		onConflict string
		adopted    bool // with the current API
		says       string
	}{
		"equal":             {equal, "adopt", true, "Room was adopted"},
		"not asked for":     {equal, "fail", false, `on_conflict = "adopt"`},
		"another name":      {named(func(s *simulator.RoomSeed) { s.Name = "Geometry" }), "adopt", false, "differs from the configuration in name"},
		"another type":      {named(func(s *simulator.RoomSeed) { s.Type = 0 }), "adopt", false, "differs from the configuration in type"},
		"another property":  {named(func(s *simulator.RoomSeed) { s.Properties = map[string]any{"module": "MA2001"} }), "adopt", false, "properties"},
		"closed":            {named(func(s *simulator.RoomSeed) { s.State = 3 }), "adopt", false, "Apply again in an hour"},
		"closed, and equal": {named(func(s *simulator.RoomSeed) { s.State = 3 }), "fail", false, "Apply again in an hour"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				current := strings.HasSuffix(t.Name(), "/"+string(simulator.CurrentAPI))
				said := f.createOverAnother(t, test.there, test.onConflict, test.adopted && current)
				if current && !strings.Contains(said, test.says) {
					t.Errorf("does not say %q: %s", test.says, said)
				}
			})
		})
	}
}

// createOverAnother applies a room whose id another room has, which is adopted or not, and never
// changed. It gives what the provider says.
func (f *fixture) createOverAnother(t *testing.T, there simulator.RoomSeed, onConflict string, adopted bool) string {
	t.Helper()
	f.CreateRoom("algebra", there)
	cli := f.core(t)
	config := jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom","on_conflict":"`+onConflict+`","properties":{"module":"MA1521"}`))
	r, ok := cli.applyConfig(absent("classroom_room"), config)
	if ok != adopted || r.state.IsNull() == adopted {
		t.Fatalf("adopted %v, says %q", ok, cli.errors())
	}
	if view, _ := f.Room("algebra"); view.Name != there.Name || view.State != there.State || len(view.Properties) != len(there.Properties) {
		t.Errorf("the room was changed: %+v", view)
	}
	if ok && !f.core(t).planIsEmpty(r, config) {
		t.Error("the plan after is not empty")
	}
	return cli.errors() + cli.warnings()
}

// A killed run leaves a room that no state knows: the next apply adopts it where that is asked for.
func TestRoomResource_onConflictAfterAKill(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := func(cli *core) (resourceInstance, bool) {
		return cli.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom","on_conflict":"adopt","schedule":{"start_time":"2026-11-23T09:00:00Z","duration":3600}`)))
	}
	if _, ok := config(f.core(t)); !ok { // its state is lost
		t.Fatal("not created")
	}
	f.clock.Advance(20 * time.Minute)
	cli := f.core(t)
	r, ok := config(cli)
	if !ok || !strings.Contains(cli.warnings(), `Room "algebra" existed already`) || !strings.Contains(r.state.String(), "2026-11-23T08:00:00Z") {
		t.Errorf("adopted %v, state %s, says %q", ok, r.state, cli.errors()+cli.warnings())
	}
}

// A plan that opens a room is applied too late for its class, or cannot learn the service's time:
// no room is created.
func TestRoomResource_opensTooLate(t *testing.T) {
	t.Parallel()
	for name, meanwhile := range map[string]func(*fixture){
		"the class has passed": func(f *fixture) { f.clock.Advance(2 * 24 * time.Hour) },
		"no answer":            func(f *fixture) { f.Fault(simulator.Fault{Match: simulator.Matcher{Method: "GET"}, Status: 503}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				config := jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom","lead_time":"48h","schedule":{"start_time":"2026-12-01T09:00:00Z","duration":3600}`))
				r, _ := f.core(t).applyConfig(absent("classroom_room"), config)
				f.clock.Advance(7 * 24 * time.Hour)
				planner := f.core(t)
				r, _ = planner.refresh(r)
				plan, _ := planner.plan(r, config)
				meanwhile(f)
				cli := f.core(t)
				late, ok := cli.apply(plan)
				want := map[bool]string{true: "missed", false: "scheduled"}[ok]
				if ok != (name == "the class has passed") || late.text("state") != want || len(f.writes()) > 0 {
					t.Errorf("applied %v, state %q, wrote %q, says %q", ok, late.text("state"), f.writes(), cli.errors())
				}
			})
		})
	}
}

// A key that is a path is ours alone: what others have beside it does not make a room another one.
func TestRoomResource_adoptedBesideAnothersKey(t *testing.T) {
	t.Parallel()
	for there, want := range map[string]bool{`{"a":{"b":1,"c":2}}`: true, `{"a":{"b":3}}`: false, `{"a":{"c":2}}`: false} {
		f := newFixture(t, simulator.Options{})
		var properties map[string]any
		if err := json.Unmarshal([]byte(there), &properties); err != nil {
			t.Fatal(err)
		}
		f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4, Properties: properties})
		cli := f.core(t)
		_, adopted := cli.applyConfig(absent("classroom_room"), jsonConfig("classroom_room",
			`{"room_uuid":"algebra","name":"Algebra","type":"small_classroom","on_conflict":"adopt","properties":{"a.b":1}}`))
		if adopted != want || strings.Contains(cli.errors(), "import") { // which a room that differs is not worth
			t.Errorf("%s: adopted %v, says %s", there, adopted, cli.errors())
		}
	}
}
