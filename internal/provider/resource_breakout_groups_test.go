package provider_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const breakoutGroups = "classroom_breakout_groups.test"

func groupsConfig(groups string) string {
	return fmt.Sprintf("resource \"classroom_breakout_groups\" \"test\" {\nroom_uuid = \"algebra\"\ngroups = {\n%s\n}\n}\n", groups)
}

// grouped expects the service's groups.
func (f *fixture) grouped(want string) resource.TestCheckFunc {
	return holds(func() any {
		view, _ := f.Room("algebra")
		for id, group := range view.Groups {
			slices.Sort(group.Users)
			view.Groups[id] = group
		}
		return view.Groups
	}, want)
}

// eachGrouping runs a test on services of both generations that replace the groups which
// they are sent, or merge them with those there are.
func eachGrouping(t *testing.T, test func(*testing.T, *fixture, simulator.Options)) {
	t.Helper()
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		for name, merge := range map[string]bool{"replaces": false, "merges": true} {
			t.Run(string(generation)+"/"+name, func(t *testing.T) {
				t.Parallel()
				options := simulator.Options{Generation: generation, Readings: simulator.Readings{MergeGroups: merge}}
				test(t, algebraOn(t, options), options)
			})
		}
	}
}

const (
	openGroups   = "PUT algebra/groups/states/1"
	removeGroups = "PUT algebra/groups/states/0"
)

// twoGroups are where the tests begin.
const twoGroups = `
  a = { name = "A", users = ["amy", "bob"] }
  b = { users = ["cid"] }`

func TestAccBreakoutGroupsResource_endRight(t *testing.T) {
	t.Parallel()
	eachGrouping(t, func(t *testing.T, f *fixture, service simulator.Options) {
		f.run(
			resource.TestStep{
				Config: groupsConfig(twoGroups),
				Check:  f.grouped(`{"a":{"groupName":"A","users":["amy","bob"]},"b":{"groupName":"","users":["cid"]}}`),
			},
			resource.TestStep{
				Config:           groupsConfig(twoGroups + "\n\"c #1\" = { name = \"C\", users = [\"dan\"] }"),
				ConfigPlanChecks: planning(breakoutGroups, plancheck.ResourceActionUpdate),
				Check:            f.grouped(`{"a":{"groupName":"A","users":["amy","bob"]},"b":{"groupName":"","users":["cid"]},"c #1":{"groupName":"C","users":["dan"]}}`),
			},
			resource.TestStep{
				Config: groupsConfig("a = { name = \"A\", users = [\"amy\"] }\nb = { users = [\"bob\", \"cid\"] }\n\"c #1\" = { name = \"C\", users = [\"dan\"] }"),
				Check:  f.grouped(`{"a":{"groupName":"A","users":["amy"]},"b":{"groupName":"","users":["bob","cid"]},"c #1":{"groupName":"C","users":["dan"]}}`),
			},
			resource.TestStep{
				Config: groupsConfig("a = { name = \"A\", users = [\"amy\"] }\nb = { users = [\"bob\", \"cid\"] }"),
				Check:  f.grouped(`{"a":{"groupName":"A","users":["amy"]},"b":{"groupName":"","users":["bob","cid"]}}`),
			},
		)
		if view, _ := f.Room("algebra"); view.GroupsState != 0 || len(view.Groups) != 0 {
			t.Errorf("after destroy the room has groups %v", view.Groups)
		}
		if got, want := f.writes(), groupWrites(service); !slices.Equal(got, want) {
			t.Errorf("requests that change something: %q\nwant %q", got, want)
		}
	})
}

// groupWrites is what creating, adding a group, moving a user, removing a group and
// destroying take: no group is removed that need not be.
func groupWrites(service simulator.Options) []string {
	switch {
	case service.Generation == simulator.API2023: // cannot be read, so might merge
		return []string{openGroups, openGroups, removeGroups, openGroups, removeGroups, openGroups, removeGroups}
	case service.Readings.MergeGroups:
		return []string{openGroups, openGroups, openGroups, openGroups, removeGroups, openGroups, removeGroups}
	}
	return []string{openGroups, openGroups, openGroups, openGroups, removeGroups}
}

