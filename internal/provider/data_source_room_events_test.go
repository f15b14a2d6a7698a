package provider_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// busy has eleven events, so more than three pages.
func (f *fixture) busy() {
	f.CreateRoom("algebra", simulator.RoomSeed{Type: 4})
	f.Join("algebra", simulator.UserSeed{UserUUID: "ada", Role: 1})
	f.Join("algebra", simulator.UserSeed{UserUUID: "bob"})
	f.SetState("algebra", 1)
	f.Chat("algebra", "bob", "<1> & \"2\"")
	f.AppendEvent("algebra", 4711, map[string]any{"n": 12.50})
	f.Chat("algebra", "ada", "3")
	f.Reward("algebra", "bob", 2)
	for range 3 {
		f.AppendEvent("algebra", 1502, map[string]any{})
	}
	f.Leave("algebra", "bob")
}

const listedEvents = `
output "events" {
  value = jsonencode([for e in data.classroom_room_events.test.events : [e.sequence, e.type, e.cmd]])
}
`

func eventsConfig(types string) string {
	return fmt.Sprintf("data \"classroom_room_events\" \"test\" {\n  room_uuid = \"algebra\"\n  %s\n}\n", types) + listedEvents
}

// queries lists the queries of all requests to a path so far, without their pages.
func (f *fixture) queries(path string) []string {
	page := regexp.MustCompile(`&?nextId=\d+`)
	var queries []string
	for _, request := range f.Requests() {
		if strings.HasSuffix(request.Path, path) {
			queries = append(queries, page.ReplaceAllString(request.Query, ""))
		}
	}
	slices.Sort(queries)
	return slices.Compact(queries)
}

func TestAccRoomEventsDataSource_basic(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.busy()
		for types, test := range map[string]struct{ want, query string }{
			"": {`[[1,"users",20],[2,"users",20],[3,"state",1],[4,"chat",3],[5,null,4711],[6,"chat",3],[7,"rewards",1101],` +
				`[8,"hands",1502],[9,"hands",1502],[10,"hands",1502],[11,"users",20]]`, ""},
			`types = ["chat"]`:           {`[[4,"chat",3],[6,"chat",3]]`, "cmd=3"},
			`types = ["chat", "state"]`:  {`[[3,"state",1],[4,"chat",3],[6,"chat",3]]`, ""},
			`types = ["stage"]`:          {`[]`, "cmd=1501"},
			`types = toset(["rewards"])`: {`[[7,"rewards",1101]]`, "cmd=1101"},
		} {
			f.ResetRequests()
			f.run(resource.TestStep{Config: eventsConfig(types), Check: resource.TestCheckOutput("events", test.want)})
			if got := f.queries("/sequences"); !slices.Equal(got, []string{test.query}) {
				t.Errorf("%s: queries %q, want %q", types, got, test.query)
			}
		}
	})
}

func TestAccRoomEventsDataSource_haveDetails(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		f.busy()
		f.run(resource.TestStep{
			Config: eventsConfig("") + `
output "details" {
  value = join("|", [jsondecode(data.classroom_room_events.test.events[3].data).message, data.classroom_room_events.test.events[4].data])
}
`,
			Check: resource.TestCheckOutput("details", `<1> & "2"|{"n":12.5}`),
		})
	})
}

func TestAccRoomEventsDataSource_typesThatAreNone(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(
		resource.TestStep{Config: eventsConfig(`types = ["chatter"]`), ExpectError: regexp.MustCompile(`value must be one of`)},
		resource.TestStep{Config: eventsConfig(`types = []`), ExpectError: regexp.MustCompile(`at least 1`)},
	)
	if requests := f.Requests(); len(requests) > 0 {
		t.Errorf("%d requests", len(requests))
	}
}

func TestAccDataSources_noRoom(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		for _, name := range []string{"room_events", "polls", "popup_quizzes", "attendance"} {
			f.run(resource.TestStep{
				Config:      fmt.Sprintf("data \"classroom_%s\" \"test\" {\n  room_uuid = \"no room\"\n}\n", name),
				ExpectError: regexp.MustCompile(`(?s)Could not .*"no room".*20404100`),
			})
		}
	})
}

func TestAccDataSources_pageFails(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		f.busy()
		f.StartPoll("algebra", simulator.PollSeed{Items: []string{"a"}})
		for range 3 {
			f.AnswerPoll("algebra", "bob", 0)
		}
		f.Fault(simulator.Fault{Match: simulator.Matcher{PathContains: "/sequences", Skip: 1}, Code: 500})
		f.run(
			resource.TestStep{Config: eventsConfig(""), ExpectError: regexp.MustCompile(`business code 500`)},
			resource.TestStep{Config: pollsConfig, ExpectError: regexp.MustCompile(`business code 500`)},
		)
	})
}
