package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// One wrong 404 orphans no running class, nor anything in its room.
func TestObjects_oneWrongNotFound(t *testing.T) {
	t.Parallel()
	eachObject(t, func(t *testing.T, c cell, _ simulator.Generation) {
		r, _ := c.roomOf(t)
		c.SetState("algebra", 1)
		c.Fault(simulator.Fault{Match: simulator.Matcher{Method: "GET", Times: 1}, Status: 404, Code: 20404100})
		read, ok := c.core(t).refresh(r)
		if !ok || read.state.IsNull() {
			t.Errorf("read %v, state %s", ok, read.state)
		}
	})
}

// A class that has ended, and whose room is destroyed between the look and the write: nothing has failed.
func TestObjects_destroyedBetweenLookAndWrite(t *testing.T) {
	t.Parallel()
	eachObject(t, func(t *testing.T, c cell, _ simulator.Generation) {
		r, target := c.roomOf(t)
		c.SetState("algebra", 1)
		c.SetState("algebra", 2)
		r, _ = c.core(t).refresh(r)
		for _, method := range []string{"PUT", "POST", "DELETE", "PATCH"} {
			c.Fault(simulator.Fault{Match: simulator.Matcher{Method: method}, Status: 404, Code: 20404100})
		}
		if after, said := c.unread(t, r, target); said != "" || after.state.IsNull() != (c.verb == "delete") {
			t.Errorf("left %s, says %s", after.state, said)
		}
	})
}

// A room that is over is expected to be gone: nobody waits for a second look.
func TestObjects_overIsLookedAtOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	c := cell{f, subjectNamed("room_properties"), interrupted, onceEach, "read"}
	r, _ := c.roomOf(t)
	c.SetState("algebra", 1)
	c.SetState("algebra", 3)
	r, _ = c.core(t).refresh(r)
	f.clock.Advance(2 * time.Hour)
	c.ResetRequests()
	before := f.clock.Now()
	read, ok := c.core(t).refresh(r)
	if requests := c.Requests(); !ok || read.state.IsNull() || len(requests) != 1 || !f.clock.Now().Equal(before) {
		t.Errorf("read %v after %s, with %d requests", ok, f.clock.Now().Sub(before), len(requests))
	}
}

// Other 404 codes do not speak of the room: they are errors, and nothing leaves the state.
func TestObjects_otherNotFound(t *testing.T) {
	t.Parallel()
	for _, code := range []int{20404300, 404} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			eachObject(t, func(t *testing.T, c cell, _ simulator.Generation) {
				r, _ := c.roomOf(t)
				c.Fault(simulator.Fault{Match: simulator.Matcher{Method: "GET"}, Status: 404, Code: code})
				read, ok := c.core(t).refresh(r)
				if ok || !read.state.Equal(r.state) {
					t.Errorf("read %v, state %s", ok, read.state)
				}
			})
		})
	}
}

// Objects that are added to a lesson that is over are in the state, and nothing is sent, ever.
func TestAccObjects_addedAfterTheClass(t *testing.T) {
	t.Parallel()
	inside := insideRoom("")
	for name, passed := range map[string]time.Duration{"closed": 3*time.Hour + 10*time.Minute, "destroyed": 6 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(_ *testing.T, f *fixture) {
				f.run(
					resource.TestStep{Config: roomConfig(scheduled)},
					resource.TestStep{
						PreConfig: func() { f.clock.Advance(passed) },
						Config:    roomConfig(scheduled) + inside,
					},
					resource.TestStep{Config: roomConfig(scheduled) + inside, ConfigPlanChecks: expectEmptyPlan()},
					resource.TestStep{Config: roomConfig(scheduled)},
				)
			})
		})
	}
}

// A room that was closed before its class is not over: its class still needs one.
func TestAccRoomResource_closedBeforeItsClass(t *testing.T) {
	t.Parallel()
	lesson := func(id string) string {
		return roomConfig(id + `
  name     = "Algebra"
  type     = "small_classroom"
  schedule = { start_time = "2026-11-24T09:00:00Z", duration = 3600 }
`)
	}
	t.Run("a fixed id waits until it is free", func(t *testing.T) {
		t.Parallel()
		both(t, func(_ *testing.T, f *fixture) {
			config := lesson(`room_uuid = "algebra"`)
			f.run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() { f.SetState("algebra", 3) },
					Config:    config, ConfigPlanChecks: expectEmptyPlan(),
					ConfigStateChecks: expect("state", knownvalue.StringExact("closed")),
				},
				resource.TestStep{
					PreConfig: func() { f.clock.Advance(2 * time.Hour) },
					Config:    config, ConfigPlanChecks: expectAction(plancheck.ResourceActionCreate),
					ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
				},
			)
		})
	})
	t.Run("a generated id gets another room at once", func(t *testing.T) {
		t.Parallel()
		both(t, func(t *testing.T, f *fixture) {
			config := lesson(`room_uuid_prefix = "algebra-"`)
			heard := f.runHearing(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() { f.SetState(f.RoomIDs()[0], 3) },
					Config:    config, ConfigPlanChecks: expectAction(plancheck.ResourceActionCreate),
					ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
				},
			)
			heard.expect(t, "Room was closed before its class")
		})
	})
	t.Run("started by its teacher, it is over", func(t *testing.T) {
		t.Parallel()
		both(t, func(_ *testing.T, f *fixture) {
			config := lesson(`room_uuid = "algebra"`)
			f.run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						f.SetState("algebra", 1)
						f.SetState("algebra", 3)
					},
					Config: config, ConfigPlanChecks: expectEmptyPlan(),
				},
				resource.TestStep{
					PreConfig: func() { f.clock.Advance(2 * time.Hour) },
					Config:    config, ConfigPlanChecks: expectEmptyPlan(),
					ConfigStateChecks: expect("state", knownvalue.StringExact("destroyed")),
				},
			)
		})
	})
	t.Run("closed by desired_state, it is over", func(t *testing.T) {
		t.Parallel()
		both(t, func(_ *testing.T, f *fixture) {
			config := strings.Replace(lesson(`room_uuid = "algebra"`), `type     =`, "desired_state = \"closed\"\n  type     =", 1)
			f.run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() { f.clock.Advance(2 * time.Hour) },
					Config:    config, ConfigPlanChecks: expectEmptyPlan(),
					ConfigStateChecks: expect("state", knownvalue.StringExact("destroyed")),
				},
			)
		})
	})
}

