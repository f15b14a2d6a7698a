package provider

import (
	"cmp"
	"slices"
	"time"
)

// calendarSeries is what a calendar says of one UID.
type calendarSeries struct {
	uid string
	// events are those that repeat, or the only one.
	events []*calendarEvent
	// single are occurrences that have an event of their own, by their original start.
	single map[int64]*calendarEvent
}

// groupEvents puts together the events of each UID.
func groupEvents(events []*calendarEvent) []*calendarSeries {
	var list []*calendarSeries
	byUID := map[string]*calendarSeries{}
	for _, event := range events {
		series := byUID[event.uid]
		if series == nil {
			series = &calendarSeries{uid: event.uid, single: map[int64]*calendarEvent{}}
			byUID[event.uid], list = series, append(list, series)
		}
		if event.original == nil {
			series.addRevision(event)
		}
	}
	for _, series := range list {
		series.separateSingles()
	}
	// An original start may be written in the zone of the series.
	for _, event := range events {
		if event.original != nil {
			series := byUID[event.uid]
			series.addSingle(series.originalStart(event), event)
		}
	}
	return list
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

// separateSingles makes occurrences of those of several events that do not repeat.
func (s *calendarSeries) separateSingles() {
	if len(s.events) < 2 {
		return
	}
	s.events = slices.DeleteFunc(s.events, func(event *calendarEvent) bool {
		if !event.repeats() {
			s.addSingle(event.startsAt, event)
		}
		return !event.repeats()
	})
}

func (s *calendarSeries) addSingle(original time.Time, event *calendarEvent) {
	s.single[original.Unix()] = laterRevision(s.single[original.Unix()], event)
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
	return series.occurrenceAt(changed.original.in(series.floating)).at
}

// lessons lists the occurrences that are not cancelled, in no order. If all that repeats is
// cancelled, so are the changed occurrences.
func (s *calendarSeries) lessons(windows map[*calendarFile]calendarWindow, steps *int) ([]calendarLesson, error) {
	active := slices.DeleteFunc(slices.Clone(s.events), (*calendarEvent).isCancelled)
	if len(s.events) > 0 && len(active) == 0 {
		return nil, nil
	}
	var list []calendarLesson
	for _, event := range active {
		window := windows[event.file]
		occurrences, err := event.occurrences(window.from, window.until, steps)
		if err != nil {
			return nil, err
		}
		list = append(list, s.lessonsOf(event, occurrences)...)
	}
	for original, event := range s.single {
		o := event.occurrence(event.start.local)
		if !event.isCancelled() && windows[event.file].has(o.at) {
			list = append(list, event.lesson(s.key(time.Unix(original, 0)), o))
		}
	}
	return list, nil
}

// lessonsOf gives the lessons of those occurrences that have no event of their own.
func (s *calendarSeries) lessonsOf(event *calendarEvent, occurrences []occurrence) []calendarLesson {
	var list []calendarLesson
	for _, o := range occurrences {
		if s.single[o.at.Unix()] != nil {
			continue
		}
		key := s.uid
		if event.repeats() {
			key = s.key(o.at)
		}
		list = append(list, event.lesson(key, o))
	}
	return list
}

// key names an occurrence of a series by its original start, so that it keeps its name when
// it is moved.
func (s *calendarSeries) key(original time.Time) string {
	return s.uid + "/" + original.UTC().Format("20060102T150405Z")
}
