package provider_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestAccUserDataSource_basic(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{})
		f.Join("algebra", simulator.UserSeed{
			UserUUID: "amy #1", UserName: "Amy", Role: 3, StreamUUID: "77", Properties: map[string]any{"seat": 4},
		})
		config := `
data "classroom_user" "test" {
  room_uuid = "algebra"
  user_uuid = "amy #1"
}`
		f.run(
			resource.TestStep{
				Config: config,
				ConfigStateChecks: reads("classroom_user", map[string]knownvalue.Check{
					"user_name":   knownvalue.StringExact("Amy"),
					"role":        knownvalue.StringExact("assistant"),
					"online":      knownvalue.Bool(true),
					"stream_uuid": knownvalue.StringExact("77"),
					"properties":  knownvalue.StringExact(`{"seat":4}`),
					"updated_at":  knownvalue.StringExact("2026-11-23T08:00:00Z"),
				}),
			},
			resource.TestStep{
				PreConfig: func() {
					f.clock.Advance(time.Minute)
					f.Leave("algebra", "amy #1")
				},
				Config: config,
				ConfigStateChecks: reads("classroom_user", map[string]knownvalue.Check{
					"online":     knownvalue.Bool(false),
					"updated_at": knownvalue.StringExact("2026-11-23T08:01:00Z"),
				}),
			},
		)
	})
}
