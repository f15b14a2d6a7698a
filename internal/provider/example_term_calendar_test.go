package provider

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The example's calendar has the lessons of its table, in a term that begins on 10 August 2026
// with a recess after week 6.
func TestExampleTermCalendarIsItsTimetable(t *testing.T) {
	t.Parallel()
	calendar, err := os.ReadFile("../../examples/term/term.ics")
	if err != nil {
		t.Fatal(err)
	}
	lessons, funcErr := callCalendar(t, string(calendar), "2026-01-01", "2027-12-31")
	if funcErr != nil {
		t.Fatal(funcErr)
	}
	var got []string
	for _, lesson := range lessons {
		got = append(got, fmt.Sprint(lesson.Start, " ", lesson.Duration, "s ", *lesson.Summary, " ", lesson.Categories))
	}
	slices.Sort(got)
	want := timetableLessons(t)
	if len(want) < 2000 {
		t.Fatalf("the table has %d lessons", len(want))
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%d lessons in the calendar, %d in the table; from the %dth on they differ:\n%q\n%q",
				len(got), len(want), i, got[min(i, len(got)):min(i+3, len(got))], want[min(i, len(want)):min(i+3, len(want))])
		}
	}
}

// timetableLessons are the lessons of timetable.csv, each in one line.
func timetableLessons(t *testing.T) []string {
	t.Helper()
	table, err := os.ReadFile("../../examples/term/timetable.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(table))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var lessons []string
	for _, row := range rows[1:] {
		for _, week := range strings.Fields(row[7]) {
			start, end := lessonTime(t, week, row[4], row[5]), lessonTime(t, week, row[4], row[6])
			lessons = append(lessons, fmt.Sprint(start.Format(time.RFC3339), " ", int(end.Sub(start).Seconds()), "s ",
				row[0], " ", row[2], " ", row[3], " ", []string{row[0], row[2]}))
		}
	}
	slices.Sort(lessons)
	return lessons
}

func lessonTime(t *testing.T, week, weekday, clock string) time.Time {
	t.Helper()
	number, err := strconv.Atoi(week)
	if err != nil {
		t.Fatal(err)
	}
	of, err := time.Parse("1504", clock)
	if err != nil {
		t.Fatal(err)
	}
	if number > 6 {
		number++ // the recess
	}
	day := slices.Index([]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}, weekday)
	return time.Date(2026, 8, 10+7*(number-1)+day, of.Hour(), of.Minute(), 0, 0, time.FixedZone("", 8*60*60))
}
