package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// lesson is an element of the function's result.
type lesson struct {
	Key, UID, Start, End                              string
	Duration                                          int64
	Summary, Description, Location, Organizer, Status *string
	Categories                                        []string
	AllDay                                            bool
}

func callCalendar(t testing.TB, text, from, until string) ([]lesson, *function.FuncError) {
	t.Helper()
	resp := function.RunResponse{Result: function.NewResultData(types.ListUnknown(calendarLessonType))}
	newCalendarFunction().Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData([]attr.Value{
		types.StringValue(text), types.StringValue(from), types.StringValue(until),
	})}, &resp)
	if resp.Error != nil {
		return nil, resp.Error
	}
	var lessons []lesson
	for _, element := range resp.Result.Value().(types.List).Elements() {
		field := element.(types.Object).Attributes()
		text := func(name string) *string { return field[name].(types.String).ValueStringPointer() }
		l := lesson{
			Key: *text("key"), UID: *text("uid"), Start: *text("start_time"), End: *text("end_time"),
			Duration: field["duration"].(types.Int64).ValueInt64(),
			Summary:  text("summary"), Description: text("description"), Location: text("location"),
			Organizer: text("organizer"), Status: text("status"),
			AllDay: field["all_day"].(types.Bool).ValueBool(),
		}
		for _, category := range field["categories"].(types.List).Elements() {
			l.Categories = append(l.Categories, category.(types.String).ValueString())
		}
		lessons = append(lessons, l)
	}
	return lessons, nil
}

// String shows a lesson in one line. What is null is "-".
func (l lesson) String() string {
	var fields []string
	for _, text := range []*string{l.Summary, l.Description, l.Location, l.Organizer, l.Status} {
		if text == nil {
			fields = append(fields, "-")
		} else {
			fields = append(fields, fmt.Sprintf("%q", *text))
		}
	}
	day := ""
	if l.AllDay {
		day = " all day"
	}
	return fmt.Sprintf("%s %s to %s %d%s %s %q", l.Key, l.Start, l.End, l.Duration, day, strings.Join(fields, " "), l.Categories)
}

func calendarFixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "calendar", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Each file is written as one exporting program does, with its peculiarities; beside it are the
// lessons that it holds.
func TestCalendarFunctionReadsExports(t *testing.T) {
	for name, peculiarities := range map[string]string{
		"google":        "UTC for what does not repeat, an occurrence moved to another day, an alarm with a description of its own, X-WR-TIMEZONE",
		"nusmods":       "all in UTC, exceptions for dates that are in no series",
		"outlook":       "Windows zone names in quotes, a VTIMEZONE of another name since 1601, lines folded with tabs, a day that ends when it starts, BYSETPOS",
		"syllabus_plus": "a byte order mark, floating times, an event for each week",
		"unitime":       "zone ids of a vendor, a lesson beside the series with the same UID and SEQUENCE, exceptions in local time, originals in UTC and in local time, a cancelled occurrence, RDATE",
		"untis":         "lower-case names, LF, DURATION, three revisions of an event, a cancelled one, a zone that only its VTIMEZONE knows",
	} {
		t.Run(name+": "+peculiarities, func(t *testing.T) {
			lessons, err := callCalendar(t, calendarFixture(t, name+".ics"), "2026-01-01", "2027-01-01")
			if err != nil {
				t.Fatal(err)
			}
			if got, want := lines(lessons), calendarFixture(t, name+".txt"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func lines(lessons []lesson) string {
	var b strings.Builder
	for _, lesson := range lessons {
		fmt.Fprintln(&b, lesson)
	}
	return b.String()
}

// vcalendar puts properties of the calendar and events into a file.
func vcalendar(parts ...string) string {
	return "BEGIN:VCALENDAR\n" + strings.Join(parts, "\n") + "\nEND:VCALENDAR\n"
}

// vevent is an event with the UID "a", unless its properties have another.
func vevent(properties ...string) string {
	text := strings.Join(properties, "\n")
	if !strings.Contains(text, "UID:") {
		text = "UID:a\n" + text
	}
	return "BEGIN:VEVENT\n" + text + "\nEND:VEVENT"
}

func TestCalendarFunction(t *testing.T) {
	const berlin = "X-WR-TIMEZONE:Europe/Berlin"
	series := vevent("DTSTART;TZID=Europe/Berlin:20261019T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
	// Each lesson is its key, its start, and its duration in minutes.
	for name, test := range map[string]struct {
		text, want string
	}{
		"no events":  {vcalendar("VERSION:2.0"), ""},
		"to-do list": {vcalendar("BEGIN:VTODO\nUID:a\nDTSTART:nonsense\nEND:VTODO"), ""},
		"no end":     {vcalendar(vevent("DTSTART:20261019T090000Z")), "a 2026-10-19T09:00:00Z 0"},
		"end in another zone": {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261019T090000", "DTEND;TZID=Europe/London:20261019T090000")),
			"a 2026-10-19T09:00:00+02:00 60"},
		"end without its zone":           {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261019T090000", "DTEND:20261019T100000")), "a 2026-10-19T09:00:00+02:00 60"},
		"end after the clocks are set":   {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261025T010000", "DTEND;TZID=Europe/Berlin:20261025T040000")), "a 2026-10-25T01:00:00+02:00 240"},
		"an hour while clocks are set":   {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261025T023000", "DURATION:PT1H")), "a 2026-10-25T02:30:00+02:00 60"},
		"a day while clocks are set":     {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261024T090000", "DURATION:P1DT1H")), "a 2026-10-24T09:00:00+02:00 1560"},
		"skipped time is shifted":        {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20260329T023000", "DURATION:PT1H")), "a 2026-03-29T03:30:00+02:00 60"},
		"skipped in a series":            {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20260328T023000", "RRULE:FREQ=DAILY;COUNT=3")), "a/20260328T013000Z 2026-03-28T02:30:00+01:00 0\na/20260329T013000Z 2026-03-29T03:30:00+02:00 0\na/20260330T003000Z 2026-03-30T02:30:00+02:00 0"},
		"second of two times in UTC":     {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261024T090000", "RDATE:20261025T013000Z")), "a/20261024T070000Z 2026-10-24T09:00:00+02:00 0\na/20261025T013000Z 2026-10-25T02:30:00+01:00 0"},
		"empty parameters":               {vcalendar(vevent("DTSTART;X-A=;X-B=,;X-C=:20261019T090000Z")), "a 2026-10-19T09:00:00Z 0"},
		"floating":                       {vcalendar(berlin, vevent("DTSTART:20261019T090000")), "a 2026-10-19T09:00:00+02:00 0"},
		"Windows name of the calendar":   {vcalendar("X-WR-TIMEZONE:Singapore Standard Time", vevent("DTSTART:20261019T090000")), "a 2026-10-19T09:00:00+08:00 0"},
		"unknown zone that is not used":  {vcalendar("X-WR-TIMEZONE:Mars", vevent("DTSTART:20261019T090000Z")), "a 2026-10-19T09:00:00Z 0"},
		"US/Central":                     {vcalendar(vevent("DTSTART;TZID=US/Central:20261019T090000")), "a 2026-10-19T09:00:00-05:00 0"},
		"id with three parts":            {vcalendar(vevent("DTSTART;TZID=/mozilla.org/20050126_1/America/Argentina/Ushuaia:20261019T090000")), "a 2026-10-19T09:00:00-03:00 0"},
		"id that is a name with a slash": {vcalendar(vevent("DTSTART;TZID=/Europe/Berlin:20261019T090000")), "a 2026-10-19T09:00:00+02:00 0"},
		"zone by X-LIC-LOCATION": {vcalendar("BEGIN:VTIMEZONE\nTZID:Campus\nX-LIC-LOCATION:Europe/Berlin\nEND:VTIMEZONE", vevent("DTSTART;TZID=Campus:20261019T090000")),
			"a 2026-10-19T09:00:00+02:00 0"},
		"known name before its definition": {vcalendar("BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE",
			vevent("DTSTART;TZID=Europe/Berlin:20261019T090000")), "a 2026-10-19T09:00:00+02:00 0"},
		"definition that comes later, with dates": {vcalendar(vevent("DTSTART;TZID=Campus:20261019T090000"), vevent("UID:b", "DTSTART;TZID=Campus:19600101T000000"), vevent("UID:c", "DTSTART;TZID=Campus:20261130T090000"),
			"BEGIN:VTIMEZONE\nTZID:Campus\nBEGIN:STANDARD\nDTSTART:20001029T030000\nRDATE:20261101T030000\nTZOFFSETFROM:+0330\nTZOFFSETTO:+0230\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20260301T020000\nTZOFFSETFROM:+0230\nTZOFFSETTO:+033030\nEND:DAYLIGHT\nEND:VTIMEZONE"),
			"a 2026-10-19T09:00:00+03:30 0\nc 2026-11-30T09:00:00+02:30 0"},
		"day in the zone of the first event": {vcalendar(vevent("DTSTART;VALUE=DATE:20261025"), vevent("UID:b", "DTSTART;TZID=Europe/Berlin:20261019T090000")),
			"b 2026-10-19T09:00:00+02:00 0\na 2026-10-25T00:00:00+02:00 1500"},
		"day in UTC":                     {vcalendar(vevent("DTSTART;VALUE=DATE:20261025")), "a 2026-10-25T00:00:00Z 1440"},
		"day in the zone of a VTIMEZONE": {vcalendar("BEGIN:VTIMEZONE\nTZURL:zone\nEND:VTIMEZONE", "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nEND:VTIMEZONE", vevent("DTSTART;VALUE=DATE:20261025")), "a 2026-10-25T00:00:00+02:00 1500"},
		"day without VALUE":              {vcalendar(berlin, vevent("DTSTART:20261025", "DURATION:P1D")), "a 2026-10-25T00:00:00+02:00 1500"},
		"day whose midnight is skipped":  {vcalendar("X-WR-TIMEZONE:Africa/Cairo", vevent("DTSTART;VALUE=DATE:20260424")), "a 2026-04-24T01:00:00+03:00 1380"},
		"series of days": {vcalendar(berlin, vevent("DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261025", "RRULE:FREQ=DAILY;UNTIL=20261027", "EXDATE;VALUE=DATE:20261026")),
			"a/20261023T220000Z 2026-10-24T00:00:00+02:00 1440\na/20261024T220000Z 2026-10-25T00:00:00+02:00 1500\na/20261026T230000Z 2026-10-27T00:00:00+01:00 1440"},
		"series of days with times in UTC": {vcalendar(berlin, vevent("DTSTART;VALUE=DATE:20261101", "RRULE:FREQ=DAILY;UNTIL=20261103T230000Z", "EXDATE:20261102T000000Z,20261102T230000Z")),
			"a/20261031T230000Z 2026-11-01T00:00:00+01:00 1440\na/20261103T230000Z 2026-11-04T00:00:00+01:00 1440"},
		"series of days until midnight in UTC": {vcalendar("X-WR-TIMEZONE:America/New_York", vevent("DTSTART;VALUE=DATE:20261101", "RRULE:FREQ=DAILY;UNTIL=20261102T000000Z")),
			"a/20261101T040000Z 2026-11-01T00:00:00-04:00 1500\na/20261102T050000Z 2026-11-02T00:00:00-05:00 1440"},
		"exceptions without a zone, of a series in UTC": {vcalendar(berlin, vevent("DTSTART:20261019T070000Z", "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20261019T090000")), "a/20261026T070000Z 2026-10-26T07:00:00Z 0"},
		"exception of a whole day":                      {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261019T003000", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;VALUE=DATE:20261019")), "a/20261019T223000Z 2026-10-20T00:30:00+02:00 0"},
		"end of a series on its day":                    {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261019T090000", "RRULE:FREQ=WEEKLY;UNTIL=20261026")), "a/20261019T070000Z 2026-10-19T09:00:00+02:00 0\na/20261026T080000Z 2026-10-26T09:00:00+01:00 0"},
		"series that has ended before it starts":        {vcalendar(vevent("DTSTART;TZID=Europe/Berlin:20261019T090000", "RRULE:FREQ=WEEKLY;UNTIL=20261018T000000Z")), ""},
		"moved, named in local time": {vcalendar(series, vevent("RECURRENCE-ID;TZID=Europe/Berlin:20261026T090000", "DTSTART;TZID=Europe/Berlin:20261027T100000", "DURATION:PT2H")),
			"a/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261026T080000Z 2026-10-27T10:00:00+01:00 120\na/20261102T080000Z 2026-11-02T09:00:00+01:00 60"},
		"moved, named before the series, without a zone": {vcalendar(vevent("RECURRENCE-ID:20261026T090000", "DTSTART:20261027T090000Z"), series),
			"a/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261026T080000Z 2026-10-27T09:00:00Z 0\na/20261102T080000Z 2026-11-02T09:00:00+01:00 60"},
		"moved, named by its day": {vcalendar(series, vevent("RECURRENCE-ID;VALUE=DATE:20261026", "DTSTART:20261027T090000Z")),
			"a/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261026T080000Z 2026-10-27T09:00:00Z 0\na/20261102T080000Z 2026-11-02T09:00:00+01:00 60"},
		"moved, named by its day, after a lesson beside the series": {vcalendar(vevent("DTSTART:20261022T150000Z"), series, vevent("RECURRENCE-ID;VALUE=DATE:20261026", "DTSTART:20261027T090000Z")),
			"a/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261022T150000Z 2026-10-22T15:00:00Z 0\na/20261026T080000Z 2026-10-27T09:00:00Z 0\na/20261102T080000Z 2026-11-02T09:00:00+01:00 60"},
		"moved before the others": {vcalendar(series, vevent("RECURRENCE-ID:20261102T080000Z", "DTSTART:20261001T090000Z")),
			"a/20261102T080000Z 2026-10-01T09:00:00Z 0\na/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261026T080000Z 2026-10-26T09:00:00+01:00 60"},
		"moved twice": {vcalendar(series, vevent("RECURRENCE-ID:20261026T080000Z", "SEQUENCE:2", "DTSTART:20261028T090000Z"), vevent("RECURRENCE-ID:20261026T080000Z", "SEQUENCE:1", "DTSTART:20261027T090000Z")),
			"a/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261026T080000Z 2026-10-28T09:00:00Z 0\na/20261102T080000Z 2026-11-02T09:00:00+01:00 60"},
		"moved, and then cancelled": {vcalendar(series, vevent("RECURRENCE-ID:20261026T080000Z", "SEQUENCE:1", "STATUS:CANCELLED", "DTSTART:20261028T090000Z"), vevent("RECURRENCE-ID:20261026T080000Z", "DTSTART:20261027T090000Z")),
			"a/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261102T080000Z 2026-11-02T09:00:00+01:00 60"},
		"moved out of the window":    {vcalendar(series, vevent("RECURRENCE-ID:20261026T080000Z", "DTSTART:20280101T090000Z")), "a/20261019T070000Z 2026-10-19T09:00:00+02:00 60\na/20261102T080000Z 2026-11-02T09:00:00+01:00 60"},
		"moved into the window":      {vcalendar(vevent("DTSTART:20250101T090000Z", "RRULE:FREQ=DAILY;COUNT=2"), vevent("RECURRENCE-ID:20250102T090000Z", "DTSTART:20260102T090000Z")), "a/20250102T090000Z 2026-01-02T09:00:00Z 0"},
		"moved, and does not repeat": {vcalendar(vevent("DTSTART:20261019T090000Z"), vevent("RECURRENCE-ID:20261019T090000Z", "DTSTART:20261020T090000Z")), "a 2026-10-20T09:00:00Z 0"},
		"moved, of another start than the lesson's": {vcalendar(vevent("DTSTART:20261019T090000Z"), vevent("RECURRENCE-ID:20261012T090000Z", "DTSTART:20261020T090000Z")),
			"a 2026-10-19T09:00:00Z 0\na/20261012T090000Z 2026-10-20T09:00:00Z 0"},
		"changed, without series": {vcalendar(vevent("RECURRENCE-ID:20261026T080000Z", "DTSTART:20261027T090000Z")), "a/20261026T080000Z 2026-10-27T09:00:00Z 0"},
		"series cancelled":        {vcalendar(series, vevent("SEQUENCE:1", "STATUS:CANCELLED", "DTSTART:20261019T070000Z"), vevent("RECURRENCE-ID:20261026T080000Z", "DTSTART:20261027T090000Z")), ""},
		"series cancelled, and a lesson beside it": {vcalendar(vevent("DTSTART:20261019T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED"), vevent("DTSTART:20261220T090000Z")),
			"a/20261220T090000Z 2026-12-20T09:00:00Z 0"},
		"series cancelled with a moved lesson, and a moved lesson beside it": {vcalendar(vevent("DTSTART:20261019T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED"), vevent("DTSTART:20261220T090000Z"),
			vevent("RECURRENCE-ID:20261026T090000Z", "DTSTART:20261027T090000Z"), vevent("RECURRENCE-ID:20261220T090000Z", "DTSTART:20261221T090000Z")),
			"a/20261220T090000Z 2026-12-21T09:00:00Z 0"},
		"one of two series cancelled, with moved lessons": {vcalendar(vevent("DTSTART:20261019T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2", "STATUS:CANCELLED"), vevent("DTSTART:20261020T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261103T090000Z"),
			vevent("RECURRENCE-ID:20261026T090000Z", "DTSTART:20261028T090000Z"), vevent("RECURRENCE-ID:20261027T090000Z", "DTSTART:20261029T090000Z"), vevent("RECURRENCE-ID:20261103T090000Z", "DTSTART:20261105T090000Z")),
			"a/20261020T090000Z 2026-10-20T09:00:00Z 0\na/20261027T090000Z 2026-10-29T09:00:00Z 0\na/20261103T090000Z 2026-11-05T09:00:00Z 0"},
		"lesson cancelled that was changed":                 {vcalendar(vevent("DTSTART:20261019T090000Z", "STATUS:CANCELLED"), vevent("RECURRENCE-ID:20261019T090000Z", "DTSTART:20261020T090000Z")), ""},
		"lessons of one UID cancelled, with a moved lesson": {vcalendar(vevent("DTSTART:20261019T090000Z", "STATUS:CANCELLED"), vevent("DTSTART:20261021T090000Z", "STATUS:CANCELLED"), vevent("RECURRENCE-ID:20261026T090000Z", "DTSTART:20261027T090000Z")), ""},
		"later stamp":             {vcalendar(vevent("DTSTAMP:20260102T000000Z", "DTSTART:20261019T090000Z", "DURATION:PT2H"), vevent("DTSTAMP:20260101T000000Z", "DTSTART:20261019T090000Z")), "a 2026-10-19T09:00:00Z 120"},
		"neither is later":        {vcalendar(vevent("DTSTART:20261019T090000Z"), vevent("DTSTART:20261019T090000Z", "DURATION:PT2H")), "a 2026-10-19T09:00:00Z 120"},
		"one UID for all":         {vcalendar(vevent("DTSTART:20261019T090000Z"), vevent("DTSTART:20261021T090000Z"), vevent("SEQUENCE:0", "DTSTART:20261023T090000Z", "STATUS:CANCELLED")), "a/20261019T090000Z 2026-10-19T09:00:00Z 0\na/20261021T090000Z 2026-10-21T09:00:00Z 0"},
		"one UID, and a revision": {vcalendar(vevent("DTSTART:20261019T090000Z"), vevent("SEQUENCE:1", "DTSTART:20261021T090000Z"), vevent("DTSTART:20261023T090000Z")), "a 2026-10-21T09:00:00Z 0"},
		"lesson beside the series": {vcalendar(vevent("DTSTART:20261022T090000Z"), vevent("DTSTART:20261019T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2"), vevent("DTSTART:20261026T090000Z", "DURATION:PT1H")),
			"a/20261019T090000Z 2026-10-19T09:00:00Z 0\na/20261022T090000Z 2026-10-22T09:00:00Z 0\na/20261026T090000Z 2026-10-26T09:00:00Z 60"},
		"two series of one UID": {vcalendar(vevent("DTSTART:20261019T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2"), vevent("DTSTART:20261021T090000Z", "RRULE:FREQ=DAILY;INTERVAL=5;COUNT=2")),
			"a/20261019T090000Z 2026-10-19T09:00:00Z 0\na/20261021T090000Z 2026-10-21T09:00:00Z 0\na/20261026T090000Z 2026-10-26T09:00:00Z 0"},
		"twice the same":           {vcalendar(vevent("DTSTART:20261020T090000Z"), vevent("DTSTART:20261020T090000Z")), "a 2026-10-20T09:00:00Z 0"},
		"in two calendars":         {vcalendar(berlin, vevent("DTSTART:20261020T090000")) + vcalendar("X-WR-TIMEZONE:Asia/Tokyo", vevent("UID:b", "DTSTART:20261020T090000")), "b 2026-10-20T09:00:00+09:00 0\na 2026-10-20T09:00:00+02:00 0"},
		"one time, by key":         {vcalendar(vevent("UID:b", "DTSTART:20261020T090000Z"), vevent("UID:a", "DTSTART:20261020T090000Z")), "a 2026-10-20T09:00:00Z 0\nb 2026-10-20T09:00:00Z 0"},
		"endless since 1970":       {vcalendar(vevent("DTSTART:19700101T090000Z", "RRULE:FREQ=YEARLY")), "a/20260101T090000Z 2026-01-01T09:00:00Z 0"},
		"first and last moment":    {vcalendar(vevent("DTSTART:20260101T000000Z"), vevent("UID:b", "DTSTART:20251231T235959Z"), vevent("UID:c", "DTSTART:20270101T000000Z"), vevent("UID:d", "DTSTART:20261231T235959Z")), "a 2026-01-01T00:00:00Z 0\nd 2026-12-31T23:59:59Z 0"},
		"blank lines and old ends": {strings.ReplaceAll(vcalendar("", vevent("DTSTART:20261020T090000Z"), "   "), "\n", "\r"), "a 2026-10-20T09:00:00Z 0"},
	} {
		t.Run(name, func(t *testing.T) {
			lessons, err := callCalendar(t, test.text, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, lesson := range lessons {
				got = append(got, fmt.Sprint(lesson.Key, " ", lesson.Start, " ", lesson.Duration/60))
			}
			if got := strings.Join(got, "\n"); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// The first of two series has the lesson that both have, wherever else lessons are moved to.
func TestCalendarFunctionOfTwoSeriesIsPure(t *testing.T) {
	parts := []string{
		vevent("DTSTART:20261001T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=30"),
		vevent("DTSTART:20261001T080000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY;COUNT=30", "RDATE:20261020T090000Z,20261022T090000Z"),
	}
	for day := 1; day < 20; day++ {
		parts = append(parts, vevent(fmt.Sprintf("RECURRENCE-ID:202610%02dT090000Z", day), fmt.Sprintf("DTSTART:202611%02dT090000Z", day)))
	}
	for range 50 {
		lessons, err := callCalendar(t, vcalendar(parts...), "2026-01-01", "2027-01-01")
		if err != nil || len(lessons) != 60 {
			t.Fatalf("%d lessons, %v", len(lessons), err)
		}
		for _, lesson := range lessons {
			if strings.HasSuffix(lesson.Key, "T090000Z") && lesson.Duration > 60*60 {
				t.Fatal(lesson)
			}
		}
	}
}
