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
func TestRoomDataSourceOfUnknownNumbers(t *testing.T) {
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

func TestAccRecordingsDataSource_streamingURLs(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Fault(simulator.Fault{
		Match: simulator.Matcher{Method: "GET"},
		Body: `{"code":0,"msg":"Success","ts":1795507200000,"data":{"total":1,"list":[{"recordId":"r","roomUuid":"algebra","type":3,"status":1,
			"streamingUrl":{"rtmp":"rtmp://live.example/r","flv":"","hls":"https://live.example/r.m3u8"}}]}}`,
	})
	f.run(resource.TestStep{
		Config: recordingsData,
		ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{
			"recordings": entry("streaming_urls", knownvalue.ObjectExact(map[string]knownvalue.Check{
				"rtmp": knownvalue.StringExact("rtmp://live.example/r"), "flv": knownvalue.Null(), "hls": knownvalue.StringExact("https://live.example/r.m3u8"),
			})),
		}),
	})
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

func TestAccAttendanceDataSource_countsRewards(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
		f.Join("algebra", simulator.UserSeed{UserUUID: "bob"})
		f.Reward("algebra", "amy", 2)
		f.Reward("algebra", "amy", 1)
		f.run(resource.TestStep{
			Config: "data \"classroom_attendance\" \"test\" {\n  room_uuid = \"algebra\"\n}\n",
			ConfigStateChecks: reads("classroom_attendance", map[string]knownvalue.Check{"attendees": knownvalue.ListExact([]knownvalue.Check{
				knownvalue.ObjectPartial(map[string]knownvalue.Check{"user_uuid": knownvalue.StringExact("amy"), "rewards": knownvalue.Int64Exact(3)}),
				knownvalue.ObjectPartial(map[string]knownvalue.Check{"user_uuid": knownvalue.StringExact("bob"), "rewards": knownvalue.Int64Exact(0)}),
			})}),
		})
	})
}

// Nobody ends a poll that the closing of its room cuts off.
func TestAccPollsDataSource_closedRoom(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.SetState("algebra", 1)
		f.StartPoll("algebra", simulator.PollSeed{PollID: "p", Items: []string{"a"}})
		f.StartQuiz("algebra", simulator.QuizSeed{QuizID: "q", Items: []string{"x"}, Correct: []string{"x"}})
		config := "data \"classroom_polls\" \"test\" {\n  room_uuid = \"algebra\"\n}\ndata \"classroom_popup_quizzes\" \"test\" {\n  room_uuid = \"algebra\"\n}\n"
		step := func(prepare func(), inProgress knownvalue.Check) resource.TestStep {
			checks := reads("classroom_polls", map[string]knownvalue.Check{"polls": entry("in_progress", inProgress)})
			checks = append(checks, reads("classroom_popup_quizzes", map[string]knownvalue.Check{"popup_quizzes": entry("in_progress", inProgress)})...)
			return resource.TestStep{PreConfig: prepare, Config: config, ConfigStateChecks: checks}
		}
		f.run(step(nil, yes), step(func() { f.SetState("algebra", 3) }, no))
	})
}

func entry(attribute string, value knownvalue.Check) knownvalue.Check {
	return knownvalue.ListExact([]knownvalue.Check{knownvalue.ObjectPartial(map[string]knownvalue.Check{attribute: value})})
}

var (
	yes = knownvalue.Bool(true)
	no  = knownvalue.Bool(false)
)
