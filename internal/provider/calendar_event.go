package provider

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// calendarEvent is a VEVENT (RFC 5545, section 3.6.1): a lesson, a series of lessons, or what
// became of one lesson of a series.
type calendarEvent struct {
	*calendarComponent
	file *calendarFile
	uid  string
	// sequence and stamp order the revisions of an event.
	sequence int
	stamp    time.Time
	// original is the RECURRENCE-ID: which occurrence of the series this is.
	original *calendarTime
	recurrence
	startsAt time.Time
	duration calendarDuration
	status   *string
}

// parseCalendarFiles reads the events of each calendar in a text.
func parseCalendarFiles(text string) (files []*calendarFile, events []*calendarEvent, err error) {
	components, err := parseComponents(text)
	if err != nil {
		return nil, nil, err
	}
	for _, component := range components {
		file := &calendarFile{calendarComponent: component, zones: map[string]timeZone{}}
		files = append(files, file)
		for _, component := range file.components {
			if component.name != "VEVENT" {
				continue
			}
			event, err := file.parseEvent(component)
			if err != nil {
				return nil, nil, err
			}
			events = append(events, event)
		}
	}
	return files, events, nil
}

func (f *calendarFile) parseEvent(c *calendarComponent) (*calendarEvent, error) {
	event := &calendarEvent{calendarComponent: c, file: f, status: c.text("STATUS")}
	if event.status != nil {
		*event.status = strings.ToUpper(strings.TrimSpace(*event.status))
	}
	for _, parse := range []func(*calendarEvent) error{
		(*calendarEvent).parseRevision,
		(*calendarEvent).parseStart,
		(*calendarEvent).parseDuration,
		(*calendarEvent).parseOriginal,
		(*calendarEvent).parseRecurrence,
	} {
		if err := parse(event); err != nil {
			return nil, err
		}
	}
	return event, nil
}

func (e *calendarEvent) isCancelled() bool { return e.status != nil && *e.status == "CANCELLED" }

func (e *calendarEvent) parseRevision() error {
	uid, err := e.required("UID")
	if err != nil {
		return err
	}
	if e.uid = unescapeText(strings.TrimSpace(uid.value)); e.uid == "" {
		return uid.wrap(errors.New("is empty"))
	}
	if line := e.property("SEQUENCE"); line != nil {
		if e.sequence, err = parseNumber("the value", strings.TrimSpace(line.value), 0, 1<<31-1); err != nil {
			return line.wrap(err)
		}
	}
	if line := e.property("DTSTAMP"); line != nil {
		stamp, err := parseCalendarTime(line.value)
		if err != nil {
			return line.wrap(err)
		}
		e.stamp = stamp.local
	}
	return nil
}

func (e *calendarEvent) parseStart() error {
	line, err := e.required("DTSTART")
	if err != nil {
		return err
	}
	if e.start, err = e.parseTime(line); err != nil {
		return line.wrap(err)
	}
	if e.floating, err = e.floatingZone(); err != nil {
		return line.wrap(err)
	}
	e.start = e.start.in(e.floating)
	e.startsAt = e.start.instant()
	return nil
}

// floatingZone is the zone of the event's times that name none: the start's, unless that is a
// day, or in UTC where the calendar has a zone of its own.
func (e *calendarEvent) floatingZone() (timeZone, error) {
	if e.start.isDate {
		return e.file.dayZone()
	}
	own, hasOwn, err := e.file.ownZone()
	switch {
	case e.start.zone != nil && (e.start.zone != &utcZone || !hasOwn):
		return *e.start.zone, nil
	case err == nil && !hasOwn:
		err = errors.New("has no time zone: neither a TZID, nor is there an X-WR-TIMEZONE of the calendar")
	}
	return own, err
}

// parseTime reads a property that is one time.
func (e *calendarEvent) parseTime(line *contentLine) (calendarTime, error) {
	times, err := parseCalendarTimes(line, line.value, e.file.findZone)
	if err == nil && len(times) != 1 {
		err = errors.New(quoted(line.value) + " is more than one time")
	}
	if err != nil {
		return calendarTime{}, err
	}
	return times[0], nil
}

// parseDuration reads DTEND or DURATION. Without either, a day lasts the day, and a time is a
// moment.
func (e *calendarEvent) parseDuration() error {
	if line := e.property("DTEND"); line != nil {
		end, err := e.parseTime(line)
		if err == nil {
			e.duration, err = durationBetween(e.start, end.in(*e.start.zone))
		}
		if err != nil {
			return line.wrap(err)
		}
	} else if line := e.property("DURATION"); line != nil {
		duration, err := parseCalendarDuration(line.value)
		if err != nil {
			return line.wrap(err)
		}
		e.duration = duration
	}
	// Some programs write a day that ends when it starts.
	if e.start.isDate && e.duration == (calendarDuration{}) {
		e.duration.days = 1
	}
	return nil
}

func (e *calendarEvent) parseOriginal() error {
	line := e.property("RECURRENCE-ID")
	if line == nil {
		return nil
	}
	original, err := e.parseTime(line)
	if err == nil && line.parameters["RANGE"] != "" {
		err = errors.New("RANGE is not supported: each changed occurrence needs an event")
	}
	if err != nil {
		return line.wrap(err)
	}
	e.original = &original
	return nil
}

func (e *calendarEvent) parseRecurrence() error {
	if e.original != nil {
		return nil // it is one occurrence
	}
	for i := range e.properties {
		line := &e.properties[i]
		if slices.Contains([]string{"RRULE", "RDATE", "EXDATE", "EXRULE"}, line.name) {
			if err := e.addLine(line, e.file.findZone); err != nil {
				return err
			}
		}
	}
	return nil
}