// Two owners of one key would undo each other at every apply.
func TestAccProperties_twoOwnersOfOneKey(t *testing.T) {
	t.Parallel()
	owner := func(name, properties string) string { return ownerOf(name, properties) }
	for name, config := range map[string]string{
		"two resources":      owner("a", `{ k = 1 }`) + owner("b", `{ k = 2 }`),
		"a path and its key": owner("a", `{ k = { x = 1 } }`) + owner("b", `{ "k.y" = 2 }`),
		"inline and resource": roomConfig(`room_uuid = "algebra"`+"\nname = \"A\"\ntype = \"small_classroom\"\nproperties = { k = 1 }") +
			owner("a", `{ k = 2 }`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			f.run(resource.TestStep{Config: config, PlanOnly: true, ExpectError: regexp.MustCompile("Two resources have the same property key")})
		})
	}
}

// Removing a lesson that is still to come, and times that cannot work, are said at plan.
func TestRoomResource_planWarnings(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	room := func(attributes string) string {
		return `{"name":"Algebra","type":"small_classroom",` + attributes + `}`
	}
	for name, test := range map[string]struct{ config, says string }{
		"more than five days ahead": {room(`"schedule":{"start_time":"2026-12-14T09:00:00Z","duration":3600}`), "Set lead_time"},
		"closes after five days":    {room(`"schedule":{"start_time":"2026-11-27T09:00:00Z","duration":86400,"close_delay":86400}`), "before this class closes"},
		"over already":              {room(`"schedule":{"start_time":"2026-11-20T09:00:00Z","duration":3600}`), "it has ended already"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cli := f.core(t)
			if _, ok := cli.plan(absent("classroom_room"), jsonConfig("classroom_room", test.config)); !ok || !strings.Contains(cli.warnings(), test.says) {
				t.Errorf("planned %v, says %q", ok, cli.errors()+cli.warnings())
			}
		})
	}
	t.Run("removal of a lesson to come", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, simulator.Options{})
		cli := f.core(t)
		r, _ := cli.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", room(`"deletion_policy":"close","schedule":{"start_time":"2026-11-24T09:00:00Z","duration":3600}`)))
		next := f.core(t)
		if _, ok := next.plan(r, jsonConfig("classroom_room", "null")); !ok || !strings.Contains(next.warnings(), "has a class at 2026-11-24T09:00:00Z") {
			t.Errorf("planned %v, says %q", ok, next.errors()+next.warnings())
		}
	})
}

// A room that is over, or only scheduled, has lost its id to another configuration: nothing is added
// to that one's room.
func TestAccObjects_addedToAnothersRoom(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"over":      roomConfig(scheduled),
		"scheduled": termRoom(2*week, `room_uuid = "algebra"`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(_ *testing.T, f *fixture) {
				f.run(
					resource.TestStep{Config: config},
					resource.TestStep{PreConfig: func() { f.clock.Advance(6 * time.Hour) }, Config: config},
					resource.TestStep{
						PreConfig: func() {
							f.CreateRoom("algebra", simulator.RoomSeed{Name: "Another's", Type: 4, State: 1})
							f.forget()
						},
						Config:      config + "resource \"classroom_room_properties\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n properties = { a = 1 }\n}\n",
						ExpectError: regexp.MustCompile("Room id belongs to another room now"),
					},
					resource.TestStep{Config: config, ConfigPlanChecks: expectEmptyPlan(), Check: f.untouched()},
				)
			})
		})
	}
}

// The groups of a room, and the ban of a user, have one owner.
func TestAccObjects_twoOwnersOfTheWhole(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"breakout groups": "resource \"classroom_breakout_groups\" \"test\" {\n count = 2\n room_uuid = \"algebra\"\n groups = { red = { users = [\"u${count.index}\"] } }\n}\n",
		"bans":            "resource \"classroom_user_ban\" \"test\" {\n count = 2\n room_uuid = \"algebra\"\n user_uuid = \"eve\"\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := algebraOn(t, simulator.Options{})
			f.run(resource.TestStep{Config: config, PlanOnly: true, ExpectError: regexp.MustCompile("Two resources manage the same " + name)})
		})
	}
}

// A room that is started with its creation gets its groups in the same apply.
func TestAccBreakoutGroupsResource_createdWithARunningClass(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		f.run(resource.TestStep{Config: roomConfig(algebra+"desired_state = \"started\"\nforce_destroy = true") +
			"resource \"classroom_breakout_groups\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n groups = { red = { users = [\"ann\"] } }\n}\n"})
	})
}
