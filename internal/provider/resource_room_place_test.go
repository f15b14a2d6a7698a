package provider_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// A room of the same id in another region is a stranger's: it must be neither read, nor
// written, nor closed for ours.
func TestAccRoomResource_sameIDElsewhere(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		elsewhere := newFixture(t, simulator.Options{Region: "eu"})
		elsewhere.CreateRoom("algebra", simulator.RoomSeed{Name: "A stranger's", Type: 0})
		config := roomConfig(algebra) + `
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { mine = 1 }
}
resource "classroom_breakout_groups" "test" {
  room_uuid = classroom_room.test.room_uuid
  groups    = { one = { users = ["jane"] } }
}
`
		refused := regexp.MustCompile(`Room belongs to another region or app`)
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{Config: elsewhere.configIn("eu", config), ExpectError: refused},
			resource.TestStep{Config: elsewhere.configIn("eu", config), Destroy: true, ExpectError: refused},
			resource.TestStep{Config: config, ConfigPlanChecks: expectEmptyPlan()},
		)
		if writes := elsewhere.writes(); len(writes) > 0 {
			t.Errorf("the stranger's room was written: %v", writes)
		}
	})
}

// What is over and destroyed is not looked for, wherever the provider works by now; nor does
// its identity move there.
func TestAccRoomResource_overStaysWhereItWas(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := roomConfig(algebra + `desired_state = "closed"`)
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{PreConfig: func() { f.clock.Advance(2 * time.Hour) }, Config: config},
			resource.TestStep{PreConfig: f.ResetRequests, Config: f.configIn("eu", config), ConfigPlanChecks: expectEmptyPlan()},
		)
		if requests := f.Requests(); len(requests) > 0 {
			t.Errorf("asked for a room that is destroyed: %v", requests)
		}
	})
}
