package provider

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// recurrenceRule is an RRULE (RFC 5545, section 3.3.10).
type recurrenceRule struct {
	frequency frequency
	interval  int
	count     int           // 0: not given
	until     *calendarTime // nil: not given
	weekStart time.Weekday
	byDay     []ordinalDay
	// Each of these is sorted and without duplicates; nil where the rule has no such part.
	byMonth, byWeekNo, byYearDay, byMonthDay, byHour, byMinute, bySecond, bySetPos []int
}

// frequency is the length of a rule's period, from the shortest.
type frequency int

const (
	secondly frequency = iota
	minutely
	hourly
	daily
	weekly
	monthly
	yearly
)

var frequencies = []string{"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}

// ordinalDay is a value of BYDAY: every Monday, or the second or the last one of the period.
type ordinalDay struct {
	ordinal int // 0: every
	weekday time.Weekday
}

// weekdays are the names of BYDAY in the order of time.Weekday.
var weekdays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// numberPart is a part of a rule that is a list of numbers from min to max, or also from -max to -min.
type numberPart struct {
	min, max int
	signed   bool
	list     func(*recurrenceRule) *[]int
}

var numberParts = map[string]numberPart{
	"BYMONTH":    {1, 12, false, func(r *recurrenceRule) *[]int { return &r.byMonth }},
	"BYWEEKNO":   {1, 53, true, func(r *recurrenceRule) *[]int { return &r.byWeekNo }},
	"BYYEARDAY":  {1, 366, true, func(r *recurrenceRule) *[]int { return &r.byYearDay }},
	"BYMONTHDAY": {1, 31, true, func(r *recurrenceRule) *[]int { return &r.byMonthDay }},
	"BYHOUR":     {0, 23, false, func(r *recurrenceRule) *[]int { return &r.byHour }},
	"BYMINUTE":   {0, 59, false, func(r *recurrenceRule) *[]int { return &r.byMinute }},
	"BYSECOND":   {0, 60, false, func(r *recurrenceRule) *[]int { return &r.bySecond }},
	"BYSETPOS":   {1, 366, true, func(r *recurrenceRule) *[]int { return &r.bySetPos }},
}

// parseRecurrenceRule reads the value of an RRULE. What the section says that a rule must not
// have is an error: a rule that is read otherwise than it was meant puts lessons on wrong days.
func parseRecurrenceRule(text string) (*recurrenceRule, error) {
	rule := &recurrenceRule{interval: 1, weekStart: time.Monday}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(strings.TrimSuffix(strings.ToUpper(text), ";"), ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			return nil, errors.New(quoted(part) + " is no part of a rule such as FREQ=WEEKLY")
		}
		if seen[name] {
			return nil, fmt.Errorf("has %s twice", quoted(name))
		}
		seen[name] = true
		if err := rule.setPart(name, value); err != nil {
			return nil, err
		}
	}
	if err := rule.check(seen); err != nil {
		return nil, err
	}
	return rule, nil
}

func (r *recurrenceRule) setPart(name, value string) (err error) {
	switch name {
	case "FREQ":
		r.frequency = frequency(slices.Index(frequencies, value))
		if r.frequency < 0 {
			return fmt.Errorf("FREQ must be one of %s, not %s", strings.Join(frequencies, ", "), quoted(value))
		}
	case "INTERVAL":
		r.interval, err = parseNumber(name, value, 1, 10_000)
	case "COUNT":
		r.count, err = parseNumber(name, value, 1, 1_000_000_000)
	case "UNTIL":
		var until calendarTime
		until, err = parseCalendarTime(value)
		r.until = &until
	case "WKST":
		r.weekStart = time.Weekday(slices.Index(weekdays, value))
		if r.weekStart < 0 {
			err = fmt.Errorf("WKST must be one of %s, not %s", strings.Join(weekdays, ", "), quoted(value))
		}
	case "BYDAY":
		r.byDay, err = parseOrdinalDays(value)
	default:
		err = r.setNumbers(name, value)
	}
	return err
}

