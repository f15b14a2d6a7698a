package provider

import (
	"fmt"
	"slices"
	"time"
)

// calendarSeries is what a calendar says of one UID.
type calendarSeries struct {
	uid    string
	master *calendarEvent // nil where only changed occurrences are there
	// changed are occurrences that have an event of their own, by their original start.
	changed map[int64]*calendarEvent
}

// groupEvents puts together the events of each UID. Of several revisions the latest counts.
func groupEvents(events []*calendarEvent) ([]*calendarSeries, error) {
	var list []*calendarSeries
	byUID := map[string]*calendarSeries{}
	for _, event := range events {
		series := byUID[event.uid]
		if series == nil {
			series = &calendarSeries{uid: event.uid, changed: map[int64]*calendarEvent{}}
			byUID[event.uid], list = series, append(list, series)
		}
		if event.original == nil {
			latest, err := laterRevision(series.master, event)
			if err != nil {
				return nil, err
			}
			series.master = latest
		}
	}
	// An original start may be written in the zone of the series.
	for _, event := range events {
		if event.original == nil {
			continue
		}
		series := byUID[event.uid]
		at := series.originalStart(event).Unix()
		latest, err := laterRevision(series.changed[at], event)
		if err != nil {
			return nil, err
		}
		series.changed[at] = latest
	}
	return list, nil
}

// laterRevision chooses by SEQUENCE, then by DTSTAMP. Events that differ and say nothing of
// their order are not two revisions: to take one would lose the other.
func laterRevision(a, b *calendarEvent) (*calendarEvent, error) {
	switch {
	case a == nil || a.sequence < b.sequence:
		return b, nil
	case a.sequence > b.sequence:
		return a, nil
	case !a.stamp.Equal(b.stamp):
		if a.stamp.After(b.stamp) {
			return a, nil
		}
		return b, nil
	}
	same := slices.EqualFunc(a.properties, b.properties, func(p, q contentLine) bool { return p.name == q.name && p.value == q.value })
	if !same {
		return nil, fmt.Errorf("line %d: this event and the one of line %d differ, and have the same UID, SEQUENCE and DTSTAMP", b.line, a.line)
	}
	return a, nil
}

// originalStart is when an occurrence was before it was changed.
func (s *calendarSeries) originalStart(changed *calendarEvent) time.Time {
	if s.master == nil {
		return changed.original.in(changed.floating).instant()
	}
	return s.master.occurrenceAt(changed.original.in(s.master.floating)).at
}

// lessons lists the occurrences that are not cancelled, in no order.
func (s *calendarSeries) lessons(windows map[*calendarFile]calendarWindow, steps *int) ([]calendarLesson, error) {
	var list []calendarLesson
	if s.master != nil {
		if s.master.isCancelled() {
			return nil, nil
		}
		window := windows[s.master.file]
		occurrences, err := s.master.occurrences(window.from, window.until, steps)
		if err != nil {
			return nil, err
		}
		list = s.unchanged(occurrences)
	}
	for original, event := range s.changed {
		o := event.occurrence(event.start.local)
		if !event.isCancelled() && windows[event.file].has(o.at) {
			list = append(list, event.lesson(s.key(time.Unix(original, 0)), o))
		}
	}
	return list, nil
}

// unchanged gives the lessons of those occurrences that have no event of their own.
func (s *calendarSeries) unchanged(occurrences []occurrence) []calendarLesson {
	var list []calendarLesson
	for _, o := range occurrences {
		if s.changed[o.at.Unix()] != nil {
			continue
		}
		key := s.uid
		if s.master.repeats() {
			key = s.key(o.at)
		}
		list = append(list, s.master.lesson(key, o))
	}
	return list
}

// key names an occurrence of a series by its original start, so that it keeps its name when
// it is moved.
func (s *calendarSeries) key(original time.Time) string {
	return s.uid + "/" + original.UTC().Format("20060102T150405Z")
}
