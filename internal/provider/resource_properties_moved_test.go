package provider_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func ownerOf(name, properties string) string {
	return fmt.Sprintf(`
resource "classroom_room_properties" %q {
  room_uuid  = "algebra"
  properties = %s
}
`, name, properties)
}

// Whichever comes first, the write of the new owner or the removal by the old one.
func TestAccProperties_movedBetweenOwners(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{Type: 4})
		f.run(
			resource.TestStep{Config: ownerOf("a", `{ one = 1, two = 2 }`) + ownerOf("b", `{ three = 3 }`)},
			resource.TestStep{Config: ownerOf("a", `{ two = 2 }`) + ownerOf("b", `{ three = 3, one = 1 }`)},
			resource.TestStep{Config: ownerOf("c", `{ two = 2 }`) + ownerOf("b", `{ three = 3, one = 1 }`)},
			resource.TestStep{Config: ownerOf("c", `{ two = 2, three = 3, one = 1 }`)},
			resource.TestStep{
				PreConfig: func() {
					if view, _ := f.Room("algebra"); len(view.Properties) != 3 {
						t.Errorf("left of one, two and three: %v", view.Properties)
					}
				},
				Config: ownerOf("c", `{ two = 2, three = 3, one = 1 }`),
			},
		)
	})
}

func TestAccProperties_createdBeforeTheRemoval(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{Type: 4})
		config := func(revision string) string {
			return fmt.Sprintf(`
resource "terraform_data" "revision" {
  input = %q
}
resource "classroom_room_properties" "test" {
  room_uuid  = "algebra"
  properties = { one = 1 }
  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.revision]
  }
}
resource "classroom_breakout_groups" "test" {
  room_uuid = "algebra"
  groups    = { one = { users = ["jane"] } }
  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.revision]
  }
}
`, revision)
		}
		f.run(
			resource.TestStep{Config: config("1")},
			resource.TestStep{Config: config("2")},
			resource.TestStep{
				PreConfig: func() {
					if view, _ := f.Room("algebra"); len(view.Properties) != 1 || len(view.Groups) != 1 {
						t.Errorf("left: %v, %v", view.Properties, view.Groups)
					}
				},
				Config: config("2"),
			},
		)
	})
}

func TestAccProperties_aDoublesPrecision(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.CreateRoom("algebra", simulator.RoomSeed{Type: 4})
	config := ownerOf("a", `{ third = 1 / 3, percent = 100 * 2 / 3, exact = 12345678901234567890 }`)
	f.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			// As a service answers that holds fractions in doubles.
			PreConfig: func() {
				f.SetRoomProperty("algebra", "third", 1.0/3)
				f.SetRoomProperty("algebra", "percent", 100*2.0/3)
			},
			Config:           config,
			ConfigPlanChecks: expectEmptyPlan(),
		},
	)
}

func TestAccProperties_conditionallyNull(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := roomConfig(algebra + `properties = length("x") == 0 ? { a = 1 } : null`)
	f.run(
		resource.TestStep{Config: config},
		resource.TestStep{Config: config, ConfigPlanChecks: expectEmptyPlan()},
	)
}
