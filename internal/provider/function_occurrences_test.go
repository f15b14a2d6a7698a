package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func callOccurrences(t *testing.T, start, zone, rule string) ([]string, *function.FuncError) {
	t.Helper()
	resp := function.RunResponse{Result: function.NewResultData(types.ListUnknown(types.StringType))}
	newOccurrencesFunction().Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData([]attr.Value{
		types.StringValue(start), types.StringValue(zone), types.StringValue(rule),
	})}, &resp)
	if resp.Error != nil {
		return nil, resp.Error
	}
	var times []string
	for _, element := range resp.Result.Value().(types.List).Elements() {
		times = append(times, element.(types.String).ValueString())
	}
	return times, nil
}

func TestOccurrencesFunction(t *testing.T) {
	for name, test := range map[string]struct{ start, zone, rule, want string }{
		"over the end of summer time": {"2026-10-19T09:00", "Europe/Berlin", "RRULE:FREQ=WEEKLY;COUNT=3",
			"2026-10-19T09:00:00+02:00 2026-10-26T09:00:00+01:00 2026-11-02T09:00:00+01:00"},
		"value alone, seconds":  {"2026-10-19T09:00:30", "UTC", "FREQ=DAILY;COUNT=2", "2026-10-19T09:00:30Z 2026-10-20T09:00:30Z"},
		"blank for T":           {"2026-10-19 09:00", "Asia/Singapore", "FREQ=DAILY;COUNT=1", "2026-10-19T09:00:00+08:00"},
		"start as in iCalendar": {"20261019T090000", "Singapore Standard Time", "FREQ=DAILY;COUNT=1", "2026-10-19T09:00:00+08:00"},
		"holiday, and the lesson moved": {"2026-10-19T09:00", "Europe/Berlin", "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261026T090000\nRDATE:20261028T140000\n",
			"2026-10-19T09:00:00+02:00 2026-10-28T14:00:00+01:00 2026-11-02T09:00:00+01:00"},
		"earlier of two":        {"2026-10-25T02:30", "Europe/Berlin", "FREQ=DAILY;COUNT=2", "2026-10-25T02:30:00+02:00 2026-10-26T02:30:00+01:00"},
		"skipped but excluded":  {"2026-03-28T02:30", "Europe/Berlin", "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260329T023000", "2026-03-28T02:30:00+01:00 2026-03-30T02:30:00+02:00"},
		"all excluded":          {"2026-10-19T09:00", "UTC", "RRULE:FREQ=DAILY;COUNT=1\nEXDATE;VALUE=DATE:20261019", ""},
		"folded, with CRLF":     {"2026-10-19T09:00", "UTC", "RRULE:FREQ=DAILY;\r\n COUNT=2\r\n", "2026-10-19T09:00:00Z 2026-10-20T09:00:00Z"},
		"dates that never come": {"2026-10-19T09:00", "UTC", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", "2026-10-19T09:00:00Z"},
		"hours that never come": {"2026-10-19T09:00", "UTC", "FREQ=HOURLY;INTERVAL=24;BYHOUR=5;UNTIL=20270101", "2026-10-19T09:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := callOccurrences(t, test.start, test.zone, test.rule)
			if err != nil || !slices.Equal(got, strings.Fields(test.want)) {
				t.Errorf("got %s, %v; want %s", got, err, test.want)
			}
		})
	}
}

func TestOccurrencesFunctionRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		start, zone, rule string
		argument          int64
		want              string
	}{
		"start with an offset":  {"2026-10-19T09:00:00Z", "UTC", "FREQ=DAILY;COUNT=2", 0, "is no local time"},
		"start without a time":  {"2026-10-19", "UTC", "FREQ=DAILY;COUNT=2", 0, "is no local time"},
		"start is skipped":      {"2026-03-29T02:30", "Europe/Berlin", "FREQ=DAILY;COUNT=2", 0, "2026-03-29 02:30:00 does not exist in Europe/Berlin"},
		"unknown zone":          {"2026-10-19T09:00", "Berlin", "FREQ=DAILY;COUNT=2", 1, `"Berlin" is no known time zone`},
		"no rule":               {"2026-10-19T09:00", "UTC", "", 2, "has no RRULE or RDATE"},
		"only an exclusion":     {"2026-10-19T09:00", "UTC", "EXDATE:20261019T090000", 2, "has no RRULE or RDATE"},
		"no end":                {"2026-10-19T09:00", "UTC", "EXDATE:20261020T090000\nRRULE:FREQ=DAILY", 2, "line 2: RRULE: has no end: add COUNT or UNTIL"},
		"end before the start":  {"2026-10-19T09:00", "UTC", "FREQ=DAILY;UNTIL=20251219", 2, "line 1: RRULE: UNTIL is before the start"},
		"what is wrong":         {"2026-10-19T09:00", "UTC", "\nRRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=DAYLY;COUNT=2", 2, "line 3: RRULE: FREQ must be one of"},
		"occurrence is skipped": {"2026-03-28T02:30", "Europe/Berlin", "FREQ=DAILY;COUNT=3", 2, "2026-03-29 02:30:00 does not exist in Europe/Berlin"},
		"bad exclusion":         {"2026-10-19T09:00", "UTC", "FREQ=DAILY;COUNT=2\nEXDATE:2026-10-20", 2, `line 2: EXDATE: "2026-10-20" is no date or time`},
		"zone of an exclusion":  {"2026-10-19T09:00", "UTC", "FREQ=DAILY;COUNT=2\nEXDATE;TZID=Mars:20261020T090000", 2, `line 2: EXDATE: "Mars" is no known time zone`},
		"period of no length":   {"2026-10-19T09:00", "UTC", "RDATE;VALUE=PERIOD:20261020T090000/20261020T080000", 2, "line 1: RDATE: is before the start"},
		"another property":      {"2026-10-19T09:00", "UTC", "DTSTART:20261019T090000\nRRULE:FREQ=DAILY;COUNT=2", 2, "line 1: DTSTART: is not supported: an RRULE, RDATE or EXDATE is expected"},
		"excluding rule":        {"2026-10-19T09:00", "UTC", "FREQ=DAILY;COUNT=9\nEXRULE:FREQ=WEEKLY", 2, "line 2: EXRULE: is not supported"},
		"no property":           {"2026-10-19T09:00", "UTC", "every day", 2, `line 1: "every day" is no property`},
		"indented":              {"2026-10-19T09:00", "UTC", "  RRULE:FREQ=DAILY;COUNT=2", 2, "line 1: starts with a blank"},
		"a million":             {"2026-10-19T09:00", "UTC", "FREQ=MINUTELY;COUNT=1000000", 2, "line 1: RRULE: has more than 100000 occurrences"},
		"a year of seconds":     {"2026-10-19T09:00", "UTC", "FREQ=YEARLY;BYHOUR=0,1,2;BYMINUTE=0,1,2;BYSECOND=1;BYDAY=MO;UNTIL=99990101", 2, "has more than 100000 occurrences"},
		"search without an end": {"2026-10-19T09:00", "UTC", "FREQ=SECONDLY;BYSETPOS=2;BYMONTH=1;COUNT=2", 2, "line 1: RRULE: takes too long to expand"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := callOccurrences(t, test.start, test.zone, test.rule)
			if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != test.argument || !strings.Contains(err.Text, test.want) {
				t.Errorf("got %v; want an error of argument %d with %q", err, test.argument, test.want)
			}
		})
	}
}
