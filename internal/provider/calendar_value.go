package provider

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// calendarTime is a DATE or a DATE-TIME (RFC 5545, sections 3.3.4 and 3.3.5).
type calendarTime struct {
	// local is the reading of the clock in zone, held as if it were UTC.
	local  time.Time
	isDate bool
	zone   *timeZone // nil: a floating time, or a date
}

// in gives the value with the zone that is meant where it names none.
func (t calendarTime) in(zone timeZone) calendarTime {
	if t.zone == nil {
		t.zone = &zone
	}
	return t
}

// instant is of a value that has a zone. A date stands for its midnight.
func (t calendarTime) instant() time.Time {
	at, _ := t.zone.instant(t.local)
	return at
}

func parseCalendarTime(text string) (calendarTime, error) {
	digits, isUTC := strings.CutSuffix(strings.ToUpper(text), "Z")
	if len(digits) == len("20060102") && !isUTC {
		if day, err := time.Parse("20060102", digits); err == nil {
			return calendarTime{local: day, isDate: true}, nil
		}
	}
	// Section 3.3.12: who knows no leap seconds takes second 60 for 59.
	if minutes, leap := strings.CutSuffix(digits, "60"); leap && len(digits) == len("20060102T150405") {
		digits = minutes + "59"
	}
	local, err := time.Parse("20060102T150405", digits)
	if err != nil || len(digits) != len("20060102T150405") {
		return calendarTime{}, errors.New(quoted(text) + " is no date or time such as 20261026 or 20261026T090000")
	}
	value := calendarTime{local: local}
	if isUTC {
		value.zone = &utcZone
	}
	return value, nil
}

// calendarDuration is a DURATION (section 3.3.6). Its days are days of a calendar, which a
// change of clocks makes longer or shorter.
type calendarDuration struct {
	days  int
	exact time.Duration
}

var durationPattern = regexp.MustCompile(`^\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$`)

func parseCalendarDuration(text string) (calendarDuration, error) {
	if strings.HasPrefix(text, "-") {
		return calendarDuration{}, errors.New(quoted(text) + " is negative")
	}
	parts := durationPattern.FindStringSubmatch(strings.ToUpper(text))
	if parts == nil || strings.Join(parts[1:], "") == "" {
		return calendarDuration{}, errors.New(quoted(text) + " is no duration such as PT1H30M or P1D")
	}
	var n [6]int
	for i, digits := range parts {
		n[i], _ = strconv.Atoi(digits) // absent is 0
	}
	return calendarDuration{
		days:  7*n[1] + n[2],
		exact: time.Duration(n[3])*time.Hour + time.Duration(n[4])*time.Minute + seconds(n[5]),
	}, nil
}