// refuseGroups makes the service fail when it is to open groups anew after their removal.
func refuseGroups(f *fixture, service simulator.Options) {
	fault := simulator.Fault{Match: simulator.Matcher{PathContains: "groups/states/1"}, Status: http.StatusServiceUnavailable}
	if service.Generation == simulator.CurrentAPI {
		fault.Match.Skip = 1 // tried without a removal first
	}
	f.Fault(fault)
}

func TestAccBreakoutGroupsResource_notLostUnnoticed(t *testing.T) {
	t.Parallel()
	moved := groupsConfig(`a = { users = ["amy"] }`)
	for name, service := range map[string]simulator.Options{
		"cannot be read": {Generation: simulator.API2023},
		"merges":         {Generation: simulator.CurrentAPI, Readings: simulator.Readings{MergeGroups: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := algebraOn(t, service)
			f.run(
				resource.TestStep{Config: groupsConfig(twoGroups)},
				resource.TestStep{
					PreConfig:   func() { refuseGroups(f, service) },
					Config:      moved,
					ExpectError: regexp.MustCompile(`(?s)Could not open breakout groups in room "algebra".*HTTP status 503.*Room has no breakout groups now.*room\s+"algebra"`),
				},
				resource.TestStep{
					PreConfig: func() {
						f.ClearFaults()
						f.forget()
					},
					Config: moved,
					Check: resource.ComposeTestCheckFunc(
						f.grouped(`{"a":{"groupName":"","users":["amy"]}}`),
						f.wrote(openGroups+` {"groups":[{"groupUuid":"a","users":[{"userUuid":"amy"}]}]}`)),
				},
			)
		})
	}
}

func TestAccBreakoutGroupsResource_drift(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	restored := f.grouped(`{"a":{"groupName":"A","users":["amy","bob"]},"b":{"groupName":"","users":["cid"]}}`)
	f.run(
		resource.TestStep{Config: groupsConfig(twoGroups)},
		resource.TestStep{
			PreConfig: func() {
				f.SetGroups("algebra", map[string]simulator.Group{"a": {Name: "A", Users: []string{"bob", "eve"}}, "x": {Name: "X", Users: []string{"dan"}}})
			},
			Config: groupsConfig(twoGroups),
			ConfigPlanChecks: planning(breakoutGroups, plancheck.ResourceActionUpdate,
				foundBefore{breakoutGroups, "groups", `{"a":{"name":"A","users":["bob","eve"]},"x":{"name":"X","users":["dan"]}}`}),
			Check: restored,
		},
		resource.TestStep{
			PreConfig:        func() { f.SetGroups("algebra", nil) },
			Config:           groupsConfig(twoGroups),
			ConfigPlanChecks: planning(breakoutGroups, plancheck.ResourceActionCreate),
			Check:            restored,
		},
		resource.TestStep{
			PreConfig: func() {
				f.SetGroups("algebra", map[string]simulator.Group{"a": {Name: "A", Users: []string{"bob", "amy"}}, "b": {Name: "the service's", Users: []string{"cid"}}})
			},
			Config:           groupsConfig(twoGroups),
			ConfigPlanChecks: expectEmptyPlan(),
		},
	)
}

// An import closes no group: the 2023 API does not return what is open, and what is configured is
// taken to be.
func TestAccBreakoutGroupsResource_import(t *testing.T) {
	t.Parallel()
	eachGrouping(t, func(t *testing.T, f *fixture, service simulator.Options) {
		groups := map[string]simulator.Group{"a": {Name: "A", Users: []string{"bob", "amy"}}, "b": {Users: []string{"cid"}}}
		checks := planning(breakoutGroups, plancheck.ResourceActionNoop)
		if service.Generation == simulator.API2023 {
			groups["x"] = simulator.Group{Users: []string{"dan"}}
			checks = planning(breakoutGroups, plancheck.ResourceActionUpdate)
		}
		f.SetGroups("algebra", groups)
		f.run(
			resource.TestStep{Config: imported(groupsConfig(twoGroups), breakoutGroups, "algebra"), ConfigPlanChecks: checks, Check: f.untouched()},
			resource.TestStep{Config: groupsConfig(twoGroups), ConfigPlanChecks: expectEmptyPlan(), Check: f.untouched()},
		)
	})
}

