package provider_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// termRoom is a room with a lead time of two days, whose class of an hour starts some time after monday.
func termRoom(after time.Duration, more string) string {
	return fmt.Sprintf(`
resource "classroom_room" "test" {
  name      = "Algebra"
  type      = "small_classroom"
  lead_time = "48h"
  schedule  = { start_time = %q, duration = 3600 }
  %s
}
`, monday.Add(after).Format(time.RFC3339), more)
}

// insideRoom is one object of each kind in a room.
func insideRoom(recording string) string {
	return fmt.Sprintf(`
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { topic = "sets" }
}
resource "classroom_breakout_groups" "test" {
  room_uuid = classroom_room.test.room_uuid
  groups    = { red = { users = ["ann"] } }
}
resource "classroom_recording" "test" {
  room_uuid = classroom_room.test.room_uuid
  %s
}
resource "classroom_user_ban" "test" {
  room_uuid = classroom_room.test.room_uuid
  user_uuid = "eve"
}
`, recording)
}

const week = 7 * 24 * time.Hour

// requestsSince are the requests since the last forget, without their bodies.
func (f *fixture) requestsSince() []string {
	var requests []string
	for _, request := range f.Requests() {
		_, path, _ := strings.Cut(request.Path, "/v2/rooms/")
		requests = append(requests, request.Method+" "+path)
	}
	return requests
}

// A term is declared once: nothing is in the service until the room is due; then one apply opens
// the room and creates what is in it, and the recording starts with the class.
func TestAccRoomResource_term(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := termRoom(2*week, `room_uuid_prefix = "algebra-"`) + insideRoom(`start = "with_class"`)
		moved := termRoom(week, `room_uuid_prefix = "algebra-"`) + insideRoom(`start = "with_class"`)
		f.run(
			resource.TestStep{Config: config, Check: f.untouched(), ConfigStateChecks: append(
				expect("state", knownvalue.StringExact("scheduled")), expect("created_at", knownvalue.Null())...)},
			resource.TestStep{Config: config, ConfigPlanChecks: expectEmptyPlan()},
			resource.TestStep{ // a lesson moves in place
				Config: moved, ConfigPlanChecks: expectAction(plancheck.ResourceActionUpdate), Check: f.untouched(),
				ConfigStateChecks: expect("state", knownvalue.StringExact("scheduled")),
			},
			resource.TestStep{
				PreConfig: func() { f.clock.Advance(week - 48*time.Hour) },
				Config:    moved,
				ConfigPlanChecks: planning("classroom_room.test", plancheck.ResourceActionUpdate,
					plancheck.ExpectResourceAction("classroom_room_properties.test", plancheck.ResourceActionCreate),
					plancheck.ExpectResourceAction("classroom_breakout_groups.test", plancheck.ResourceActionCreate),
					plancheck.ExpectResourceAction("classroom_recording.test", plancheck.ResourceActionCreate)),
				ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
			},
			resource.TestStep{
				PreConfig:        func() { f.clock.Advance(48*time.Hour + time.Minute) },
				Config:           moved,
				ConfigPlanChecks: planning("classroom_recording.test", plancheck.ResourceActionUpdate),
			},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(5 * time.Hour) },
				Config:            moved,
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: expect("state", knownvalue.StringExact("destroyed")),
			},
		)
		posts, starts := 0, 0
		for _, write := range f.writes() {
			posts += one(strings.HasPrefix(write, "POST ") && !strings.Contains(write, "/users/"))
			starts += one(strings.HasSuffix(write, "records/states/1"))
		}
		if posts != 1 || starts != 1 {
			t.Errorf("created %d times, recorded %d times: %q", posts, starts, f.writes())
		}
	})
}

// A lesson that moves into its window opens in the same apply; removing lead_time opens at once.
func TestAccRoomResource_termOpens(t *testing.T) {
	t.Parallel()
	for name, opening := range map[string]string{
		"moved into its window": termRoom(24*time.Hour, `room_uuid = "algebra"`),
		"without lead_time":     strings.Replace(termRoom(2*week, `room_uuid = "algebra"`), `lead_time = "48h"`, "", 1),
		"a longer lead_time":    strings.Replace(termRoom(4*24*time.Hour, `room_uuid = "algebra"`), "48h", "110h", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.run(
					resource.TestStep{Config: termRoom(2*week, `room_uuid = "algebra"`)},
					resource.TestStep{
						Config: opening, ConfigPlanChecks: expectAction(plancheck.ResourceActionUpdate),
						ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
					},
				)
				if writes := f.writes(); !slices.Equal(writes, []string{"POST algebra", "PUT algebra/states/3"}) {
					t.Errorf("wrote %q", writes)
				}
			})
		})
	}
}

