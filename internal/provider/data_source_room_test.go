package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const algebraData = `
data "classroom_room" "test" {
  room_uuid = "algebra"
}`

var seededRoom = simulator.RoomSeed{
	Name: "Algebra", Type: 10, ExaminationURL: "https://exam.example/1?a=b&c=d",
	Schedule:   simulator.Schedule{StartTime: monday.Add(time.Hour).UnixMilli(), Duration: 3600, CloseDelay: 300},
	Properties: map[string]any{"module": "MA1101", "nested": map[string]any{"big": 12345678901234567}},
}

const roomData = `
data "classroom_room" "test" {
  room_uuid = "a#b?c%2F d"
}`

func TestAccRoomDataSource_basic(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.CreateRoom("a#b?c%2F d", seededRoom)
	f.run(
		resource.TestStep{
			Config: roomData,
			ConfigStateChecks: reads("classroom_room", map[string]knownvalue.Check{
				"name":            knownvalue.StringExact("Algebra"),
				"type":            knownvalue.StringExact("cloud_classroom"),
				"state":           knownvalue.StringExact("not_started"),
				"created_at":      knownvalue.StringExact("2026-11-23T08:00:00Z"),
				"examination_url": knownvalue.StringExact("https://exam.example/1?a=b&c=d"),
				"properties":      knownvalue.StringExact(`{"module":"MA1101","nested":{"big":12345678901234567}}`),
				"schedule": knownvalue.ObjectExact(map[string]knownvalue.Check{
					"start_time":  knownvalue.StringExact("2026-11-23T09:00:00Z"),
					"duration":    knownvalue.Int64Exact(3600),
					"close_delay": knownvalue.Int64Exact(300),
				}),
			}),
		},
		resource.TestStep{
			PreConfig:         func() { f.clock.Advance(2*time.Hour + time.Minute) },
			Config:            roomData,
			ConfigStateChecks: reads("classroom_room", map[string]knownvalue.Check{"state": knownvalue.StringExact("ended")}),
		},
	)
}

func TestAccRoomDataSource_by2023API(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{Generation: simulator.API2023})
	f.CreateRoom("a#b?c%2F d", seededRoom)
	f.clock.Advance(90 * time.Minute)
	f.run(resource.TestStep{
		Config: roomData,
		ConfigStateChecks: reads("classroom_room", map[string]knownvalue.Check{
			"state":           knownvalue.StringExact("started"),
			"name":            knownvalue.Null(),
			"type":            knownvalue.Null(),
			"created_at":      knownvalue.Null(),
			"examination_url": knownvalue.Null(),
			"properties":      knownvalue.Null(),
			"schedule":        knownvalue.Null(),
		}),
	})
}

func TestAccRoomDataSource_eachPart(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := roomConfig(`
  room_uuid   = "algebra"
  name        = "Algebra"
  type        = "cloud_classroom"
  schedule    = { start_time = "2026-11-23T09:00:00Z", duration = 3600, close_delay = 300 }
  hands_up    = { max_accept = 4, default_accept_role = "audience" }
  widgets     = { whiteboard = true, chat = false }
  role_limits = { student = { limit = 50, default_stream = { state = true, video = false, audio = true } } }
`)
	object := knownvalue.ObjectExact
	type parts = map[string]knownvalue.Check
	f.run(resource.TestStep{Config: config}, resource.TestStep{
		PreConfig: func() {
			f.SetGroups("algebra", map[string]simulator.Group{"g1": {Name: "One", Users: []string{"amy", "bob"}}})
		},
		Config: config + algebraData,
		ConfigStateChecks: reads("classroom_room", parts{
			"ends_at":       knownvalue.StringExact("2026-11-23T10:00:00Z"),
			"closes_at":     knownvalue.StringExact("2026-11-23T10:05:00Z"),
			"hands_up":      object(parts{"max_accept": knownvalue.Int64Exact(4), "default_accept_role": knownvalue.StringExact("audience")}),
			"hosting_scene": knownvalue.Null(),
			"widgets":       object(parts{"whiteboard": yes, "chat": no}),
			"role_limits": knownvalue.MapExact(parts{"student": object(parts{
				"limit": knownvalue.Int64Exact(50), "default_stream": object(parts{"state": yes, "video": no, "audio": yes}),
			})}),
			"groups": knownvalue.MapExact(parts{"g1": object(parts{
				"name":  knownvalue.StringExact("One"),
				"users": knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact("amy"), knownvalue.StringExact("bob")}),
			})}),
		}),
	})
}

// What no document names is null, never empty.
func TestRoomDataSource_unknownNumbers(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Fault(simulator.Fault{
		Match: simulator.Matcher{Method: "GET"},
		Body: `{"code":0,"msg":"Success","ts":1795507200000,"data":{"roomUuid":"algebra","state":7,"roomName":"Algebra","roomProperties":{"roomType":99,
			"hostingScene":{"videoURL":"https://video.example/1","finishType":5}},"roleConfig":{"9":{"limit":1},"2":{"limit":2}}}}`,
	})
	cli := f.core(t)
	read, _ := cli.readData("room", map[string]any{"room_uuid": "algebra"})
	for attribute, want := range map[string]tftypes.Value{
		"state": tftypes.NewValue(tftypes.String, nil),
		"type":  tftypes.NewValue(tftypes.String, nil),
		"name":  tftypes.NewValue(tftypes.String, "Algebra"),
	} {
		if got := attributeOf(read, attribute); !got.Equal(want) {
			t.Errorf("%s is %s, want %s", attribute, got, want)
		}
	}
	warned := cli.warnings()
	for _, words := range []string{`state of room "algebra" is 7`, `type of room "algebra" is 99`, `finish type of room "algebra" is 5`, `role of a limit of room "algebra" is 9`} {
		if !strings.Contains(warned, words) {
			t.Errorf("warnings %q, want %q", warned, words)
		}
	}
}

func attributeOf(object tftypes.Value, name string) tftypes.Value {
	var attributes map[string]tftypes.Value
	_ = object.As(&attributes)
	return attributes[name]
}

func TestAccRoomDataSource_aRoomThatIsNotInTheService(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		config := roomConfig(scheduled+"lead_time = \"30m\"") + "data \"classroom_room\" \"test\" {\n  room_uuid = classroom_room.test.room_uuid\n}\n"
		state := func(want string) map[string]knownvalue.Check {
			return map[string]knownvalue.Check{"state": knownvalue.StringExact(want), "name": knownvalue.Null()}
		}
		f.run(
			resource.TestStep{Config: roomConfig(scheduled + "lead_time = \"30m\"")},
			resource.TestStep{Config: config, ConfigStateChecks: reads("classroom_room", state("scheduled"))},
			resource.TestStep{
				PreConfig: func() { f.clock.Advance(5 * time.Hour) }, Config: config,
				ConfigStateChecks: reads("classroom_room", state("missed")),
			},
		)
	})
}
