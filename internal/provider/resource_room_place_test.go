package provider_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// A room of the same id in another region is a stranger's: it must be neither read, nor
// written, nor closed for ours.
func TestRoomOfTheSameIDElsewhereIsLeftAlone(t *testing.T) {
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
		refused := regexp.MustCompile(`looked for in another place`)
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
