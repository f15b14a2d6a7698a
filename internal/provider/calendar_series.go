package provider

import (
	"cmp"
	"slices"
	"time"
)

// calendarSeries is what a calendar says of one UID.
type calendarSeries struct {
	uid string
	// events are those that are no changed occurrences. Of them, repeating are a series each, and
	// single are a lesson each, by their start.
	events    []*calendarEvent
	repeating []*calendarEvent
	single    map[int64]*calendarEvent
	// changed are the occurrences that have an event of their own, by their original start.
	changed map[int64]*calendarEvent
}

// groupEvents puts together the events of each UID.
func groupEvents(events []*calendarEvent) []*calendarSeries {
	var list []*calendarSeries
	byUID := map[string]*calendarSeries{}
	for _, event := range events {
		series := byUID[event.uid]
		if series == nil {
			series = &calendarSeries{uid: event.uid, single: map[int64]*calendarEvent{}, changed: map[int64]*calendarEvent{}}
			byUID[event.uid], list = series, append(list, series)
		}
		if event.original == nil {
			series.addRevision(event)
		}
	}
	for _, series := range list {
		series.divide()
	}
	// An original start may be written in the zone of the series.
	for _, event := range events {
		if event.original != nil {
			series := byUID[event.uid]
			original := series.originalStart(event).Unix()
			series.changed[original] = laterRevision(series.changed[original], event)
		}
	}
	return list
}

// divide separates the events that repeat from the others.
func (s *calendarSeries) divide() {
	for _, event := range s.events {
		if event.repeats() {
			s.repeating = append(s.repeating, event)
		} else {
			s.single[event.startsAt.Unix()] = event
		}
	}
}

// addRevision adds an event that is no changed occurrence. Those with the highest SEQUENCE
// count. There can be several, as some programs give all lessons of a course one UID.
func (s *calendarSeries) addRevision(event *calendarEvent) {
	s.events = slices.DeleteFunc(s.events, func(e *calendarEvent) bool { return e.sequence < event.sequence })
	for i, other := range s.events {
		if other.sequence > event.sequence {
			return
		}
		if other.startsAt.Equal(event.startsAt) {
			s.events[i] = laterRevision(other, event)
			return
		}
	}
	s.events = append(s.events, event)
}

// laterRevision chooses by SEQUENCE, then by DTSTAMP, then by the order in the file.
func laterRevision(a, b *calendarEvent) *calendarEvent {
	if a != nil && cmp.Or(cmp.Compare(a.sequence, b.sequence), a.stamp.Compare(b.stamp)) > 0 {
		return a
	}
	return b
}

// originalStart is when an occurrence was before it was changed.
func (s *calendarSeries) originalStart(changed *calendarEvent) time.Time {
	if len(s.events) == 0 {
		return changed.original.in(changed.floating).instant()
	}
	series := s.events[0]
	if len(s.repeating) > 0 {
		series = s.repeating[0]
	}
	return series.occurrenceAt(changed.original.in(series.floating)).at
}

// lessons lists the occurrences that are not cancelled, in no order.
func (s *calendarSeries) lessons(windows map[*calendarFile]calendarWindow, steps *int) ([]calendarLesson, error) {
	var list []calendarLesson
	for _, event := range s.events {
		if event.isCancelled() {
			continue
		}
		window := windows[event.file]
		occurrences, err := event.occurrences(window.from, window.until, steps)
		if err != nil {
			return nil, err
		}
		list = append(list, s.lessonsOf(event, occurrences)...)
	}
	for seconds, event := range s.changed {
		o, original := event.occurrence(event.start.local), time.Unix(seconds, 0)
		if event.isCancelled() || !windows[event.file].has(o.at) {
			continue
		}
		cancelled, err := s.cancels(original, steps)
		if err != nil {
			return nil, err
		}
		if !cancelled {
			list = append(list, event.lesson(s.key(original), o))
		}
	}
	return list, nil
}

// lessonsOf gives the lessons of those occurrences that have no event of their own.
func (s *calendarSeries) lessonsOf(event *calendarEvent, occurrences []occurrence) []calendarLesson {
	var list []calendarLesson
	for _, o := range occurrences {
		single := s.single[o.at.Unix()]
		if s.changed[o.at.Unix()] != nil || single != nil && single != event {
			continue
		}
		list = append(list, event.lesson(s.key(o.at), o))
	}
	return list
}

// cancels reports whether the changed occurrence of an original start is cancelled with its
// series. What else has the UID of a cancelled series goes on.
func (s *calendarSeries) cancels(original time.Time, steps *int) (bool, error) {
	if event := s.single[original.Unix()]; event != nil {
		return event.isCancelled(), nil
	}
	series := s.repeating
	if len(series) == 0 {
		series = s.events
	}
	cancelled := slices.DeleteFunc(slices.Clone(series), func(e *calendarEvent) bool { return !e.isCancelled() })
	if len(cancelled) == 0 || len(cancelled) == len(series) {
		return len(cancelled) > 0, nil
	}
	belongs := false
	for _, event := range series {
		found, err := event.occurrences(original, original.Add(time.Second), steps)
		if err != nil || len(found) > 0 && !event.isCancelled() {
			return false, err
		}
		belongs = belongs || len(found) > 0
	}
	return belongs, nil
}

// key names the only lesson of a UID by it, and one of several by its original start as well, so
// that it keeps its name when it is moved.
func (s *calendarSeries) key(original time.Time) string {
	if len(s.events) == 1 && s.single[original.Unix()] != nil {
		return s.uid
	}
	return s.uid + "/" + original.UTC().Format("20060102T150405Z")
}
