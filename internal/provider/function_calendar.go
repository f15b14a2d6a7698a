package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ function.Function = calendarFunction{}

type calendarFunction struct{}

func newCalendarFunction() function.Function { return calendarFunction{} }

var calendarDescription = "Reads a calendar in the iCalendar format (RFC 5545), as timetable systems and calendar programs export it, and lists its lessons, sorted by time. " +
	"Series are expanded. A moved lesson has its new time, and excluded and cancelled lessons are left out.\n\n" +
	"Each lesson is an object with\n\n" +
	"- `key` – a name for `for_each` and `room_uuid()`: the UID, and for a lesson of a series `/` and its original start in UTC, such as `b1946ac9@uni.example/20261026T080000Z`. " +
	"A lesson that is moved or renamed by itself keeps its key; see *Changes of a key*;\n" +
	"- `uid` – the UID of the event;\n" +
	"- `start_time`, `end_time` – RFC 3339 timestamps, with the offset of the zone that the event names;\n" +
	"- `duration` – the time between them in seconds;\n" +
	"- `summary`, `description`, `location`, `status` – as in the file, null where it has none. The status is `CONFIRMED` or `TENTATIVE`;\n" +
	"- `categories` – a list, empty where the file has none;\n" +
	"- `organizer` – the address, such as `mailto:ada@uni.example`, or null;\n" +
	"- `all_day` – whether the event has dates without times. It starts and ends at midnight.\n\n" +
	"*Time zones.* A `TZID` may be an IANA name, a Windows name, an id that ends with an IANA name (`/vendor/Europe/Berlin`), or the name of a `VTIMEZONE`. " +
	"A local time without a `TZID` is in the zone of `X-WR-TIMEZONE`; without that it is an error. " +
	"The zone of the calendar, for dates, is `X-WR-TIMEZONE`, or else the zone that its first event or `VTIMEZONE` names, or else UTC. " + timeZoneDescription + "\n\n" +
	"*Change of clocks.* A time that is skipped when the clocks are set forward is shifted by the length of the gap, as RFC 5545 defines it. Of a time that occurs twice when they are set back, the earlier is meant.\n\n" +
	"*Series.* The start is always the first lesson. An exception for a date that is not in the series changes nothing. " +
	"Of the events with one UID, those with the highest `SEQUENCE` count. If several start at different times, as some programs write all lessons of a course under one UID, they are lessons of one series.\n\n" +
	"*Changes of a key.* Where a key is in `for_each` or `room_uuid`, Terraform recreates the room when the key changes. A key changes when\n\n" +
	"- the program exports another UID for the lesson;\n" +
	"- the whole series is moved to another time or zone: the original start of each of its lessons is another one;\n" +
	"- a single lesson becomes a series: its key `a` becomes `a/20261005T080000Z`. When a series becomes a single lesson, the key loses that part;\n" +
	"- the program writes several lessons under one UID without a `RECURRENCE-ID`, and moves one of them: its new start counts as its original one;\n" +
	"- a second event appears under the UID of a single lesson: the lesson's key gains the same part, and loses it when the other event disappears.\n\n" +
	fmt.Sprintf("*Limits.* A series may have at most %d lessons before `until`, and so may the list. `EXRULE` and `RANGE=THISANDFUTURE` are not supported; a file with one of them is an error.", maxOccurrences)

func (calendarFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "calendar"
}

func (calendarFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "Lists the lessons of an iCalendar file",
		MarkdownDescription: calendarDescription,
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "text",
				MarkdownDescription: "The file: `file(\"timetable.ics\")`, or the body of `data.http`.",
			},
			function.StringParameter{
				Name:                "from",
				MarkdownDescription: "Start of the window: lessons that start at this time or later are listed. An RFC 3339 timestamp, or a date in the zone of the calendar.",
			},
			function.StringParameter{
				Name:                "until",
				MarkdownDescription: "End of the window: lessons that start before this time are listed. An RFC 3339 timestamp, or a date in the zone of the calendar.",
			},
		},
		Return: function.ListReturn{ElementType: calendarLessonType},
	}
}

func (calendarFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text, from, until string
	if resp.Error = req.Arguments.Get(ctx, &text, &from, &until); resp.Error != nil {
		return
	}
	files, events, err := parseCalendarFiles(text)
	if err != nil {
		resp.Error = argumentError(0, err)
		return
	}
	windows := map[*calendarFile]calendarWindow{}
	for _, file := range files {
		var window calendarWindow
		if window.from, err = file.bound(from); err != nil {
			resp.Error = argumentError(1, err)
			return
		}
		if window.until, err = file.bound(until); err == nil && !window.until.After(window.from) {
			err = errors.New(quoted(until) + " is not after the start of the window, " + quoted(from))
		}
		if err != nil {
			resp.Error = argumentError(2, err)
			return
		}
		windows[file] = window
	}
	lessons, err := listLessons(events, windows)
	if err != nil {
		resp.Error = argumentError(0, err)
		return
	}
	elements := make([]attr.Value, len(lessons))
	for i := range lessons {
		elements[i] = lessons[i].object()
	}
	resp.Error = resp.Result.Set(ctx, types.ListValueMust(calendarLessonType, elements))
}
