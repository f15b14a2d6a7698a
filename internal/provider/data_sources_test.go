package provider_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// reads expects what a data source named test has.
func reads(kind string, want map[string]knownvalue.Check) []statecheck.StateCheck {
	var checks []statecheck.StateCheck
	for attribute, value := range want {
		checks = append(checks, statecheck.ExpectKnownValue("data."+kind+".test", tfjsonpath.New(attribute), value))
	}
	return checks
}

func TestAccDataSources_missing(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ config, want string }{
		"room":             {roomData, `(?s)Could not (read|list the events of) room "a#b\?c%2F d".*The\s+room\s+does\s+not\s+exist.*20404100`},
		"recordings":       {`data "classroom_recordings" "test" { room_uuid = "history" }`, `(?s)Could not list the recordings of room "history".*20404100`},
		"user":             {"data \"classroom_user\" \"test\" {\nroom_uuid = \"algebra\"\nuser_uuid = \"amy\"\n}", `(?s)Could not read user "amy" in room "algebra".*The\s+user\s+does\s+not\s+exist.*20404200`},
		"room of the user": {"data \"classroom_user\" \"test\" {\nroom_uuid = \"history\"\nuser_uuid = \"amy\"\n}", `(?s)Could not read user "amy" in room "history".*20404100`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.CreateRoom("algebra", simulator.RoomSeed{})
				f.run(resource.TestStep{Config: test.config, ExpectError: regexp.MustCompile(test.want)})
			})
		})
	}
}

// A class that is over must not break the plans of those who read of it.
func TestAccDataSources_roomIsOver(t *testing.T) {
	t.Parallel()
	config := roomConfig(scheduled) + `
data "classroom_room" "test" {
  room_uuid = classroom_room.test.room_uuid
}
data "classroom_user" "test" {
  room_uuid = classroom_room.test.room_uuid
  user_uuid = "jane"
}
data "classroom_recordings" "test" {
  room_uuid = classroom_room.test.room_uuid
}
data "classroom_room_events" "test" {
  room_uuid = classroom_room.test.room_uuid
}
data "classroom_polls" "test" {
  room_uuid = classroom_room.test.room_uuid
}
data "classroom_popup_quizzes" "test" {
  room_uuid = classroom_room.test.room_uuid
}
data "classroom_attendance" "test" {
  room_uuid = classroom_room.test.room_uuid
}
`
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(scheduled)},
			resource.TestStep{
				PreConfig: func() { f.Join("algebra", simulator.UserSeed{UserUUID: "jane", Role: 2}) },
				Config:    config,
			},
			resource.TestStep{
				PreConfig:        func() { f.clock.Advance(5 * time.Hour) },
				Config:           config,
				ConfigPlanChecks: expectEmptyPlan(),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data.classroom_room.test", tfjsonpath.New("state"), knownvalue.StringExact("destroyed")),
					statecheck.ExpectKnownValue("data.classroom_recordings.test", tfjsonpath.New("recordings"), knownvalue.ListSizeExact(0)),
				},
			},
		)
	})
}

func TestAccDataSources_beforeTheRoom(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(resource.TestStep{
		Config:      roomConfig(algebra) + "data \"classroom_room\" \"test\" {\n room_uuid = \"algebra\"\n}",
		ExpectError: regexp.MustCompile(`(?s)take\s+room_uuid\s+from.*code\s+20404100`),
	})
}
