package provider

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The examples of RFC 5545, section 3.8.5.3, with the errata. Those without an end are cut off
// where the RFC writes dots.
func TestRecurrenceExamplesOfTheRFC(t *testing.T) {
	for name, test := range map[string]struct{ start, rule, to, want string }{
		"daily for 10 occurrences":                          {"19970902", "FREQ=DAILY;COUNT=10", "", "1997-09: 2-11"},
		"daily until December 24":                           {"19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", "", "1997-09: 2-30; 1997-10: 1-31; 1997-11: 1-30; 1997-12: 1-23"},
		"every other day":                                   {"19970902", "FREQ=DAILY;INTERVAL=2", "19971106", "1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30; 1997-10: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30; 1997-11: 1 3 5"},
		"every 10 days":                                     {"19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "", "1997-09: 2 12 22; 1997-10: 2 12"},
		"every day in January":                              {"19980101", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "", "1998-01: 1-31; 1999-01: 1-31; 2000-01: 1-31"},
		"every day in January again":                        {"19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "", "1998-01: 1-31; 1999-01: 1-31; 2000-01: 1-31"},
		"weekly for 10 occurrences":                         {"19970902", "FREQ=WEEKLY;COUNT=10", "", "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4"},
		"weekly until December 24":                          {"19970902", "FREQ=WEEKLY;UNTIL=19971224T000000Z", "", "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4 11 18 25; 1997-12: 2 9 16 23"},
		"every other week":                                  {"19970902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "19980220", "1997-09: 2 16 30; 1997-10: 14 28; 1997-11: 11 25; 1997-12: 9 23; 1998-01: 6 20; 1998-02: 3 17"},
		"Tuesday and Thursday for five weeks":               {"19970902", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "", "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2"},
		"Tuesday and Thursday ten times":                    {"19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "", "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2"},
		"every other week on Monday, Wednesday, and Friday": {"19970901", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "", "1997-09: 1 3 5 15 17 19 29; 1997-10: 1 3 13 15 17 27 29 31; 1997-11: 10 12 14 24 26 28; 1997-12: 8 10 12 22"},
		"every other week on Tuesday and Thursday":          {"19970902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "", "1997-09: 2 4 16 18 30; 1997-10: 2 14 16"},
		"monthly on the first Friday":                       {"19970905", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "", "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5; 1998-01: 2; 1998-02: 6; 1998-03: 6; 1998-04: 3; 1998-05: 1; 1998-06: 5"},
		"monthly on the first Friday until December 24":     {"19970905", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "", "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5"},
		"every other month on the first and last Sunday":    {"19970907", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "", "1997-09: 7 28; 1997-11: 2 30; 1998-01: 4 25; 1998-03: 1 29; 1998-05: 3 31"},
		"monthly on the second-to-last Monday":              {"19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "", "1997-09: 22; 1997-10: 20; 1997-11: 17; 1997-12: 22; 1998-01: 19; 1998-02: 16"},
		"monthly on the third-to-the-last day":              {"19970928", "FREQ=MONTHLY;BYMONTHDAY=-3", "19980301", "1997-09: 28; 1997-10: 29; 1997-11: 28; 1997-12: 29; 1998-01: 29; 1998-02: 26"},
		"monthly on the 2nd and 15th":                       {"19970902", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "", "1997-09: 2 15; 1997-10: 2 15; 1997-11: 2 15; 1997-12: 2 15; 1998-01: 2 15"},
		"monthly on the first and last day":                 {"19970930", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "", "1997-09: 30; 1997-10: 1 31; 1997-11: 1 30; 1997-12: 1 31; 1998-01: 1 31; 1998-02: 1"},
		"every 18 months on the 10th to 15th":               {"19970910", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "", "1997-09: 10-15; 1999-03: 10-13"},
		"every Tuesday, every other month":                  {"19970902", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "19980401", "1997-09: 2 9 16 23 30; 1997-11: 4 11 18 25; 1998-01: 6 13 20 27; 1998-03: 3 10 17 24 31"},
		"yearly in June and July":                           {"19970610", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "", "1997-06: 10; 1997-07: 10; 1998-06: 10; 1998-07: 10; 1999-06: 10; 1999-07: 10; 2000-06: 10; 2000-07: 10; 2001-06: 10; 2001-07: 10"},
		"every other year in January to March":              {"19970310", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "", "1997-03: 10; 1999-01: 10; 1999-02: 10; 1999-03: 10; 2001-01: 10; 2001-02: 10; 2001-03: 10; 2003-01: 10; 2003-02: 10; 2003-03: 10"},
		"every third year on days 1, 100 and 200":           {"19970101", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "", "1997-01: 1; 1997-04: 10; 1997-07: 19; 2000-01: 1; 2000-04: 9; 2000-07: 18; 2003-01: 1; 2003-04: 10; 2003-07: 19; 2006-01: 1"},
		"every 20th Monday of the year":                     {"19970519", "FREQ=YEARLY;BYDAY=20MO", "20000101", "1997-05: 19; 1998-05: 18; 1999-05: 17"},
		"Monday of week number 20":                          {"19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "20000101", "1997-05: 12; 1998-05: 11; 1999-05: 17"},
		"every Thursday in March":                           {"19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "20000101", "1997-03: 13 20 27; 1998-03: 5 12 19 26; 1999-03: 4 11 18 25"},
		"every Thursday from June to August":                {"19970605", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "19990101", "1997-06: 5 12 19 26; 1997-07: 3 10 17 24 31; 1997-08: 7 14 21 28; 1998-06: 4 11 18 25; 1998-07: 2 9 16 23 30; 1998-08: 6 13 20 27"},
		"every Friday the 13th":                             {"19970902", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13\nEXDATE;TZID=America/New_York:19970902T090000", "20010101", "1998-02: 13; 1998-03: 13; 1998-11: 13; 1999-08: 13; 2000-10: 13"},
		"first Saturday that follows the first Sunday":      {"19970913", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "19980701", "1997-09: 13; 1997-10: 11; 1997-11: 8; 1997-12: 13; 1998-01: 10; 1998-02: 7; 1998-03: 7; 1998-04: 11; 1998-05: 9; 1998-06: 13"},
		"election day":                                      {"19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "20050101", "1996-11: 5; 2000-11: 7; 2004-11: 2"},
		"third Tuesday, Wednesday, or Thursday":             {"19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "", "1997-09: 4; 1997-10: 7; 1997-11: 6"},
		"second-to-last weekday of the month":               {"19970929", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19980401", "1997-09: 29; 1997-10: 30; 1997-11: 27; 1997-12: 30; 1998-01: 29; 1998-02: 26; 1998-03: 30"},
		"week that starts on Monday":                        {"19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "", "1997-08: 5 10 19 24"},
		"week that starts on Sunday":                        {"19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "", "1997-08: 5 17 19 31"},
		"February 30 is ignored":                            {"20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "", "2007-01: 15 30; 2007-02: 15; 2007-03: 15 30"},

		"every 3 hours on a day":                {"19970902", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "", "1997-09-02T09:00 1997-09-02T12:00 1997-09-02T15:00"},
		"every 15 minutes for 6 occurrences":    {"19970902", "FREQ=MINUTELY;INTERVAL=15;COUNT=6", "", "1997-09-02T09:00 1997-09-02T09:15 1997-09-02T09:30 1997-09-02T09:45 1997-09-02T10:00 1997-09-02T10:15"},
		"every hour and a half":                 {"19970902", "FREQ=MINUTELY;INTERVAL=90;COUNT=4", "", "1997-09-02T09:00 1997-09-02T10:30 1997-09-02T12:00 1997-09-02T13:30"},
		"every 20 minutes of a working day":     {"19970902", "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", "19970904", everyTwentyMinutes("1997-09-02", "1997-09-03")},
		"every 20 minutes of a working day too": {"19970902", "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", "19970904", everyTwentyMinutes("1997-09-02", "1997-09-03")},
	} {
		t.Run(name, func(t *testing.T) {
			got := expandForTest(t, test.start+"T090000", test.rule, test.to)
			if want := datesForTest(t, test.want); !slices.Equal(got, want) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func everyTwentyMinutes(days ...string) string {
	var times []string
	for _, day := range days {
		for hour := 9; hour <= 16; hour++ {
			for minute := 0; minute < 60; minute += 20 {
				times = append(times, fmt.Sprintf("%sT%02d:%02d", day, hour, minute))
			}
		}
	}
	return strings.Join(times, " ")
}

// expandForTest gives the local times of a rule in New York until a day.
func expandForTest(t *testing.T, start, rule, to string) []string {
	t.Helper()
	zone, err := loadTimeZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	begin, err := parseCalendarTime(start)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := parseContentLines(withRuleNames(rule))
	if err != nil {
		t.Fatal(err)
	}
	r := recurrence{start: begin.in(zone), floating: zone}
	for i := range lines {
		if err := r.addLine(&lines[i], loadTimeZone); err != nil {
			t.Fatal(err)
		}
	}
	end := lastYear
	if to != "" {
		day, err := parseCalendarTime(to)
		if err != nil {
			t.Fatal(err)
		}
		end = day.in(zone).instant()
	}
	steps := maxSteps
	list, err := r.occurrences(time.Time{}, end, &steps)
	if err != nil {
		t.Fatal(err)
	}
	var times []string
	for _, o := range list {
		times = append(times, o.local.Format("2006-01-02T15:04"))
	}
	return times
}

// datesForTest reads "1997-09: 2 4-6; 1997-10: 1", days at 9:00, or times.
func datesForTest(t *testing.T, text string) []string {
	t.Helper()
	if !strings.Contains(text, ": ") {
		return strings.Fields(text)
	}
	var times []string
	for month := range strings.SplitSeq(text, "; ") {
		month, days, _ := strings.Cut(month, ": ")
		for _, days := range strings.Fields(days) {
			from, to, isRange := strings.Cut(days, "-")
			if !isRange {
				to = from
			}
			first, err := strconv.Atoi(from)
			last, err2 := strconv.Atoi(to)
			if err != nil || err2 != nil {
				t.Fatalf("%q is no day", days)
			}
			for day := first; day <= last; day++ {
				times = append(times, fmt.Sprintf("%s-%02dT09:00", month, day))
			}
		}
	}
	return times
}
