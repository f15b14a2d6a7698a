package provider

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// FuzzCalendar reads anything: it is refused, or gives lessons in the window, sorted, with
// their times in order and a key each.
func FuzzCalendar(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "calendar", "*.ics"))
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		f.Add(calendarFixture(f, filepath.Base(file)))
	}
	f.Add(vcalendar(vevent("DTSTART:20261019T090000Z", "RRULE:FREQ=HOURLY")))
	f.Add(vcalendar(vevent("DTSTART:00010101T000000Z", "DURATION:P99999W", "RRULE:FREQ=YEARLY;BYWEEKNO=-53")))
	f.Add(vcalendar("BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:99991231T000000\nTZOFFSETFROM:+2359\nTZOFFSETTO:-2359\nEND:STANDARD\nEND:VTIMEZONE", vevent("DTSTART;TZID=X:99991231T235959")))
	from, until := date(2026, time.January, 1), date(2027, time.January, 1)
	f.Fuzz(func(t *testing.T, text string) {
		lessons, refused := callCalendar(t, text, from.Format(time.RFC3339), until.Format(time.RFC3339))
		if refused != nil {
			if refused.Text == "" || refused.FunctionArgument == nil {
				t.Errorf("refused with %v", refused)
			}
			return
		}
		checkLessons(t, lessons, from, until)
	})
}

func checkLessons(t *testing.T, lessons []lesson, from, until time.Time) {
	t.Helper()
	keys := map[string]bool{}
	for _, lesson := range lessons {
		start, err := time.Parse(time.RFC3339, lesson.Start)
		if err != nil || start.Before(from) || !start.Before(until) {
			t.Errorf("%s after %s, %v", lesson, from, err)
		}
		if lesson.Duration < 0 || !strings.HasPrefix(lesson.Key, lesson.UID) || lesson.UID == "" || keys[lesson.Key] {
			t.Error(lesson)
		}
		keys[lesson.Key], from = true, start // the next is not earlier
	}
}

// FuzzOccurrences takes anything for a rule: it is refused, or gives sorted times without
// duplicates, none before the start unless RDATE adds it.
func FuzzOccurrences(f *testing.F) {
	for _, rule := range []string{
		"FREQ=WEEKLY;COUNT=10", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261223\nEXDATE:20261026T090000\nRDATE:20261028T090000",
		"FREQ=YEARLY;BYWEEKNO=53,-1;BYDAY=SU;COUNT=5", "FREQ=MONTHLY;BYDAY=-6MO,5FR;BYSETPOS=-1;COUNT=3", "FREQ=HOURLY;INTERVAL=24;BYHOUR=5;COUNT=2",
		"FREQ=YEARLY;BYYEARDAY=366,-366;COUNT=2", "FREQ=MINUTELY;BYSECOND=60;BYMONTHDAY=-31;UNTIL=20270101T000000Z", "RDATE;VALUE=PERIOD:20261028T090000/PT1H",
		"FREQ=DAILY;COUNT=0", "EXRULE:FREQ=DAILY", "",
	} {
		f.Add("2026-10-19T09:00", rule)
	}
	f.Add("2026-03-29T02:30", "FREQ=DAILY;COUNT=2")
	f.Add("0001-01-01T00:00", "FREQ=YEARLY;COUNT=9999")
	f.Fuzz(func(t *testing.T, start, rule string) {
		times, refused := callOccurrences(t, start, "Europe/Berlin", rule)
		if refused != nil {
			if refused.Text == "" || refused.FunctionArgument == nil {
				t.Errorf("refused with %v", refused)
			}
			return
		}
		var last time.Time
		for i, text := range times {
			at, err := time.Parse(time.RFC3339, text)
			if err != nil || i > 0 && !at.After(last) {
				t.Errorf("%s after %s, %v", text, last, err)
			}
			last = at
		}
	})
}

// FuzzLocalTime makes a time that shows what was asked for.
func FuzzLocalTime(f *testing.F) {
	f.Add("2026-10-25", "02:30", "Europe/Berlin")
	f.Add("2026-03-29", "02:30", "Europe/Berlin")
	f.Add("2011-12-30", "12:00", "Pacific/Apia")
	f.Add("9999-12-31", "23:59:59", "W. Europe Standard Time")
	f.Add("0000-01-01", "0:00", "Etc/GMT+12")
	f.Add("2026-10-25", "24:00", "../Europe")
	f.Fuzz(func(t *testing.T, date, clock, zone string) {
		got, refused := call(t, newLocalTimeFunction(), types.StringValue(date), types.StringValue(clock), types.StringValue(zone))
		if refused == nil && !strings.HasPrefix(got, date+"T") {
			t.Errorf("%s of %s %s", got, date, clock)
		}
	})
}

// manyEvents is a term of a large school: half of its events are series.
func manyEvents(events int) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Berlin\r\n")
	for i := range events {
		fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:%d@school.example\r\nDTSTAMP:20260801T000000Z\r\n", i)
		fmt.Fprintf(&b, "DTSTART;TZID=Europe/Berlin:202610%02dT%02d0000\r\nDURATION:PT45M\r\n", 1+i%30, 8+i%9)
		fmt.Fprintf(&b, "SUMMARY:Lesson %d\\, group %d\r\nLOCATION:Room %d\r\nDESCRIPTION:%s\r\n  and more\r\nCATEGORIES:A,B\r\n", i, i%7, i%100, strings.Repeat("x", 60))
		if i%2 == 0 {
			b.WriteString("RRULE:FREQ=WEEKLY;UNTIL=20261218T225959Z\r\nEXDATE;TZID=Europe/Berlin:20261109T080000\r\n")
		}
		b.WriteString("END:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return b.String()
}

// Some programs write one UID for all.
func TestCalendarFunctionOfManyEventsWithOneUID(t *testing.T) {
	var events []string
	for i := range 5000 {
		events = append(events, vevent("DTSTART:"+date(2026, time.October, 1).Add(time.Duration(i)*time.Minute).Format("20060102T150405Z")))
	}
	lessons, err := callCalendar(t, vcalendar(events...), "2026-10-01", "2027-01-01")
	if err != nil || len(lessons) != len(events) {
		t.Errorf("%d lessons, %v", len(lessons), err)
	}
}

func TestCalendarFunctionOfManyEvents(t *testing.T) {
	const events = 5000
	lessons, err := callCalendar(t, manyEvents(events), "2026-10-01", "2027-01-01")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, lesson := range lessons {
		keys[lesson.Key] = true
	}
	if len(lessons) != 26_784 || len(keys) != len(lessons) {
		t.Errorf("%d lessons with %d keys", len(lessons), len(keys))
	}
}

func BenchmarkCalendar(b *testing.B) {
	text := manyEvents(5000)
	for name, until := range map[string]string{"week": "2026-10-08", "term": "2027-01-01"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				resp := function.RunResponse{Result: function.NewResultData(types.ListUnknown(calendarLessonType))}
				newCalendarFunction().Run(b.Context(), function.RunRequest{Arguments: function.NewArgumentsData([]attr.Value{
					types.StringValue(text), types.StringValue("2026-10-01"), types.StringValue(until),
				})}, &resp)
				if resp.Error != nil {
					b.Fatal(resp.Error)
				}
			}
		})
	}
}
