package provider

import (
	"strings"
	"testing"
)

func TestCalendarFunctionRefuses(t *testing.T) {
	const start = "DTSTART:20261019T090000Z"
	for name, test := range map[string]struct{ text, want string }{
		"empty":                 {"", "is empty: BEGIN:VCALENDAR is expected"},
		"web page":              {"<!DOCTYPE html>\n<html>", `line 1: "<!DOCTYPE html>" is no property`},
		"no calendar":           {"BEGIN:VCARD\nEND:VCARD\n", "line 1: BEGIN: BEGIN:VCALENDAR is expected"},
		"after the end":         {vcalendar() + "X:1\n", "line 4: X: BEGIN:VCALENDAR is expected"},
		"cut off":               {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", "line 2: BEGIN:VEVENT has no END: the file is not complete"},
		"wrong end":             {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", `line 3: END: "VCALENDAR" ends, where END:VEVENT is expected for line 2`},
		"starts with a blank":   {"\n BEGIN:VCALENDAR", "line 2: starts with a blank"},
		"no colon":              {vcalendar("SUMMARY"), `line 2: "SUMMARY" is no property: NAME:value is expected`},
		"not folded":            {vcalendar("DESCRIPTION:a\nsecond line: here"), `line 3: "second line: here" is no property`},
		"parameter alone":       {vcalendar("DTSTART;TZID:20261019T090000"), "line 2: \"DTSTART;TZID:20261019T090000\" has a parameter without a value"},
		"quote is not closed":   {vcalendar(`DTSTART;TZID="Europe/Berlin:20261019T090000`), "has a quoted parameter without its closing quote"},
		"no value":              {vcalendar("DTSTART;TZID=Europe/Berlin"), "has no colon before its value"},
		"text after a quote":    {vcalendar(`DTSTART;TZID="Europe"/Berlin:20261019T090000`), "has no colon before its value"},
		"no UID":                {"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + start + "\nEND:VEVENT\nEND:VCALENDAR", "line 2: VEVENT has no UID"},
		"empty UID":             {vcalendar(vevent("UID: ", start)), "line 3: UID: is empty"},
		"no start":              {vcalendar(vevent("SUMMARY:x")), "line 2: VEVENT has no DTSTART"},
		"no time":               {vcalendar(vevent("DTSTART:2026-10-19")), `line 4: DTSTART: "2026-10-19" is no date or time such as 20261026 or 20261026T090000`},
		"no such day":           {vcalendar(vevent("DTSTART:20260229")), `"20260229" is no date or time`},
		"date in UTC":           {vcalendar(vevent("DTSTART:20260228Z")), `"20260228Z" is no date or time`},
		"two starts":            {vcalendar(vevent("DTSTART:20261019T090000Z,20261020T090000Z")), "is more than one time"},
		"hour 24":               {vcalendar(vevent("DTSTART:20261019T240000Z")), `"20261019T240000Z" is no date or time`},
		"floating":              {vcalendar(vevent("DTSTART:20261019T090000")), `line 4: DTSTART: has no time zone: neither a TZID, nor is there an X-WR-TIMEZONE of the calendar`},
		"floating in Nowhere":   {vcalendar("X-WR-TIMEZONE:Nowhere", vevent("DTSTART:20261019T090000")), `line 2: X-WR-TIMEZONE: "Nowhere" is no known time zone`},
		"unknown zone":          {vcalendar(vevent("DTSTART;TZID=Campus:20261019T090000")), `line 4: DTSTART: "Campus" is no known time zone`},
		"unknown vendor's zone": {vcalendar(vevent("DTSTART;TZID=/vendor/Europe/Springfield:20261019T090000")), `"/vendor/Europe/Springfield" is no known time zone`},
		"end before the start":  {vcalendar(vevent(start, "DTEND:20261019T085959Z")), "line 5: DTEND: is before the start"},
		"day ends as a time":    {vcalendar(vevent("DTSTART:20261019", "DTEND:20261020T000000Z")), "line 5: DTEND: is a date where the start is a time, or the other way round"},
		"time ends as a day":    {vcalendar(vevent(start, "DTEND:20261020")), "line 5: DTEND: is a date where the start is a time"},
		"negative duration":     {vcalendar(vevent(start, "DURATION:-PT1H")), `line 5: DURATION: "-PT1H" is negative`},
		"no duration":           {vcalendar(vevent(start, "DURATION:1:30")), `"1:30" is no duration such as PT1H30M or P1D`},
		"duration of nothing":   {vcalendar(vevent(start, "DURATION:PT")), `"PT" is no duration`},
		"duration of months":    {vcalendar(vevent(start, "DURATION:P1M")), `"P1M" is no duration`},
		"sequence":              {vcalendar(vevent(start, "SEQUENCE:x")), "line 5: SEQUENCE: the value must be from 0 to"},
		"stamp":                 {vcalendar(vevent(start, "DTSTAMP:yesterday")), `line 5: DTSTAMP: "yesterday" is no date or time`},
		"rule":                  {vcalendar(vevent(start, "RRULE:FREQ=WEEKLY;BYDAY=MON")), `line 5: RRULE: BYDAY must have days such as MO, 2MO or -1FR, not "MON"`},
		"exception":             {vcalendar(vevent(start, "EXDATE:never")), `line 5: EXDATE: "never" is no date or time`},
		"excluding rule":        {vcalendar(vevent(start, "EXRULE:FREQ=WEEKLY")), "line 5: EXRULE: is not supported"},
		"this and all after":    {vcalendar(vevent(start, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261019T090000Z")), "line 5: RECURRENCE-ID: RANGE is not supported"},
		"too many":              {vcalendar(vevent(start, "RRULE:FREQ=SECONDLY")), "line 5: RRULE: has more than 100000 occurrences"},
		"too long a search":     {vcalendar(vevent(start, "RRULE:FREQ=SECONDLY;BYSETPOS=2;BYSECOND=0")), "line 5: RRULE: takes too long to expand"},
		"empty VTIMEZONE":       {vcalendar("BEGIN:VTIMEZONE\nTZID:Campus\nEND:VTIMEZONE", vevent("DTSTART;TZID=Campus:20261019T090000")), "line 7: DTSTART: its VTIMEZONE: line 2: VTIMEZONE has no STANDARD or DAYLIGHT"},
		"VTIMEZONE's offset": {vcalendar("BEGIN:VTIMEZONE\nTZID:Campus\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:1\nEND:STANDARD\nEND:VTIMEZONE", vevent("DTSTART;TZID=Campus:20261019T090000")),
			`line 7: TZOFFSETTO: "1" is no offset such as +0100`},
		"VTIMEZONE without an offset": {vcalendar("BEGIN:VTIMEZONE\nTZID:Campus\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE", vevent("DTSTART;TZID=Campus:20261019T090000")),
			"line 4: STANDARD has no TZOFFSETFROM"},
		"VTIMEZONE without a start": {vcalendar("BEGIN:VTIMEZONE\nTZID:Campus\nBEGIN:STANDARD\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE", vevent("DTSTART;TZID=Campus:20261019T090000")),
			"line 4: STANDARD has no DTSTART"},
	} {
		t.Run(name, func(t *testing.T) {
			lessons, err := callCalendar(t, test.text, "2026-01-01", "2027-01-01")
			if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != 0 || !strings.Contains(err.Text, test.want) {
				t.Errorf("got %v, %v; want an error of argument 0 with %q", lessons, err, test.want)
			}
		})
	}
}

func TestCalendarFunctionWindow(t *testing.T) {
	text := vcalendar("X-WR-TIMEZONE:Asia/Tokyo", vevent("DTSTART:20261019T000000"), vevent("UID:b", "DTSTART:20261019T235959"))
	for name, test := range map[string]struct {
		text, from, until string
		lessons           int
		argument          int64
		want              string
	}{
		"a day of the calendar":       {text, "2026-10-19", "2026-10-20", 2, 0, ""},
		"the same in UTC":             {text, "2026-10-18T15:00:00Z", "2026-10-19T15:00:00Z", 2, 0, ""},
		"the same in another zone":    {text, "2026-10-18T17:00:00+02:00", "2026-10-20", 2, 0, ""},
		"the end does not belong":     {text, "2026-10-19T00:00:01+09:00", "2026-10-19T23:59:59+09:00", 0, 0, ""},
		"no time":                     {text, "19.10.2026", "2026-10-20", 0, 1, `"19.10.2026" is no RFC 3339 time or date such as 2026-10-26`},
		"time without an offset":      {text, "2026-10-19T09:00:00", "2026-10-20", 0, 1, "is no RFC 3339 time or date"},
		"no end":                      {text, "2026-10-19", "", 0, 2, `"" is no RFC 3339 time or date`},
		"end before the start":        {text, "2026-10-19", "2026-10-18", 0, 2, `"2026-10-18" is not after the start of the window, "2026-10-19"`},
		"nothing between":             {text, "2026-10-19", "2026-10-19", 0, 2, "is not after the start of the window"},
		"day in an unknown zone":      {vcalendar("X-WR-TIMEZONE:Mars"), "2026-10-19", "2026-10-20", 0, 1, `"Mars" is no known time zone`},
		"instants in an unknown zone": {vcalendar("X-WR-TIMEZONE:Mars"), "2026-10-19T00:00:00Z", "2026-10-20T00:00:00Z", 0, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			lessons, err := callCalendar(t, test.text, test.from, test.until)
			if test.want == "" {
				if err != nil || len(lessons) != test.lessons {
					t.Errorf("got %v, %v; want %d lessons", lessons, err, test.lessons)
				}
				return
			}
			if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != test.argument || !strings.Contains(err.Text, test.want) {
				t.Errorf("got %v; want an error of argument %d with %q", err, test.argument, test.want)
			}
		})
	}
}

func TestUnescapeText(t *testing.T) {
	for text, want := range map[string]string{
		`plain`:        "plain",
		`a\nb\Nc`:      "a\nb\nc",
		`a\, b\; c\\n`: `a, b; c\n`,
		`10\:30 \"x\"`: `10:30 "x"`,
		`C:\Users\new`: `C:\Users` + "\new",
		`ends with \`:  `ends with \`,
		`日\,本`:         "日,本",
		`a,b`:          "a,b",
	} {
		if got := unescapeText(text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestSplitTexts(t *testing.T) {
	for list, want := range map[string]string{
		``:             ``,
		`a`:            `a`,
		`a,b , c`:      `a|b|c`,
		`a\,b,c`:       `a,b|c`,
		`a\\,b`:        `a\|b`,
		`,a,,`:         `a`,
		`a\`:           `a\`,
		`a\\\,b\;,c\n`: `a\,b;|c`,
	} {
		if got := strings.Join(splitTexts(list), "|"); got != want {
			t.Errorf("%s: got %q, want %q", list, got, want)
		}
	}
}