// A room that is due when it is declared is opened by that apply.
func TestAccRoomResource_termDueAtOnce(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		f.run(resource.TestStep{
			Config:            termRoom(24*time.Hour, `room_uuid = "algebra"`) + insideRoom(`start = "with_class"`),
			ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
		})
	})
}

// A room that vanishes before its class is due again, under its id, with what was in it.
func TestAccRoomResource_termVanishes(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := termRoom(30*time.Hour, `room_uuid_prefix = "algebra-"`) + `
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { topic = "sets" }
}
`
		var first string
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{
				PreConfig: func() {
					first = f.RoomIDs()[0]
					f.DeleteRoom(first)
				},
				Config: config,
				ConfigPlanChecks: planning("classroom_room.test", plancheck.ResourceActionUpdate,
					plancheck.ExpectResourceAction("classroom_room_properties.test", plancheck.ResourceActionCreate)),
				Check: service(func() error {
					if view, found := f.Room(first); !found || view.Properties["topic"] != "sets" {
						return fmt.Errorf("room %s: %v, %v", first, found, view.Properties)
					}
					return nil
				}),
			},
		)
	})
}

// A pipeline that was down for the whole window is said, once, and nothing is opened afterwards.
func TestAccRoomResource_termMissed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := termRoom(week, `room_uuid = "algebra"`) + insideRoom(`start = "with_class"`)
	heard := f.runHearing(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() { f.clock.Advance(week + 2*time.Hour) },
			Config:    config, ConfigPlanChecks: expectEmptyPlan(),
			ConfigStateChecks: append(expect("state", knownvalue.StringExact("missed")),
				statecheck.ExpectKnownValue("classroom_recording.test", tfjsonpath.New("status"), knownvalue.StringExact("missed"))),
		},
		resource.TestStep{Config: config, ConfigPlanChecks: expectEmptyPlan()},
		resource.TestStep{ // a new schedule makes it due again, in place
			Config:            termRoom(week+24*time.Hour, `room_uuid = "algebra"`) + insideRoom(`start = "with_class"`),
			ConfigPlanChecks:  expectAction(plancheck.ResourceActionUpdate),
			ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
		},
	)
	heard.expect(t, "Class has passed without a room")
}

// Scheduled rooms cost one request a run, for the service's time; a refused duration is said at plan.
func TestAccRoomResource_termRequests(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := strings.Replace(termRoom(2*week, "count = 20"), `name      = "Algebra"`, `name = "Algebra ${count.index}"`, 1)
		var walks int64
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{PreConfig: func() { f.forget(); walks = f.walks.Load() }, Config: config, PlanOnly: true},
		)
		if requests, runs := len(f.requestsSince()), int(f.walks.Load()-walks); requests > 2*runs {
			t.Errorf("%d requests in %d runs: %q", requests, runs, f.requestsSince())
		}
	})
}

func TestAccRoomResource_termBadInput(t *testing.T) {
	t.Parallel()
	start := `schedule = { start_time = "2026-12-01T09:00:00Z", duration = 60 }`
	for name, test := range map[string]struct{ attributes, want string }{
		"no duration":          {`lead_time = "soon"` + "\n" + start, `lead_time is no duration`},
		"beyond five days":     {`lead_time = "121h"` + "\n" + start, `at most 120h`},
		"below zero":           {`lead_time = "-1h"` + "\n" + start, `above zero`},
		"without a schedule":   {`lead_time = "1h"`, `lead_time needs a start`},
		"without a start":      {`lead_time = "1h"` + "\nschedule = { duration = 60 }", `lead_time needs a start`},
		"with a recreation":    {`lead_time = "1h"` + "\nrecreate_after_end = true\n" + start, `recreate_after_end conflicts with lead_time`},
		"no limits of type 10": {`role_limits = { teacher = { limit = 1 } }`, `Missing role_limits`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kind := "small_classroom"
			if strings.Contains(name, "type 10") {
				kind = "cloud_classroom"
			}
			f := newFixture(t, simulator.Options{})
			f.run(resource.TestStep{
				Config:      roomConfig("name = \"Algebra\"\ntype = \"" + kind + "\"\n" + test.attributes),
				PlanOnly:    true,
				ExpectError: regexp.MustCompile(test.want),
			})
		})
	}
}
