package provider_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// readings are the choices that the documents leave open: the provider holds for each of them.
func readings() map[string]simulator.Readings {
	return map[string]simulator.Readings{
		"state in data":                    {StateIn: simulator.StateInData},
		"state in roomProperties":          {StateIn: simulator.StateInProperties},
		"state in schedule":                {StateIn: simulator.StateInSchedule},
		"state nowhere":                    {StateIn: simulator.StateNowhere},
		"states that contradict":           {StateIn: simulator.StateContradicting},
		"schedule by duration":             {ScheduleAs: simulator.ScheduleByDuration},
		"schedule by end":                  {ScheduleAs: simulator.ScheduleByEnd},
		"schedule by what happened":        {ScheduleAs: simulator.ScheduleByEnd, ActualEnds: true},
		"events with times":                {EventTimes: true},
		"no event of automatic changes":    {SilentSchedule: true},
		"over answers 410":                 {Over: simulator.Over20410100, OverEverywhere: true},
		"over answers 410 by another code": {Over: simulator.Over30410100, OverEverywhere: true},
		"over answers 409":                 {Over: simulator.Over30409101, OverEverywhere: true},
		"over answers 410 once closed":     {Over: simulator.Over20410100, OverEverywhere: true, OverOnceClosed: true},
		"over answers 410 to writes":       {Over: simulator.Over20410100},
		"no creation time":                 {OmitCreateTime: true},
		"little is returned":               {OmitExaminationURL: true, OmitFlexProps: true, OmitGroups: true, OmitExtApps: true},
		"newest first":                     {ListOrder: simulator.NewestFirst, IgnoreCmd: true},
		"shuffled":                         {ListOrder: simulator.Shuffled, IgnoreCmd: true},
		"nextId beside data":               {NextIDBeside: true},
		"bare lists":                       {BareLists: true},
		"a wrong method is 405":            {WrongMethodIs405: true},
		"names are trimmed":                {TrimNames: true},
		"groups are merged":                {MergeGroups: true},
		"groups have the service's ids":    {OwnGroupIDs: true, GroupUsersAsStrings: true},
		"recordings are listed late":       {RecordingListedAfter: 4, StartWithoutData: true},
		"the service's clock is ahead":     {ClockOffset: 3 * 3600},
		"the service's clock is behind":    {ClockOffset: -3 * 3600},
	}
}

const lessonForReadings = `
resource "classroom_room" "test" {
  room_uuid       = "algebra"
  name            = "Algebra "
  type            = "small_classroom"
  schedule        = { start_time = "2026-11-23T18:00:00Z", duration = 3600, close_delay = 300 }
  examination_url = "https://exam.example/1"
  properties      = { inline = 1 }
}
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { topic = "sets", "deep.path" = [1] }
}
resource "classroom_ext_app_properties" "test" {
  room_uuid    = classroom_room.test.room_uuid
  ext_app_uuid = "dice"
  enabled      = true
  properties   = { sides = 6 }
}
resource "classroom_breakout_groups" "test" {
  room_uuid = classroom_room.test.room_uuid
  groups    = { red = { name = "Red", users = ["ann"] }, blue = { users = ["bob", "cy"] } }
}
resource "classroom_recording" "test" {
  room_uuid = classroom_room.test.room_uuid
}
`

// A lesson goes through its life under each reading: created once, with an empty plan after it,
// never cut off in class, no drift once it is over, and destroyed without complaint.
func TestAccReadings(t *testing.T) {
	t.Parallel()
	for name, reading := range readings() {
		for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
			t.Run(name+"/"+string(generation), func(t *testing.T) {
				t.Parallel()
				f := newFixture(t, simulator.Options{Generation: generation, Readings: reading})
				begins := 10*time.Hour - time.Duration(reading.ClockOffset)*time.Second
				f.run(
					resource.TestStep{Config: lessonForReadings},
					resource.TestStep{
						PreConfig: func() { f.clock.Advance(begins + 10*time.Minute) },
						Config:    lessonForReadings, ConfigPlanChecks: expectEmptyPlan(),
					},
					resource.TestStep{Config: lessonForReadings, Destroy: true, ExpectError: regexp.MustCompile("Class is in progress")},
					resource.TestStep{
						PreConfig: func() { f.clock.Advance(52 * time.Minute) }, // ended, and not closed
						Config:    lessonForReadings, ConfigPlanChecks: expectEmptyPlan(),
					},
					resource.TestStep{
						PreConfig: func() { f.clock.Advance(10 * time.Minute) }, // closed
						Config:    lessonForReadings, ConfigPlanChecks: expectEmptyPlan(),
					},
					resource.TestStep{
						PreConfig: func() { f.clock.Advance(2 * time.Hour) }, // destroyed
						Config:    lessonForReadings, ConfigPlanChecks: expectEmptyPlan(),
					},
				)
				posts := 0
				for _, write := range f.writes() {
					posts += one(strings.HasPrefix(write, "POST "))
				}
				if posts != 1 {
					t.Errorf("%d rooms were created", posts)
				}
			})
		}
	}
}