// A group that an import has read and the configuration leaves out is forgotten: it stays open, also
// where the others are changed later.
func TestAccBreakoutGroupsResource_importForgetsGroups(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.SetGroups("algebra", map[string]simulator.Group{"a": {Name: "A", Users: []string{"amy", "bob"}}, "b": {Users: []string{"cid"}}, "x": {Users: []string{"dan"}}})
	f.run(
		resource.TestStep{Config: imported(groupsConfig(twoGroups), breakoutGroups, "algebra"), Check: f.untouched()},
		resource.TestStep{Config: groupsConfig(twoGroups), ConfigPlanChecks: expectEmptyPlan(), Check: f.untouched()},
		resource.TestStep{
			Config: groupsConfig(`a = { users = ["amy"] }`),
			Check:  f.grouped(`{"a":{"groupName":"A","users":["amy"]},"x":{"groupName":"","users":["dan"]}}`),
		},
		resource.TestStep{Config: groupsConfig(`a = { users = ["amy"] }`), ConfigPlanChecks: expectEmptyPlan()},
	)
}

func TestAccBreakoutGroupsResource_importByIdentity(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.SetGroups("algebra", map[string]simulator.Group{"a": {Users: []string{"amy"}}})
	f.runFrom(tfversion.SkipBelow(tfversion.Version1_12_0), resource.TestStep{
		Config: groupsConfig(`a = { users = ["amy"] }`) + `
import {
  to       = classroom_breakout_groups.test
  identity = { room_uuid = "algebra", region = "ap" }
}`,
		ConfigPlanChecks: planning(breakoutGroups, plancheck.ResourceActionNoop),
		Check:            f.untouched(),
	})
}

func TestAccBreakoutGroupsResource_classThatIsOver(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := func(groups string) string {
			return roomConfig(scheduled) + `
resource "classroom_breakout_groups" "test" {
  room_uuid = classroom_room.test.room_uuid
  groups    = {` + groups + `}
}`
		}
		f.run(
			resource.TestStep{Config: config(twoGroups)},
			resource.TestStep{ // closed: the service has removed the groups
				PreConfig:        func() { f.clock.Advance(3*time.Hour + 6*time.Minute) },
				Config:           config(twoGroups),
				ConfigPlanChecks: planning(breakoutGroups, plancheck.ResourceActionNoop),
			},
			resource.TestStep{ // destroyed while the plan waited
				Config: config(`a = { users = ["amy"] }`),
				ConfigPlanChecks: planning(breakoutGroups, plancheck.ResourceActionUpdate,
					between(func() { f.clock.Advance(2 * time.Hour) })),
			},
			resource.TestStep{Config: config(`a = { users = ["amy"] }`), ConfigPlanChecks: expectEmptyPlan()},
		)
	})
}

// A group that is replaced by one with the same members goes, also where the service merges.
func TestBreakoutGroupsResource_sameMembersUnderAnotherID(t *testing.T) {
	t.Parallel()
	eachGrouping(t, func(t *testing.T, f *fixture, _ simulator.Options) {
		state, _ := f.core(t).applyConfig(absent("classroom_breakout_groups"), jsonConfig("classroom_breakout_groups", inAlgebra(`"groups":{"blue":{"users":["amy"]}}`)))
		run := f.core(t)
		run.applyConfig(state, jsonConfig("classroom_breakout_groups", inAlgebra(`"groups":{"red":{"users":["amy"]}}`)))
		if view, _ := f.Room("algebra"); run.errors() != "" || len(view.Groups) != 1 || view.Groups["red"].Users == nil {
			t.Errorf("the room has the groups %v, and the run says %s", view.Groups, run.errors())
		}
	})
}

// A name that the answer leaves out is no drift, also where the service has chosen ids of its own.
func TestBreakoutGroupsResource_namesLeftOut(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"g1", "of-the-service"} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			f := algebraOn(t, simulator.Options{})
			config := jsonConfig("classroom_breakout_groups", inAlgebra(`"groups":{"g1":{"name":"Red","users":["amy"]}}`))
			state, _ := f.core(t).applyConfig(absent("classroom_breakout_groups"), config)
			f.Fault(simulator.Fault{
				Match: simulator.Matcher{Method: "GET"},
				Body:  `{"code":0,"msg":"Success","ts":1795507200000,"data":{"roomUuid":"algebra","state":1,"roomProperties":{"groups":{"state":1,"details":{"` + id + `":{"users":["amy"]}}}}}}`,
			})
			run := f.core(t)
			if !run.planIsEmpty(state, config) {
				t.Errorf("the plan is not empty: %s", run.errors())
			}
		})
	}
}
