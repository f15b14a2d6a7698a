package provider

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// recurrence is a start with the rules and dates that repeat it (RFC 5545, section 3.8.5).
type recurrence struct {
	start calendarTime // has a zone
	// floating is the zone of a value that names none.
	floating timeZone
	rules    []ruleLine
	added    []addedTime
	excluded []calendarTime
}

type ruleLine struct {
	contentLine
	*recurrenceRule
}

// addedTime is a value of RDATE.
type addedTime struct {
	calendarTime
	duration *calendarDuration // nil: as long as the others
}

// occurrence is one of a recurrence.
type occurrence struct {
	local    time.Time
	at       time.Time
	skipped  bool // the change of clocks skips the local time
	duration *calendarDuration
}

func (r *recurrence) repeats() bool { return len(r.rules)+len(r.added) > 0 }

// addLine takes an RRULE, RDATE or EXDATE; zones finds the zone of a TZID.
func (r *recurrence) addLine(line *contentLine, zones zoneFinder) (err error) {
	switch line.name {
	case "RRULE":
		var rule *recurrenceRule
		if rule, err = parseRecurrenceRule(line.value); err == nil {
			r.rules = append(r.rules, ruleLine{*line, rule})
		}
	case "RDATE":
		var times []addedTime
		times, err = parseAddedTimes(line, zones)
		for _, added := range times {
			added.calendarTime = added.in(r.floating)
			r.added = append(r.added, added)
		}
	case "EXDATE":
		var times []calendarTime
		times, err = parseCalendarTimes(line, line.value, zones)
		for _, excluded := range times {
			r.excluded = append(r.excluded, excluded.in(r.floating))
		}
	default: // EXRULE: RFC 5545 has taken it out of the format
		err = errors.New("is not supported: an RRULE, RDATE or EXDATE is expected")
	}
	if err != nil {
		return line.wrap(err)
	}
	return nil
}

// zoneFinder finds the zone that a TZID names.
type zoneFinder func(name string) (timeZone, error)

