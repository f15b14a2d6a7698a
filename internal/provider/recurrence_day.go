package provider

import (
	"slices"
	"time"
)

// fallsOn reports whether a day of a period has each of the rule's parts, but for the month.
func (e *expansion) fallsOn(day, period time.Time) bool {
	year, month, _ := day.Date()
	return e.inWeek(day, period.Year()) &&
		within(e.byYearDay, day.YearDay(), date(year, time.December, 31).YearDay()) &&
		within(e.byMonthDay, day.Day(), date(year, month+1, 0).Day()) &&
		e.isWeekday(day)
}

// within reports whether a list holds the n-th of so many, counted from the start or from the
// end. An absent list holds all.
func within(list []int, n, of int) bool {
	return len(list) == 0 || slices.Contains(list, n) || slices.Contains(list, n-of-1)
}

func (e *expansion) inWeek(day time.Time, year int) bool {
	if len(e.byWeekNo) == 0 {
		return true
	}
	first := e.firstWeek(year)
	return within(e.byWeekNo, weeksBetween(first, day)+1, weeksBetween(first, e.firstWeek(year+1)))
}

func weeksBetween(first, day time.Time) int { return int(day.Sub(first) / (7 * 24 * time.Hour)) }

// firstWeek is the start of a year's week 1: the first with four days in the year.
func (e *expansion) firstWeek(year int) time.Time {
	return e.weekOf(date(year, time.January, 4))
}

// weekOf is the start of a day's week.
func (e *expansion) weekOf(day time.Time) time.Time {
	return day.AddDate(0, 0, -(int(day.Weekday()-e.weekStart)+7)%7)
}

// isWeekday reports whether a day is one of BYDAY. Ordinals count in the month, or in the year
// where FREQ is YEARLY without BYMONTH.
func (e *expansion) isWeekday(day time.Time) bool {
	if len(e.byDay) == 0 {
		return true
	}
	first, next := date(day.Year(), day.Month(), 1), date(day.Year(), day.Month()+1, 1)
	if e.frequency == yearly && len(e.byMonth) == 0 {
		first, next = date(day.Year(), time.January, 1), date(day.Year()+1, time.January, 1)
	}
	fromStart := weeksBetween(first, day) + 1
	fromEnd := -weeksBetween(day, next.AddDate(0, 0, -1)) - 1
	return slices.ContainsFunc(e.byDay, func(d ordinalDay) bool {
		return d.weekday == day.Weekday() && (d.ordinal == 0 || d.ordinal == fromStart || d.ordinal == fromEnd)
	})
}
