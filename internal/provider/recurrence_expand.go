package provider

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"
)

// Rules are expanded by code of our own. With github.com/teambition/rrule-go v1.8.2,
// FREQ=HOURLY;INTERVAL=24;BYHOUR=5 from 9:00 does not end and cannot be stopped,
// FREQ=MONTHLY;BYDAY=-6MO panics, FREQ=MONTHLY;BYDAY=MO,1TU has no dates, and
// FREQ=YEARLY;BYWEEKNO=53 has dates in years without such a week.

const (
	// maxOccurrences is how many occurrences a rule may have.
	maxOccurrences = 100_000
	// maxSteps is how many days and occurrences one call may look at: a second's work.
	maxSteps = 5_000_000
)

var (
	errTooManyOccurrences = fmt.Errorf("has more than %d occurrences", maxOccurrences)
	errSearchTooLong      = errors.New("takes too long to expand: give a later start or fewer parts")
)

// lastYear is the last that RFC 3339 and RFC 5545 can write.
var lastYear = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)

// expansion is the local times of a rule from a start, held as if they were UTC.
type expansion struct {
	recurrenceRule
	start time.Time
	// from and to are the first and the last time that matter.
	from, to time.Time
	steps    *int // that are left
	clock    []time.Duration
}

// expand fills in what the rule leaves to its start.
func (r *recurrenceRule) expand(start, from, to time.Time, steps *int) *expansion {
	e := &expansion{recurrenceRule: *r, start: start, from: from, to: to, steps: steps}
	if len(r.byDay)+len(r.byMonthDay)+len(r.byYearDay) == 0 {
		weekday := []ordinalDay{{weekday: start.Weekday()}}
		switch {
		case r.frequency == weekly, len(r.byWeekNo) > 0:
			e.byDay = weekday
		case r.frequency == monthly, r.frequency == yearly && len(r.byMonth) > 0:
			e.byMonthDay = []int{start.Day()}
		case r.frequency == yearly:
			e.byMonth, e.byMonthDay = []int{int(start.Month())}, []int{start.Day()}
		}
	}
	if r.frequency >= daily {
		e.clock = e.clockOf(start)
	}
	return e
}

// times yields the rule's times, those at the start or later, in order. The caller stops at
// COUNT and UNTIL; whether the search was given up, it sees in steps.
func (e *expansion) times() iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		// A week that belongs to a year may start in the year before.
		last := e.to.AddDate(0, 0, 7)
		for period := e.firstPeriod(); !period.After(last) && *e.steps > 0; period = e.next(period, 1) {
			for at := range e.timesOf(period) {
				*e.steps--
				if at.Before(e.start) {
					continue
				}
				if at.After(e.to) || !yield(at) {
					return
				}
			}
		}
	}
}

// firstPeriod is the first that can hold a time that matters.
func (e *expansion) firstPeriod() time.Time {
	period := e.periodOf(e.start)
	if e.count > 0 || e.frequency < daily {
		return period // every occurrence counts
	}
	longest := map[frequency]int{daily: 1, weekly: 7, monthly: 31, yearly: 366}[e.frequency] * e.interval
	days := int(e.from.Unix()-period.Unix()) / (24 * 60 * 60)
	return e.next(period, max(0, days/longest-1))
}

// periodOf is the start of the period that a time is in.
func (e *expansion) periodOf(at time.Time) time.Time {
	year, month, day := at.Date()
	switch e.frequency {
	case yearly:
		switch {
		case len(e.byWeekNo) == 0:
		case !at.Before(e.firstWeek(year + 1)):
			year++
		case at.Before(e.firstWeek(year)):
			year--
		}
		return date(year, time.January, 1)
	case monthly:
		return date(year, month, 1)
	case weekly:
		return e.weekOf(date(year, month, day))
	case daily:
		return date(year, month, day)
	}
	return at // what is shorter than a day is only counted on from
}

var subdayPeriods = map[frequency]time.Duration{hourly: time.Hour, minutely: time.Minute, secondly: time.Second}

// next is the start of the period n intervals later.
func (e *expansion) next(period time.Time, n int) time.Time {
	n *= e.interval
	switch e.frequency {
	case yearly:
		return period.AddDate(n, 0, 0)
	case monthly:
		return period.AddDate(0, n, 0)
	case weekly:
		return period.AddDate(0, 0, 7*n)
	case daily:
		return period.AddDate(0, 0, n)
	}
	return period.Add(time.Duration(n) * subdayPeriods[e.frequency])
}

// timesOf yields the times of a period in order: each of its days with each time of day, of
// which BYSETPOS chooses.
func (e *expansion) timesOf(period time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		days := e.daysOf(period)
		clock := e.clock
		if e.frequency < daily {
			clock = e.clockOf(period)
		}
		if len(e.bySetPos) > 0 {
			for _, i := range positions(e.bySetPos, len(days)*len(clock)) {
				if !yield(days[i/len(clock)].Add(clock[i%len(clock)])) {
					return
				}
			}
			return
		}
		for _, day := range days {
			for _, clock := range clock {
				if !yield(day.Add(clock)) {
					return
				}
			}
		}
	}
}

// positions gives the places in a list of a length that BYSETPOS names, where -1 is the last.
func positions(bySetPos []int, length int) []int {
	var places []int
	for _, position := range bySetPos {
		place := position - 1
		if position < 0 {
			place = length + position
		}
		if place >= 0 && place < length {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// daysOf gives the days of a period on which the rule falls.
func (e *expansion) daysOf(period time.Time) []time.Time {
	day := date(period.Date())
	end := day.AddDate(0, 0, 1)
	switch {
	case len(e.byWeekNo) > 0:
		day, end = e.firstWeek(period.Year()), e.firstWeek(period.Year()+1)
	case e.frequency == yearly:
		end = day.AddDate(1, 0, 0)
	case e.frequency == monthly:
		end = day.AddDate(0, 1, 0)
	case e.frequency == weekly:
		end = day.AddDate(0, 0, 7)
	}
	var days []time.Time
	for day.Before(end) {
		*e.steps--
		if len(e.byMonth) > 0 && !slices.Contains(e.byMonth, int(day.Month())) {
			day = date(day.Year(), day.Month()+1, 1)
			continue
		}
		if e.fallsOn(day, period) {
			days = append(days, day)
		}
		day = day.AddDate(0, 0, 1)
	}
	return days
}

// clockOf gives the times of day on which the rule falls, within the period of a rule that
// repeats more than once a day.
func (e *expansion) clockOf(start time.Time) []time.Duration {
	var clock []time.Duration
	for _, hour := range timePart(e.byHour, start.Hour(), e.frequency <= hourly) {
		for _, minute := range timePart(e.byMinute, start.Minute(), e.frequency <= minutely) {
			for _, second := range timePart(e.bySecond, start.Second(), e.frequency <= secondly) {
				clock = append(clock, time.Duration(hour)*time.Hour+time.Duration(minute)*time.Minute+seconds(min(second, 59)))
			}
		}
	}
	return slices.Compact(clock)
}

// timePart gives the hours, minutes or seconds of a rule. Where the period is no longer than
// one of them, the rule's list only limits it.
func timePart(list []int, own int, limits bool) []int {
	if len(list) == 0 || limits && slices.Contains(list, own) {
		return []int{own}
	}
	if limits {
		return nil
	}
	return list
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// sinceMidnight is the time of day of a local time.
func sinceMidnight(local time.Time) time.Duration {
	return time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute + time.Duration(local.Second())*time.Second
}