// parseCalendarTimes reads a list of times with the line's TZID.
func parseCalendarTimes(line *contentLine, list string, zones zoneFinder) ([]calendarTime, error) {
	var times []calendarTime
	for text := range strings.SplitSeq(list, ",") {
		value, err := parseCalendarTime(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		if name, ok := line.parameters["TZID"]; ok && value.zone == nil && !value.isDate {
			zone, err := zones(name)
			if err != nil {
				return nil, err
			}
			value.zone = &zone
		}
		times = append(times, value)
	}
	return times, nil
}

// parseAddedTimes reads times, or periods: START/END or START/DURATION.
func parseAddedTimes(line *contentLine, zones zoneFinder) ([]addedTime, error) {
	var added []addedTime
	for text := range strings.SplitSeq(line.value, ",") {
		start, end, isPeriod := strings.Cut(text, "/")
		times, err := parseCalendarTimes(line, start, zones)
		if err != nil {
			return nil, err
		}
		entry := addedTime{calendarTime: times[0]}
		if isPeriod {
			length, err := parsePeriodEnd(line, times[0], end, zones)
			if err != nil {
				return nil, err
			}
			entry.duration = &length
		}
		added = append(added, entry)
	}
	return added, nil
}

func parsePeriodEnd(line *contentLine, start calendarTime, end string, zones zoneFinder) (calendarDuration, error) {
	if strings.HasPrefix(strings.ToUpper(strings.TrimLeft(end, "+-")), "P") {
		return parseCalendarDuration(end)
	}
	times, err := parseCalendarTimes(line, end, zones)
	if err != nil {
		return calendarDuration{}, err
	}
	return durationBetween(start.in(utcZone), times[0].in(utcZone))
}

// durationBetween is the exact duration between two times, or the days between two dates.
func durationBetween(start, end calendarTime) (calendarDuration, error) {
	var length calendarDuration
	if start.isDate {
		length.days = int(end.local.Sub(start.local) / (24 * time.Hour))
	} else {
		length.exact = end.instant().Sub(start.instant())
	}
	if start.isDate != end.isDate {
		return length, errors.New("is a date where the start is a time, or the other way round")
	}
	if length.days < 0 || length.exact < 0 {
		return length, errors.New("is before the start")
	}
	return length, nil
}

// occurrences lists those from one instant until before another, by time. The start is always
// the first (section 3.8.5.3), whether or not the rule falls on it.
func (r *recurrence) occurrences(from, to time.Time, steps *int) ([]occurrence, error) {
	list := []occurrence{}
	first := r.occurrence(r.start.local)
	if len(r.rules) == 0 || slices.ContainsFunc(r.rules, func(l ruleLine) bool { return !r.hasEnded(l.recurrenceRule, first) }) {
		list = append(list, first)
	}
	for i := range r.rules {
		rule := &r.rules[i]
		var err error
		if list, err = r.appendRule(list, rule.recurrenceRule, from, to, steps); err != nil {
			return nil, rule.wrap(err)
		}
	}
	for _, added := range r.added {
		entry := r.occurrenceAt(added.calendarTime)
		entry.duration = added.duration
		list = append(list, entry)
	}
	excludes := r.exclusions()
	list = slices.DeleteFunc(list, func(o occurrence) bool { return o.at.Before(from) || !o.at.Before(to) || excludes(o) })
	slices.SortStableFunc(list, func(a, b occurrence) int { return a.at.Compare(b.at) })
	return slices.CompactFunc(list, func(a, b occurrence) bool { return a.at.Equal(b.at) }), nil
}

// occurrence is the one at a local time of the start's clock.
func (r *recurrence) occurrence(local time.Time) occurrence {
	at, skipped := r.start.zone.instant(local)
	return occurrence{local: local, at: at, skipped: skipped}
}

// namesDay reports whether a value names an occurrence by its day: it is a date, or a midnight
// where the series is of days.
func (r *recurrence) namesDay(value calendarTime) bool {
	return value.isDate || r.start.isDate && sinceMidnight(value.local) == 0
}

// occurrenceAt is the one that a value names.
func (r *recurrence) occurrenceAt(value calendarTime) occurrence {
	if r.namesDay(value) {
		return r.occurrence(date(value.local.Date()).Add(sinceMidnight(r.start.local)))
	}
	at, skipped := value.zone.instant(value.local)
	return occurrence{local: r.start.zone.local(at), at: at, skipped: skipped}
}

// appendRule adds what a rule gives after the start, which is the first that COUNT counts.
func (r *recurrence) appendRule(list []occurrence, rule *recurrenceRule, from, to time.Time, steps *int) ([]occurrence, error) {
	before, after := r.start.zone.local(from).Add(-24*time.Hour), r.start.zone.local(to).Add(24*time.Hour)
	if rule.until != nil && rule.until.local.Before(after) {
		after = rule.until.local.AddDate(0, 0, 2) // in whatever zone it is
	}
	count := 1
	for local := range rule.expand(r.start.local, before, after, steps).times() {
		if local.Equal(r.start.local) {
			continue
		}
		next := r.occurrence(local)
		if count == rule.count || r.hasEnded(rule, next) {
			return list, nil
		}
		count++
		if count > maxOccurrences {
			return nil, errTooManyOccurrences
		}
		list = append(list, next)
	}
	if *steps <= 0 {
		return nil, errSearchTooLong
	}
	return list, nil
}

// hasEnded reports whether a rule's UNTIL is before an occurrence. UNTIL includes its own time, or
// its whole day where it is a date. Of a series of days it should be a date; where programs
// write a time, some mean the day and some the midnight in UTC, so it includes both.
func (r *recurrence) hasEnded(rule *recurrenceRule, o occurrence) bool {
	until := rule.until
	if until == nil {
		return false
	}
	isAfter := o.local.After(until.local)
	if until.zone != nil {
		isAfter = o.at.After(until.local) // which is in UTC
	}
	if until.isDate || r.start.isDate {
		dayAfter := date(until.local.Date()).AddDate(0, 0, 1)
		isAfter = isAfter && !o.local.Before(dayAfter)
	}
	return isAfter
}

// exclusions returns whether EXDATE removes an occurrence.
func (r *recurrence) exclusions() func(occurrence) bool {
	days, instants := map[time.Time]bool{}, map[int64]bool{}
	for _, value := range r.excluded {
		if r.namesDay(value) {
			days[date(value.local.Date())] = true
		} else {
			instants[value.instant().Unix()] = true
		}
	}
	return func(o occurrence) bool {
		return days[date(o.local.Date())] || instants[o.at.Unix()]
	}
}
