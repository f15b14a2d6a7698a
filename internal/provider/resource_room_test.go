package provider_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const room = "classroom_room.test"

func roomConfig(attributes string) string {
	return fmt.Sprintf("resource \"classroom_room\" \"test\" {\n%s\n}\n", attributes)
}

const algebra = `
  room_uuid = "algebra"
  name      = "Algebra"
  type      = "small_classroom"
`

// scheduled is a class of an hour that starts two hours after the tests do.
const scheduled = algebra + `
  schedule = {
    start_time  = "2026-11-23T18:00:00+08:00"
    duration    = 3600
    close_delay = 300
  }
`

func expect(attribute string, value knownvalue.Check) []statecheck.StateCheck {
	return []statecheck.StateCheck{statecheck.ExpectKnownValue(room, tfjsonpath.New(attribute), value)}
}

func expectAction(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(room, action)}}
}

func expectEmptyPlan() resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
}

func TestAccRoomResource_everything(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(resource.TestStep{
			Config: roomConfig(`
  room_uuid = "a#b?c%d e"
  name      = "Algebra"
  type      = "lecture_hall"
  schedule = { start_time = "2026-11-23T18:00:00+08:00", duration = 3600, close_delay = 300 }
  hands_up = { max_accept = 3 }
  hosting_scene = { video_url = "https://cdn.example/a?b=c&d", finish_type = "teacher_ends" }
  examination_url = "https://exam.example/1?a=b&c=<d>"
  properties = { module = "MA1101", week = 3, "grade.max" = 4.50, tags = ["x", { y = true }] }
  desired_state = "started"
  force_destroy = true
`),
			ConfigStateChecks: append(expect("state", knownvalue.StringExact("started")),
				expect("created_at", knownvalue.StringExact("2026-11-23T08:00:00Z"))...),
		})
	})
}

func TestAccRoomResource_generatedID(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(resource.TestStep{
		Config:            roomConfig("name = \"A\"\ntype = \"one_to_one\""),
		ConfigStateChecks: expect("room_uuid", knownvalue.StringRegexp(regexp.MustCompile(`^room-[0-9a-f]{16}$`))),
	})
}

func TestAccRoomResource_prefixIsCompleted(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(
		resource.TestStep{
			Config:            roomConfig("room_uuid_prefix = \"math-\"\nname = \"A\"\ntype = \"one_to_one\""),
			ConfigStateChecks: expect("room_uuid", knownvalue.StringRegexp(regexp.MustCompile(`^math-[0-9a-f]{16}$`))),
		},
		resource.TestStep{
			Config:           roomConfig("room_uuid_prefix = \"math-\"\nname = \"B\"\ntype = \"one_to_one\""),
			ConfigPlanChecks: expectAction(plancheck.ResourceActionReplace),
		},
	)
}

func TestAccRoomResource_overIsNoDrift(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(scheduled)},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(5 * time.Hour) },
				Config:            roomConfig(scheduled),
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: expect("state", knownvalue.StringExact("destroyed")),
			},
			resource.TestStep{
				Config:           roomConfig(scheduled + "recreate_after_end = true"),
				ConfigPlanChecks: expectAction(plancheck.ResourceActionReplace),
			},
		)
	})
}

func TestAccRoomResource_vanishedIsRecreated(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(scheduled)},
			resource.TestStep{
				PreConfig:        func() { f.DeleteRoom("algebra") },
				Config:           roomConfig(scheduled),
				ConfigPlanChecks: expectAction(plancheck.ResourceActionCreate),
			},
		)
	})
}

