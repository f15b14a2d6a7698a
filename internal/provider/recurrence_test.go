package provider

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// What the RFC describes without an example, and what implementations get wrong.
func TestRecurrence(t *testing.T) {
	for name, test := range map[string]struct{ start, rule, to, want string }{
		"start that the rule does not fall on":    {"20260901T090000", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", "", "2026-09: 1 2 7"},
		"every Monday and the first Tuesday":      {"20260901T090000", "FREQ=MONTHLY;BYDAY=MO,1TU;COUNT=6", "", "2026-09: 1 7 14 21 28; 2026-10: 5"},
		"week 53 only where there is one":         {"20260101T090000", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=SA", "20380101", "2026-01: 1; 2027-01: 2; 2033-01: 1"},
		"last week, part of it in the next year":  {"20101227T090000", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO,SU;COUNT=4", "", "2010-12: 27; 2011-01: 2; 2011-12: 26; 2012-01: 1"},
		"week 1 that starts in the year before":   {"20251229T090000", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=3", "", "2025-12: 29; 2027-01: 4; 2028-01: 3"},
		"week without a day has the start's":      {"20260513T090000", "FREQ=YEARLY;BYWEEKNO=20;COUNT=2", "", "2026-05: 13; 2027-05: 19"},
		"day of the month in every month":         {"20260113T090000", "FREQ=YEARLY;BYMONTHDAY=13;COUNT=3", "", "2026-01: 13; 2026-02: 13; 2026-03: 13"},
		"31st":                                    {"20260131T090000", "FREQ=MONTHLY;COUNT=4", "", "2026-01: 31; 2026-03: 31; 2026-05: 31; 2026-07: 31"},
		"February 29":                             {"20240229T090000", "FREQ=YEARLY;COUNT=3", "", "2024-02: 29; 2028-02: 29; 2032-02: 29"},
		"last day of the year":                    {"20261231T090000", "FREQ=YEARLY;BYYEARDAY=-1;COUNT=2", "", "2026-12: 31; 2027-12: 31"},
		"last Friday of the year":                 {"20261225T090000", "FREQ=YEARLY;BYDAY=-1FR;COUNT=2", "", "2026-12: 25; 2027-12: 31"},
		"sixth Monday never is":                   {"20260105T090000", "FREQ=MONTHLY;BYDAY=6MO,-6MO,1MO;COUNT=2", "", "2026-01: 5; 2026-02: 2"},
		"position in the first week from its day": {"20260908T090000", "FREQ=WEEKLY;WKST=SU;BYDAY=TU,SA;BYSETPOS=-1;COUNT=3", "", "2026-09: 8 12 19"},
		"position given twice":                    {"20260907T090000", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,1,-4;COUNT=3", "", "2026-09: 7; 2026-10: 5; 2026-11: 2"},
		"until a day, which is included":          {"20260901T090000", "FREQ=WEEKLY;UNTIL=20260915", "", "2026-09: 1 8 15"},
		"until a local time, included":            {"20260901T090000", "FREQ=WEEKLY;UNTIL=20260915T090000", "", "2026-09: 1 8 15"},
		"until the moment before":                 {"20260901T090000", "FREQ=WEEKLY;UNTIL=20260915T125959Z", "", "2026-09: 1 8"},
		"until a moment in UTC, included":         {"20260901T090000", "FREQ=WEEKLY;UNTIL=20260915T130000Z", "", "2026-09: 1 8 15"},
		"lower case and a last semicolon":         {"20260901T090000", "freq=weekly;count=2;", "", "2026-09: 1 8"},
		"two rules":                               {"20260907T090000", "RRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=DAILY;COUNT=2", "", "2026-09: 7 8 14"},
		"date added":                              {"20260901T090000", "FREQ=WEEKLY;COUNT=2\nRDATE:20260904T090000", "", "2026-09: 1 4 8"},
		"date added that is there":                {"20260901T090000", "FREQ=WEEKLY;COUNT=2\nRDATE:20260908T090000", "", "2026-09: 1 8"},
		"only dates":                              {"20260901T090000", "RDATE;VALUE=DATE-TIME:20260904T090000,20260902T090000", "", "2026-09: 1 2 4"},
		"day added":                               {"20260901T090000", "RDATE;VALUE=DATE:20260904", "", "2026-09: 1 4"},
		"period added":                            {"20260901T090000", "RDATE;VALUE=PERIOD:20260904T090000/PT1H,20260905T090000/20260905T100000", "", "2026-09: 1 4 5"},
		"excluded in local time":                  {"20260901T090000", "FREQ=WEEKLY;COUNT=3\nEXDATE:20260908T090000", "", "2026-09: 1 15"},
		"excluded in UTC":                         {"20260901T090000", "FREQ=WEEKLY;COUNT=3\nEXDATE:20260908T130000Z", "", "2026-09: 1 15"},
		"excluded in another zone":                {"20260901T090000", "FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20260908T150000", "", "2026-09: 1 15"},
		"excluded by the day":                     {"20260901T090000", "FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20260908", "", "2026-09: 1 15"},
		"excluded at another time of the day":     {"20260901T090000", "FREQ=WEEKLY;COUNT=3\nEXDATE:20260908T100000", "", "2026-09: 1 8 15"},
		"excluded though not in the series":       {"20260901T090000", "FREQ=WEEKLY;COUNT=3\nEXDATE:20260909T090000,20300101T090000", "", "2026-09: 1 8 15"},
		"start excluded":                          {"20260901T090000", "FREQ=WEEKLY;COUNT=3\nEXDATE:20260901T090000", "", "2026-09: 8 15"},
		"minutes of the start in each hour":       {"20260901T091530", "FREQ=HOURLY;COUNT=3", "", "2026-09-01T09:15 2026-09-01T10:15 2026-09-01T11:15"},
		"minutes of an hour before the start's":   {"20260901T091500", "FREQ=HOURLY;BYMINUTE=0,15,30;COUNT=4", "", "2026-09-01T09:15 2026-09-01T09:30 2026-09-01T10:00 2026-09-01T10:15"},
		"seconds that only limit":                 {"20260901T090000", "FREQ=SECONDLY;BYSECOND=0;COUNT=3", "", "2026-09-01T09:00 2026-09-01T09:01 2026-09-01T09:02"},
		"leap second":                             {"20260901T090059", "FREQ=DAILY;BYSECOND=60,59;COUNT=2", "", "2026-09-01T09:00 2026-09-02T09:00"},
		"clocks are set back":                     {"20261031T013000", "FREQ=DAILY;COUNT=3", "", "2026-10-31T01:30 2026-11-01T01:30 2026-11-02T01:30"},
	} {
		t.Run(name, func(t *testing.T) {
			got := expandForTest(t, test.start, test.rule, test.to)
			if want := datesForTest(t, test.want); !slices.Equal(got, want) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A rule without an end that began long ago is as quick as one that began today.
func TestRecurrenceSkipsToTheWindow(t *testing.T) {
	for _, frequency := range []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} {
		for _, interval := range []string{"", ";INTERVAL=2", ";INTERVAL=7"} {
			rule, err := parseRecurrenceRule("FREQ=" + frequency + interval)
			if err != nil {
				t.Fatal(err)
			}
			r := recurrence{start: calendarTime{local: date(1901, time.March, 5), zone: &utcZone}, rules: []ruleLine{{recurrenceRule: rule}}}
			from, to := date(2026, time.January, 1), date(2054, time.January, 1)
			all, few := maxSteps, maxSteps
			whole, err := r.occurrences(time.Time{}, to, &all)
			if err != nil {
				t.Fatal(err)
			}
			want := slices.DeleteFunc(whole, func(o occurrence) bool { return o.at.Before(from) })
			got, err := r.occurrences(from, to, &few)
			if err != nil || !slices.EqualFunc(got, want, func(a, b occurrence) bool { return a.at.Equal(b.at) }) || len(got) == 0 {
				t.Errorf("%s%s: got %d, want %d, %v", frequency, interval, len(got), len(want), err)
			}
			if spent, of := maxSteps-few, maxSteps-all; spent > of/2 {
				t.Errorf("%s%s: %d steps of %d", frequency, interval, spent, of)
			}
		}
	}
}

func TestParseRecurrenceRuleRefuses(t *testing.T) {
	for rule, want := range map[string]string{
		"":                                  `"" is no part of a rule`,
		"COUNT=3":                           "lacks FREQ",
		"FREQ=FORTNIGHTLY":                  `FREQ must be one of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY, not "FORTNIGHTLY"`,
		"FREQ=":                             "FREQ must be one of",
		"FREQ=DAILY;FREQ=WEEKLY":            `has "FREQ" twice`,
		"FREQ=DAILY;;COUNT=2":               `"" is no part`,
		"FREQ=DAILY;COUNT=0":                `COUNT must be from 1 to 1000000000, not "0"`,
		"FREQ=DAILY;COUNT=-1":               "COUNT must be",
		"FREQ=DAILY;COUNT=ten":              "COUNT must be",
		"FREQ=DAILY;INTERVAL=0":             "INTERVAL must be from 1 to 10000",
		"FREQ=DAILY;INTERVAL=1000000":       "INTERVAL must be",
		"FREQ=DAILY;UNTIL=2026":             `"2026" is no date or time`,
		"FREQ=DAILY;UNTIL=20260230":         `"20260230" is no date or time`,
		"FREQ=DAILY;COUNT=2;UNTIL=20261001": "both COUNT and UNTIL",
		"FREQ=WEEKLY;WKST=MONDAY":           "WKST must be one of",
		"FREQ=WEEKLY;BYDAY=MON":             `BYDAY must have days such as MO, 2MO or -1FR, not "MON"`,
		"FREQ=WEEKLY;BYDAY=":                "BYDAY must have days",
		"FREQ=WEEKLY;BYDAY=MO,":             "BYDAY must have days",
		"FREQ=MONTHLY;BYDAY=0MO":            `not "0MO"`,
		"FREQ=MONTHLY;BYDAY=54MO":           `not "54MO"`,
		"FREQ=WEEKLY;BYDAY=2MO":             "ordinal in BYDAY unless FREQ is MONTHLY or YEARLY",
		"FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO":  "together with BYWEEKNO",
		"FREQ=WEEKLY;BYMONTHDAY=1":          "must not have BYMONTHDAY",
		"FREQ=MONTHLY;BYMONTHDAY=0":         `BYMONTHDAY must be from 1 to 31, not "0"`,
		"FREQ=MONTHLY;BYMONTHDAY=32":        "BYMONTHDAY must be",
		"FREQ=MONTHLY;BYMONTHDAY=--1":       "BYMONTHDAY must be",
		"FREQ=MONTHLY;BYYEARDAY=1":          "must not have BYYEARDAY",
		"FREQ=MONTHLY;BYWEEKNO=1":           "must not have BYWEEKNO",
		"FREQ=YEARLY;BYMONTH=13":            "BYMONTH must be from 1 to 12",
		"FREQ=YEARLY;BYMONTH=-1":            "BYMONTH must be",
		"FREQ=DAILY;BYHOUR=24":              "BYHOUR must be from 0 to 23",
		"FREQ=DAILY;BYSETPOS=1":             "must not have BYSETPOS without another",
		"FREQ=DAILY;BYEASTER=1":             `"BYEASTER" is no part of a rule`,
		"FREQ=DAILY;WEEKLY":                 `"WEEKLY" is no part`,
	} {
		t.Run(rule, func(t *testing.T) {
			if got, err := parseRecurrenceRule(rule); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %+v, %v; want an error with %q", got, err, want)
			}
		})
	}
}
