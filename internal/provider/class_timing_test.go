package provider_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// A plan may wait for its approval until the class has begun. What it takes out of the room
// would be taken from those who are in it; planned with the class in view it is asked for.
func TestClassBeginsBetweenPlanAndApply(t *testing.T) {
	t.Parallel()
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		for _, subject := range resourceSubjects() {
			if subject.alone || subject.nowOnly && generation != simulator.CurrentAPI {
				continue
			}
			for when, inView := range map[string]bool{"before": true, "after": false} {
				t.Run(strings.Join([]string{string(generation), subject.name, when}, "/"), func(t *testing.T) {
					c := cell{newFixture(t, simulator.Options{Generation: generation}), subject, interrupted, onceEach, "delete"}
					c.people()
					r, none := c.prepare(t)
					c.destroyInClass(t, r, none, inView)
				})
			}
		}
	}
}

func (c cell) destroyInClass(t *testing.T, r resourceInstance, none tftypes.Value, inView bool) {
	if inView {
		c.SetState("algebra", 1)
	}
	cli := c.core(t)
	r, _ = cli.refresh(r)
	plan, ok := cli.plan(r, none)
	if !ok {
		t.Fatal(cli.errors())
	}
	c.SetState("algebra", 1)
	c.ResetRequests()
	cli = c.core(t)
	after, ok := cli.apply(plan)
	refused := strings.Contains(cli.errors(), `The class in room "algebra" was not in progress when this was planned`)
	if ok != inView || refused == inView || after.state.IsNull() != inView || (len(c.writes()) > 0) != inView {
		t.Errorf("done: %v, wrote %q, says %q", ok, c.writes(), cli.errors())
	}
	if again, ok := c.core(t).applyConfig(after, none); !ok || !again.state.IsNull() {
		t.Error("a new plan does not destroy it")
	}
}

// An update that regroups is not done either. One that takes nothing out of the room is.
func TestClassBeginsBeforeAnUpdate(t *testing.T) {
	t.Parallel()
	for name, disturbs := range map[string]bool{"breakout_groups": true, "recording": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				c := cell{f, subjectNamed(name), interrupted, onceEach, "update"}
				c.people()
				r, changed := c.prepare(t)
				cli := c.core(t)
				plan, _ := cli.plan(r, changed)
				c.SetState("algebra", 1)
				c.ResetRequests()
				cli = c.core(t)
				if _, ok := cli.apply(plan); ok == disturbs || (len(c.writes()) > 0) == disturbs {
					t.Errorf("applied: %v, wrote %q, says %q", ok, c.writes(), cli.errors())
				}
			})
		})
	}
}

func subjectNamed(name string) resourceSubject {
	subjects := resourceSubjects()
	return subjects[slices.IndexFunc(subjects, func(s resourceSubject) bool { return s.name == name })]
}

// The groups of a room that vanished are not removed from the room that this run has created in its place.
func TestGroupsOfAVanishedRoom(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	room, groups := resourceSubjects()[0], subjectNamed("breakout_groups")
	first := f.core(t)
	_, made := first.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", room.config))
	r, ok := first.applyUnrefreshed(absent("classroom_breakout_groups"), jsonConfig("classroom_breakout_groups", groups.config))
	if !ok || !made {
		t.Fatal(first.errors())
	}
	f.DeleteRoom("algebra")
	f.clock.Advance(time.Hour)
	next := f.core(t)
	removal, _ := next.plan(r, absent("classroom_breakout_groups").state)
	_, made = next.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", room.config))
	f.ResetRequests()
	if after, ok := next.apply(removal); !ok || !made || !after.state.IsNull() || len(f.writes()) > 0 {
		t.Errorf("removed %v, wrote %q, says %q", ok, f.writes(), next.errors())
	}
}

// A typo that is corrected after the class would open a room for another one.
func TestRoomResource_changedAfterTheClass(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		cli := f.core(t)
		r, _ := cli.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", inAlgebra(`"name":"Algebar","type":"small_classroom"`)))
		f.SetState("algebra", 1)
		f.SetState("algebra", 3)
		cli = f.core(t)
		r, _ = cli.refresh(r)
		f.clock.Advance(2 * time.Hour)
		cli = f.core(t)
		r, _ = cli.refresh(r)
		plan, ok := cli.plan(r, jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom"`)))
		warned := cli.warnings()
		if !ok || plan.action != plancheck.ResourceActionReplace || !strings.Contains(warned, `the class in room "algebra" (Algebar) has ended for good`) || !strings.Contains(warned, "Undo the change of name") {
			t.Errorf("planned %s, warned %q", plan.action, warned)
		}
	})
}