func (r *recurrenceRule) setNumbers(name, value string) error {
	part, ok := numberParts[name]
	if !ok {
		return fmt.Errorf("%s is no part of a rule", quoted(name))
	}
	var numbers []int
	for text := range strings.SplitSeq(value, ",") {
		unsigned := text
		if part.signed {
			unsigned = strings.TrimPrefix(text, "-")
		}
		n, err := parseNumber(name, unsigned, part.min, part.max)
		if err != nil {
			return err
		}
		if unsigned != text {
			n = -n
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	*part.list(r) = slices.Compact(numbers)
	return nil
}

func parseNumber(name, text string, least, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most || strings.HasPrefix(text, "-") {
		return 0, fmt.Errorf("%s must be from %d to %d, not %s", name, least, most, quoted(text))
	}
	return n, nil
}

func parseOrdinalDays(value string) ([]ordinalDay, error) {
	var days []ordinalDay
	for text := range strings.SplitSeq(value, ",") {
		ordinal, name := text[:max(0, len(text)-2)], text[max(0, len(text)-2):]
		day := ordinalDay{weekday: time.Weekday(slices.Index(weekdays, name))}
		if day.weekday < 0 {
			return nil, fmt.Errorf("BYDAY must have days such as MO, 2MO or -1FR, not %s", quoted(text))
		}
		if ordinal != "" {
			n, err := strconv.Atoi(ordinal)
			if err != nil || n == 0 || n < -53 || n > 53 {
				return nil, fmt.Errorf("BYDAY must have ordinals from 1 to 53 or from -53 to -1, not %s", quoted(text))
			}
			day.ordinal = n
		}
		days = append(days, day)
	}
	return days, nil
}

// conflicts are the parts that cannot be together, as the section has them.
var conflicts = []struct {
	found func(r *recurrenceRule, has map[string]bool) bool
	text  string
}{
	{func(_ *recurrenceRule, has map[string]bool) bool { return !has["FREQ"] }, "lacks FREQ"},
	{func(_ *recurrenceRule, has map[string]bool) bool { return has["COUNT"] && has["UNTIL"] }, "must not have both COUNT and UNTIL"},
	{func(r *recurrenceRule, _ map[string]bool) bool { return r.hasOrdinals() && r.frequency < monthly }, "must not have an ordinal in BYDAY unless FREQ is MONTHLY or YEARLY"},
	{func(r *recurrenceRule, has map[string]bool) bool { return r.hasOrdinals() && has["BYWEEKNO"] }, "must not have an ordinal in BYDAY together with BYWEEKNO"},
	{func(r *recurrenceRule, has map[string]bool) bool { return has["BYMONTHDAY"] && r.frequency == weekly }, "must not have BYMONTHDAY where FREQ is WEEKLY"},
	{func(r *recurrenceRule, has map[string]bool) bool {
		return has["BYYEARDAY"] && r.frequency >= daily && r.frequency <= monthly
	}, "must not have BYYEARDAY where FREQ is DAILY, WEEKLY or MONTHLY"},
	{func(r *recurrenceRule, has map[string]bool) bool { return has["BYWEEKNO"] && r.frequency != yearly }, "must not have BYWEEKNO unless FREQ is YEARLY"},
	{func(_ *recurrenceRule, has map[string]bool) bool { return has["BYSETPOS"] && byParts(has) == 1 }, "must not have BYSETPOS without another BY part"},
}

func (r *recurrenceRule) check(has map[string]bool) error {
	for _, conflict := range conflicts {
		if conflict.found(r, has) {
			return errors.New(conflict.text)
		}
	}
	return nil
}

func (r *recurrenceRule) hasOrdinals() bool {
	return slices.ContainsFunc(r.byDay, func(d ordinalDay) bool { return d.ordinal != 0 })
}

func byParts(has map[string]bool) (n int) {
	for name := range has {
		if strings.HasPrefix(name, "BY") {
			n++
		}
	}
	return n
}