func TestAccRoomResource_inProgressIsNotCutOff(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(scheduled)},
			resource.TestStep{
				PreConfig:   func() { f.clock.Advance(2*time.Hour + time.Minute) },
				Config:      roomConfig(scheduled),
				Destroy:     true,
				ExpectError: regexp.MustCompile(`(?s)Class is in progress.*Room\s+"algebra"\s+\(Algebra\)`),
			},
			resource.TestStep{
				Config:      roomConfig(`room_uuid = "algebra"` + "\nname = \"Geometry\"\ntype = \"small_classroom\""),
				ExpectError: regexp.MustCompile(`(?s)Class is in progress.*Room\s+"algebra"\s+\(Algebra\)`),
			},
			resource.TestStep{Config: roomConfig(scheduled + "force_destroy = true")},
		)
		if view, _ := f.Room("algebra"); view.State != 3 {
			t.Errorf("with force_destroy the room is in state %d, want closed", view.State)
		}
		if got := f.writes(); slices.Contains(got[:len(got)-1], "PUT algebra/states/3") {
			t.Errorf("the class was cut off: %v", got)
		}
	})
}

func TestAccRoomResource_import(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{
			Name:     "Algebra",
			Type:     4,
			Schedule: simulator.Schedule{StartTime: monday.Add(2 * time.Hour).UnixMilli(), Duration: 3600, CloseDelay: 300},
		})
		config := roomConfig(scheduled + "examination_url = \"https://exam.example\"\nproperties = { a = 1 }")
		f.run(resource.TestStep{
			Config:           config + "import {\n to = classroom_room.test\n id = \"algebra\"\n}",
			ConfigPlanChecks: expectAction(plancheck.ResourceActionUpdate),
		})
		if slices.Contains(f.writes(), "POST algebra") {
			t.Errorf("import created the room: %v", f.writes())
		}
	})
}

// What an import has read need not be configured, and is not looked after then.
func TestAccRoomResource_importedAndPartlyConfigured(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.CreateRoom("algebra", simulator.RoomSeed{
		Name:           "Algebra",
		Type:           4,
		Schedule:       simulator.Schedule{StartTime: monday.Add(2 * time.Hour).UnixMilli(), Duration: 3600, CloseDelay: 900},
		ExaminationURL: "https://exam.example",
	})
	config := roomConfig(algebra + `
  schedule = {
    start_time = "2026-11-23T10:00:00Z"
    duration   = 3600
  }
`)
	f.run(
		resource.TestStep{
			Config:           config + "import {\n to = classroom_room.test\n id = \"algebra\"\n}",
			ConfigPlanChecks: expectAction(plancheck.ResourceActionUpdate),
		},
		resource.TestStep{Config: config, ConfigPlanChecks: expectEmptyPlan()},
		resource.TestStep{
			PreConfig:        func() { f.clock.Advance(2*time.Hour + time.Minute) },
			Config:           config,
			ConfigPlanChecks: expectEmptyPlan(),
		},
		resource.TestStep{
			PreConfig: func() { f.clock.Advance(70 * time.Minute) },
			Config:    config,
		},
	)
	if view, _ := f.Room("algebra"); view.ExaminationURL != "https://exam.example" {
		t.Errorf("import took the examination URL away")
	}
	for _, write := range f.writes() {
		if write != "PUT algebra/states/3" {
			t.Errorf("import wrote: %v", f.writes())
		}
	}
}

func TestAccRoomResource_givenAScheduleLaterIsAnother(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := func(more string) string {
			return roomConfig("room_uuid_prefix = \"a-\"\nname = \"Algebra\"\ntype = \"small_classroom\"\n" + more)
		}
		f.run(
			resource.TestStep{Config: config("")},
			resource.TestStep{
				Config:           config("schedule = { start_time = \"2026-11-24T09:00:00Z\", duration = 600 }"),
				ConfigPlanChecks: expectAction(plancheck.ResourceActionReplace),
			},
			resource.TestStep{
				Config:           config("schedule = { start_time = \"2026-11-24T09:00:00Z\", duration = 600, close_delay = 60 }"),
				ConfigPlanChecks: expectAction(plancheck.ResourceActionReplace),
			},
		)
	})
}
