package provider_test

import (
	"fmt"
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
	f := newFixture(t, simulator.Options{Generation: simulator.Spec})
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

const recordingsData = `
data "classroom_recordings" "test" {
  room_uuid = "algebra"
}`

// A simulator's page holds three.
func TestAccRecordingsDataSource_readsAllPages(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{})
		recordings := make([]knownvalue.Check, 8)
		for i := range recordings {
			id := fmt.Sprintf("record-%d", i)
			f.AddRecording("algebra", simulator.RecordingSeed{RecordID: id, StartTime: monday.UnixMilli(), URL: "https://cdn.example/" + id})
			recordings[i] = knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"record_id": knownvalue.StringExact(id),
				"type":      knownvalue.StringExact("composite"),
				"status":    knownvalue.StringExact("ended"),
				"url":       knownvalue.StringExact("https://cdn.example/" + id),
				"file_urls": knownvalue.ListSizeExact(0),
			})
		}
		f.run(resource.TestStep{
			Config:            recordingsData,
			ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{"recordings": knownvalue.ListExact(recordings)}),
		})
	})
}

func TestAccRecordingsDataSource_eachKind(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "web", Type: 3, FileURLs: []string{"https://cdn.example/a", "https://cdn.example/b"}})
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "broken", Unready: true})
	f.clock.Advance(time.Hour)
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "running", Type: 1, Status: 1})
	instant := knownvalue.StringExact("2026-11-23T08:00:00Z")
	f.run(resource.TestStep{
		Config: recordingsData,
		ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{"recordings": knownvalue.ListExact([]knownvalue.Check{
			knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"record_id":  knownvalue.StringExact("web"),
				"type":       knownvalue.StringExact("web"),
				"url":        knownvalue.Null(),
				"started_at": instant,
				"ended_at":   instant,
				"file_urls":  knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("https://cdn.example/a"), knownvalue.StringExact("https://cdn.example/b")}),
			}),
			knownvalue.ObjectPartial(map[string]knownvalue.Check{"status": knownvalue.StringExact("failed")}),
			knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"type":       knownvalue.StringExact("individual"),
				"status":     knownvalue.StringExact("recording"),
				"started_at": knownvalue.StringExact("2026-11-23T09:00:00Z"),
				"ended_at":   knownvalue.Null(),
			}),
		})}),
	})
}

func TestAccRecordingsDataSource_roomWithoutAny(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.run(resource.TestStep{
		Config:            recordingsData,
		ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{"recordings": knownvalue.ListSizeExact(0)}),
	})
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

// A class that has run its course must not break the plans of those who read of it.
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
