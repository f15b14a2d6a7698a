package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const recording = "classroom_recording.test"

func recordingConfig(attributes string) string {
	return fmt.Sprintf("resource \"classroom_recording\" \"test\" {\nroom_uuid = \"algebra\"\n%s\n}\n", attributes)
}

func webRecording(page, more string) string {
	return recordingConfig(fmt.Sprintf("mode = \"web\"\nweb = { %s }\n%s", page, more))
}

func recordingHas(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(recording, tfjsonpath.New(attribute), value)
}

// bothOn runs a test in a room that others have made, on each generation of the service.
func bothOn(t *testing.T, test func(*testing.T, *fixture)) {
	t.Helper()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
		test(t, f)
	})
}

// recordingsOf is what the service has: the room's recordings, oldest first.
func recordingsOf(f *fixture) func() any {
	return func() any {
		view, _ := f.Room("algebra")
		return view.Recordings
	}
}

func TestAccRecordingResource_startedAndStopped(t *testing.T) {
	t.Parallel()
	bothOn(t, func(t *testing.T, f *fixture) {
		for range 4 { // more than a page
			f.AddRecording("algebra", simulator.RecordingSeed{})
		}
		f.run(
			resource.TestStep{
				Config: recordingConfig("retry_timeout = 60"),
				Check:  f.wrote(`PUT algebra/records/states/1 {"retryTimeout":60}`),
				ConfigStateChecks: []statecheck.StateCheck{
					recordingHas("mode", knownvalue.StringExact("composite")),
					recordingHas("record_id", knownvalue.StringExact("record-5")),
					recordingHas("sid", knownvalue.StringExact("sid-record-5")),
					recordingHas("resource_id", knownvalue.StringExact("resource-record-5")),
					recordingHas("status", knownvalue.StringExact("recording")),
					recordingHas("started_at", knownvalue.StringExact("2026-11-23T08:00:00Z")),
					recordingHas("ended_at", knownvalue.Null()),
				},
			},
			resource.TestStep{
				PreConfig:        f.forget,
				Config:           webRecording(`url = "https://class.example/?rtmToken=a", video_fps = 30`, "retry_timeout = 30\non_hold = true"),
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionReplace),
				Check: f.wrote("PUT algebra/records/states/0",
					`PUT algebra/records/states/1 {"mode":"web","retryTimeout":30,"webRecordConfig":{"onhold":true,"url":"https://class.example/?rtmToken=a","videoFps":30}}`),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectSensitiveValue(recording, tfjsonpath.New("web").AtMapKey("url")),
					recordingHas("record_id", knownvalue.StringExact("record-6")),
				},
			},
			resource.TestStep{
				PreConfig:        f.forget,
				Config:           webRecording(`url = "https://class.example/?rtmToken=b", video_fps = 30`, "on_hold = true"),
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionUpdate),
				Check:            f.untouched(),
			},
		)
		if err := f.wrote("PUT algebra/records/states/0")(nil); err != nil {
			t.Errorf("destroy: %v", err)
		}
	})
}

func TestAccRecordingResource_heldInPlace(t *testing.T) {
	t.Parallel()
	bothOn(t, func(t *testing.T, f *fixture) {
		const page = `root_url = "https://class.example"`
		f.run(
			resource.TestStep{Config: webRecording(page, "")},
			resource.TestStep{
				Config:           webRecording(page, "on_hold = true"),
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionUpdate),
				Check:            holds(recordingsOf(f), `[{"recordId":"record-1","type":3,"status":1,"onHold":true}]`),
			},
			resource.TestStep{
				Config: webRecording(page, ""),
				Check:  holds(recordingsOf(f), `[{"recordId":"record-1","type":3,"status":1,"onHold":false}]`),
			},
			resource.TestStep{
				// By the time the change is applied the recording has reached its limit, and another was begun.
				Config: webRecording(page, "on_hold = true"),
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionUpdate, between(func() {
					f.clock.Advance(3 * time.Hour)
					f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "another", Status: 1})
					f.forget()
				})),
				Check: f.untouched(),
				ConfigStateChecks: []statecheck.StateCheck{
					recordingHas("status", knownvalue.StringExact("ended")),
					recordingHas("ended_at", knownvalue.StringExact("2026-11-23T10:00:00Z")),
					recordingHas("file_urls", knownvalue.ListSizeExact(1)),
				},
			},
		)
		if err := f.untouched()(nil); err != nil {
			t.Errorf("destroying stopped somebody else's recording: %v", err)
		}
	})
}

func TestAccRecordingResource_endedIsNoDrift(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := roomConfig(scheduled) + recordingConfig("depends_on = [classroom_room.test]")
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{
				PreConfig:         func() { f.FailRecording("algebra") },
				Config:            config,
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: []statecheck.StateCheck{recordingHas("status", knownvalue.StringExact("failed"))},
			},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(5 * time.Hour) }, // the room is gone
				Config:            config,
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: []statecheck.StateCheck{recordingHas("status", knownvalue.StringExact("failed"))},
			},
		)
	})
}

