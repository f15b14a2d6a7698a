package provider_test

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestAccFunctions_called(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(resource.TestStep{
		Config: `
output "valid" {
  value = provider::classroom::room_uuid("math-101")
}

output "changed" {
  value = provider::classroom::room_uuid("Größe")
}

output "local" {
  value = provider::classroom::local_time("2026-10-26", "09:00", "Europe/Berlin")
}

output "series" {
  value = provider::classroom::occurrences("2026-10-19T09:00", "Europe/Berlin", <<-EOT
    RRULE:FREQ=WEEKLY;COUNT=3
    EXDATE:20261026T090000
  EOT
  )
}

output "calendar" {
  value = provider::classroom::calendar(<<-EOT
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    UID:a
    DTSTART;TZID=Europe/Berlin:20261019T090000
    DURATION:PT45M
    RRULE:FREQ=WEEKLY;COUNT=9
    SUMMARY:Maths\, advanced
    END:VEVENT
    END:VCALENDAR
  EOT
  , "2026-10-20", "2026-10-27")
}

output "url" {
  value = provider::classroom::recording_page_url("https://class.example.com/record?theme=dark#/live", {
    user_uuid = "recorder"
    room_uuid = "C++ #1"
    room_type = "small_classroom"
    rtm_token = "007x+/="
    language  = "en"
    app_id    = "970CA35de60c44645bbae8a215061b33"
  })
}
`,
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownOutputValue("valid", knownvalue.StringExact("math-101")),
			statecheck.ExpectKnownOutputValue("changed", knownvalue.StringExact("Grosse-aedc3f80989a")),
			statecheck.ExpectKnownOutputValue("local", knownvalue.StringExact("2026-10-26T09:00:00+01:00")),
			statecheck.ExpectKnownOutputValue("series", texts("2026-10-19T09:00:00+02:00", "2026-11-02T09:00:00+01:00")),
			statecheck.ExpectKnownOutputValue("calendar", knownvalue.ListExact([]knownvalue.Check{knownvalue.ObjectExact(map[string]knownvalue.Check{
				"key":         knownvalue.StringExact("a/20261026T080000Z"),
				"uid":         knownvalue.StringExact("a"),
				"start_time":  knownvalue.StringExact("2026-10-26T09:00:00+01:00"),
				"end_time":    knownvalue.StringExact("2026-10-26T09:45:00+01:00"),
				"duration":    knownvalue.Int64Exact(2700),
				"summary":     knownvalue.StringExact("Maths, advanced"),
				"description": knownvalue.Null(),
				"location":    knownvalue.Null(),
				"categories":  knownvalue.ListExact([]knownvalue.Check{}),
				"organizer":   knownvalue.Null(),
				"status":      knownvalue.Null(),
				"all_day":     knownvalue.Bool(false),
			})})),
			statecheck.ExpectKnownOutputValue("url", knownvalue.StringExact("https://class.example.com/record?theme=dark&userUuid=recorder&roomUuid=C%2B%2B%20%231&roomType=4"+
				"&roleType=0&pretest=false&rtmToken=007x%2B%2F%3D&language=en&appId=970CA35de60c44645bbae8a215061b33#/live")),
		},
	})
}

func TestAccFunctions_refuse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ call, want string }{
		"empty text":  {`room_uuid("")`, `empty text`},
		"duplicate":   {`recording_page_url("https://host?appId=1", {})`, `"base_url"(?s:.*)must not set appId`},
		"lacks":       {`recording_page_url("https://host", { language = "en" })`, `"page"(?s:.*)lacks\s+user_uuid`},
		"not known":   {`recording_page_url("https://host", { userUuid = "u" })`, `must\s+not\s+have\s+\["userUuid"\]`},
		"skipped":     {`local_time("2026-03-29", "02:30", "Europe/Berlin")`, `"time"(?s:.*)does\s+not\s+exist`},
		"no end":      {`occurrences("2026-10-19T09:00", "UTC", "FREQ=DAILY")`, `"rule"(?s:.*)line\s+1:\s+RRULE:\s+has\s+no\s+end`},
		"bad file":    {`calendar("BEGIN:VCALENDAR\nEND", "2026-10-19", "2026-10-20")`, `"text"(?s:.*)line\s+2`},
		"no window":   {`calendar("BEGIN:VCALENDAR\nEND:VCALENDAR", "2026-10-19", "2026-10-19")`, `"until"(?s:.*)not\s+after`},
		"no argument": {`recording_page_url("https://host", null)`, `null`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			f.run(resource.TestStep{
				Config:      "output \"test\" {\n  value = provider::classroom::" + test.call + "\n}\n",
				ExpectError: regexp.MustCompile(test.want),
			})
		})
	}
}

// A value that is known only after the apply makes the result unknown, not an error.
func TestAccFunctions_unknownValues(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(resource.TestStep{
		Config: `
resource "terraform_data" "zone" {
  input = "Europe/Berlin"
}

output "local" {
  value = provider::classroom::local_time("2026-10-26", "09:00", terraform_data.zone.output)
}

output "calendar" {
  value = provider::classroom::calendar("X-${terraform_data.zone.output}", "2026-10-19", "2026-10-20") == null
}
`,
		ExpectError: regexp.MustCompile(`line\s+1:\s+"X-Europe/Berlin"`), // only when it is known
	})
}

func TestAccExamples_functions(t *testing.T) {
	t.Parallel()
	folder, err := filepath.Abs(filepath.Join("..", "..", "examples", "functions", "calendar"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct {
		rooms int
		one   string
	}{
		"local_time":  {2, "Physics 10b, lesson 2"},
		"occurrences": {20, "Chemistry 11a 2027-11-12T10:00:00+01:00"},
		"calendar":    {2, "chemistry-11@school.example-20261124T100000Z-d2a326c5c60f"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			f.clock.Advance(-90 * 24 * time.Hour) // before the term
			hcl := strings.ReplaceAll(example(t, "functions/"+name+"/function.tf"), "${path.module}", filepath.ToSlash(folder))
			f.run(
				resource.TestStep{Config: hcl, ConfigStateChecks: []statecheck.StateCheck{roomsInState{want.rooms, want.one}}},
				resource.TestStep{Config: hcl, PlanOnly: true},
				resource.TestStep{Config: hcl, Destroy: true},
			)
		})
	}
}

// roomsInState expects so many rooms in the state, one of them with an id.
type roomsInState struct {
	count    int
	roomUUID string
}

func (c roomsInState) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	var rooms []string
	for _, object := range req.State.Values.RootModule.Resources {
		if uuid, isText := object.AttributeValues["room_uuid"].(string); isText && object.Type == "classroom_room" {
			rooms = append(rooms, uuid)
		}
	}
	if len(rooms) != c.count || !slices.Contains(rooms, c.roomUUID) {
		resp.Error = fmt.Errorf("rooms %q, want %d with %q", rooms, c.count, c.roomUUID)
	}
}
