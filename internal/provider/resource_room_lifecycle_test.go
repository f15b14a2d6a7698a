package provider_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestAccRoomResource_desiredStateIsAFloor(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(algebra + `force_destroy = true`)},
			resource.TestStep{
				Config:            roomConfig(algebra + "force_destroy = true\ndesired_state = \"started\""),
				ConfigStateChecks: expect("state", knownvalue.StringExact("started")),
			},
			resource.TestStep{
				PreConfig:        func() { f.SetState("algebra", 2) },
				Config:           roomConfig(algebra + "force_destroy = true\ndesired_state = \"started\""),
				ConfigPlanChecks: expectEmptyPlan(),
			},
			resource.TestStep{
				Config:            roomConfig(algebra + "force_destroy = true\ndesired_state = \"closed\""),
				ConfigStateChecks: expect("state", knownvalue.StringExact("closed")),
			},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(2 * time.Hour) },
				Config:            roomConfig(algebra + "force_destroy = true\ndesired_state = \"closed\""),
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: expect("state", knownvalue.StringExact("destroyed")),
			},
		)
		want := []string{"POST algebra", "PUT algebra/states/1", "PUT algebra/states/3"}
		if got := f.writes(); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestAccRoomResource_deletionPolicy(t *testing.T) {
	t.Parallel()
	for policy, want := range map[string]int{"close": 3, "end": 2, "abandon": 0} {
		t.Run(policy, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.run(resource.TestStep{Config: roomConfig(algebra + `deletion_policy = "` + policy + `"`)})
				if view, _ := f.Room("algebra"); view.State != want {
					t.Errorf("after destroy the room is in state %d, want %d", view.State, want)
				}
			})
		})
	}
}

func TestAccRoomResource_goneIsDestroyedWithoutComplaint(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(algebra)},
			resource.TestStep{PreConfig: func() { f.DeleteRoom("algebra") }, Config: roomConfig(algebra), Destroy: true},
		)
	})
}

func TestAccRoomResource_changedInPlace(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(
		resource.TestStep{Config: roomConfig(scheduled + `
  examination_url = "https://exam.example/1"
  properties = { keep = 1, change = { deep = [1] }, "path.gone" = true }
`)},
		resource.TestStep{
			PreConfig: f.ResetRequests,
			Config: roomConfig(algebra + `
  schedule = {
    start_time  = "2026-11-23T10:00:00Z"
    duration    = 3600
    close_delay = 300
  }
  examination_url = "https://exam.example/2"
  properties = { keep = 1.0, change = { deep = [2] } }
`),
			ConfigPlanChecks: expectAction(plancheck.ResourceActionUpdate),
		},
		resource.TestStep{Config: roomConfig(scheduled)},
	)
	want := []string{"DELETE algebra/properties", "PUT algebra/properties", "DELETE algebra/properties", "PUT algebra/properties", "PUT algebra/states/3"}
	if got := f.writes(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if view, _ := f.Room("algebra"); view.ExaminationURL != "" || len(view.Properties) != 1 || len(view.Properties["path"].(map[string]any)) != 0 {
		t.Errorf("left behind: %q %v", view.ExaminationURL, view.Properties)
	}
}

func TestAccRoomResource_driftIsSeen(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := roomConfig(algebra + `
  examination_url = "https://exam.example/1"
  properties = { mine = 1 }
`)
	for _, drift := range []func(){
		func() { f.SetRoomProperty("algebra", "mine", 2) },
		func() { f.SetRoomProperty("algebra", "mine", nil) },
		func() { f.SetExamination("algebra", "https://elsewhere.example") },
	} {
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{PreConfig: drift, Config: config, ConfigPlanChecks: expectAction(plancheck.ResourceActionUpdate)},
			resource.TestStep{
				PreConfig:        func() { f.SetRoomProperty("algebra", "theirs", true) },
				Config:           config,
				ConfigPlanChecks: expectEmptyPlan(),
			},
		)
		f.DeleteRoom("algebra")
	}
}

func TestAccRoomResource_replacementWarnsOfAFixedID(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(algebra)},
			resource.TestStep{
				Config:      roomConfig("room_uuid = \"algebra\"\nname = \"Geometry\"\ntype = \"small_classroom\""),
				ExpectError: regexp.MustCompile(`(?s)Room cannot be replaced under the same id`),
			},
		)
	})
}

func TestAccRoomResource_elsewhereIsNotTakenForGone(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(algebra)},
			resource.TestStep{
				Config:      f.configIn("eu", roomConfig(algebra)),
				ExpectError: regexp.MustCompile(`Room belongs to another region or app`),
			},
			resource.TestStep{Config: roomConfig(algebra), ConfigPlanChecks: expectEmptyPlan()},
		)
	})
}

func TestAccRoomResource_importByIdentity(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.CreateRoom("a b", simulator.RoomSeed{Name: "Algebra", Type: 4})
	resource.Test(t, resource.TestCase{
		IsUnitTest:               true,
		ProtoV6ProviderFactories: f.factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		Steps: []resource.TestStep{{
			Config: f.config(roomConfig("room_uuid = \"a b\"\nname = \"Algebra\"\ntype = \"small_classroom\"") + `
import {
  to = classroom_room.test
  identity = { room_uuid = "a b" }
}`),
			ConfigPlanChecks: expectAction(plancheck.ResourceActionNoop),
		}},
	})
}

func TestAccRoomResource_recreatedWithWhatWasInIt(t *testing.T) {
	t.Parallel()
	config := roomConfig(algebra+`
  recreate_after_end = true
  desired_state      = "ended"
`) + `
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { mine = 1 }
}
`
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{PreConfig: func() { f.clock.Advance(3 * time.Hour) }, Config: config},
		)
		puts := slices.DeleteFunc(f.writes(), func(write string) bool { return write != "PUT algebra/properties" })
		if len(puts) != 2 {
			t.Errorf("the properties were written %d times, want once into each room", len(puts))
		}
	})
}

func TestAccRoomResource_readOnceARun(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := roomConfig(algebra)
	for i := range 8 {
		config += fmt.Sprintf(`
resource "classroom_room_properties" "owner_%d" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { key_%d = true }
}
`, i, i)
	}
	var before int64
	f.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				f.ResetRequests()
				before = f.walks.Load()
			},
			Config:   config,
			PlanOnly: true,
		},
	)
	reads := 0
	for _, request := range f.Requests() {
		if request.Method == http.MethodGet {
			reads++
		}
	}
	// The last walk destroys, and looks at the room once more before it closes it.
	if walks := int(f.walks.Load() - before); reads > walks+1 {
		t.Errorf("%d walks read the room %d times", walks, reads)
	}
}

func TestAccRoomResource_replacedAfterItsClass(t *testing.T) {
	t.Parallel()
	config := func(name string) string {
		return roomConfig(fmt.Sprintf(`
  room_uuid     = "algebra"
  name          = %q
  type          = "small_classroom"
  desired_state = "closed"
`, name)) + `
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { mine = 1 }
}
`
	}
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: config("Algebra")},
			resource.TestStep{PreConfig: func() { f.clock.Advance(2 * time.Hour) }, Config: config("Algebra"), ConfigPlanChecks: expectEmptyPlan()},
			resource.TestStep{Config: config("Geometry"), ConfigPlanChecks: expectAction(plancheck.ResourceActionReplace)},
		)
		puts := slices.DeleteFunc(f.writes(), func(write string) bool { return write != "PUT algebra/properties" })
		if len(puts) != 2 {
			t.Errorf("the properties were written %d times, want once into each room", len(puts))
		}
	})
}