func TestAccRecordingResource_endsWithItsRoom(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := roomConfig(scheduled) + recordingConfig("depends_on = [classroom_room.test]")
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(5 * time.Hour) },
				Config:            config,
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: []statecheck.StateCheck{recordingHas("status", knownvalue.StringExact("ended"))},
			},
		)
	})
}

func TestAccRecordingResource_vanishedIsRecreated(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: recordingConfig("")},
			resource.TestStep{
				PreConfig: func() {
					f.clock.Advance(2 * time.Minute) // by then each recording is listed
					f.CreateRoom("algebra", simulator.RoomSeed{})
				},
				Config:           recordingConfig(""),
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionCreate),
			},
		)
	})
}

func TestAccRecordingResource_runsAlready(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "ours", Status: 1})
		f.run(
			resource.TestStep{
				Config:      recordingConfig(""),
				ExpectError: regexp.MustCompile(`(?s)id = "algebra/ours".*business code 30409411`),
			},
			resource.TestStep{
				Config:           recordingConfig("") + "import {\n  to = classroom_recording.test\n  id = \"algebra/ours\"\n}",
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionNoop),
			},
		)
	})
}

// A start whose answer was lost is not somebody else's recording.
func TestAccRecordingResource_startIsFoundAgain(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.Fault(simulator.Fault{Match: simulator.Matcher{Method: "PUT", PathContains: "/records/states/1", Times: 1}, CutAfter: true})
		f.run(resource.TestStep{
			Config:            recordingConfig(""),
			ConfigStateChecks: []statecheck.StateCheck{recordingHas("record_id", knownvalue.StringExact("record-1"))},
		})
	})
}

func TestAccRecordingResource_importOfAPageAdoptsIt(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "ours", Status: 1, Type: 3})
		f.run(
			resource.TestStep{
				Config: recordingConfig("mode = \"web\"") + "import {\n  to = classroom_recording.test\n  id = \"algebra/ours\"\n}",
				Check:  f.untouched(),
			},
			resource.TestStep{
				Config:           webRecording(`root_url = "https://class.example", video_fps = 30`, ""),
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionUpdate),
				Check:            f.untouched(),
			},
			resource.TestStep{
				Config:           webRecording(`root_url = "https://class.example", video_fps = 15`, ""),
				ConfigPlanChecks: planning(recording, plancheck.ResourceActionReplace),
			},
		)
	})
}

func TestAccRecordingResource_checkedAtPlan(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := ""
	for i, attributes := range []string{
		`on_hold = false`,
		`web = { root_url = "https://class.example" }`,
		`mode = "web"
		 web  = {}`,
		`mode = "web"
		 web  = { url = "class.example", video_bitrate = 49, video_fps = 61, audio_profile = 3, video_width = 479, video_height = 1921, max_recording_hours = 0 }`,
		`mode = "web"
		 web  = { root_url = "https://class.example", video_width = 1921 }`,
		`mode = "web"
		 web  = { root_url = "https://class.example", video_height = 1920 }`,
	} {
		config += fmt.Sprintf("resource \"classroom_recording\" \"r%d\" {\n  room_uuid = \"algebra\"\n%s\n}\n", i, attributes)
	}
	problems := []string{
		"on_hold without mode", "web without mode", "Invalid web.url", "No web page to record", "Video too large",
		"web.video_bitrate", "web.video_fps", "web.audio_profile", "web.video_width", "web.video_height", "web.max_recording_hours",
	}
	resource.Test(t, resource.TestCase{
		IsUnitTest:               true,
		ProtoV6ProviderFactories: f.factories(),
		Steps:                    []resource.TestStep{{Config: f.config(config)}},
		ErrorCheck: func(err error) error {
			for _, problem := range problems {
				if !strings.Contains(err.Error(), problem) {
					t.Errorf("the plan says nothing of %q:\n%v", problem, err)
				}
			}
			return nil
		},
	})
	f.run(resource.TestStep{Config: recordingConfig("mode = \"web\""), ExpectError: regexp.MustCompile("No web page to record")})
	if got := f.writes(); len(got) > 0 {
		t.Errorf("requests were sent: %q", got)
	}
}

func TestAccRecordingResource_importByIdentity(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "ours: *é*", Status: 1})
	f.runFrom(tfversion.SkipBelow(tfversion.Version1_12_0), resource.TestStep{
		Config: recordingConfig("") + `
import {
  to       = classroom_recording.test
  identity = { room_uuid = "algebra", record_id = "ours: *é*", region = "ap" }
}`,
		ConfigPlanChecks: planning(recording, plancheck.ResourceActionNoop),
		Check:            f.untouched(),
	})
}

// What a service with the 2023 API is not documented to take is not sent.
func TestAccRecordingResource_limitsOf2023API(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{Generation: simulator.API2023})
	const page = `root_url = "https://class.example"`
	f.run(
		resource.TestStep{Config: webRecording(page+", video_width = 1920", ""), ExpectError: regexp.MustCompile("Video too large for this service")},
		resource.TestStep{Config: webRecording(page+", publish_rtmp = true", ""), ExpectError: regexp.MustCompile("publish_rtmp")},
	)
	if err := f.untouched()(nil); err != nil {
		t.Error(err)
	}
}
