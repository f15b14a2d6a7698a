package provider

import (
	"errors"
	"time"
)

// calendarWindow is the time in which lessons start: from an instant until before another.
type calendarWindow struct{ from, until time.Time }

func (w calendarWindow) has(at time.Time) bool { return !at.Before(w.from) && at.Before(w.until) }

// bound reads an end of the window: an instant, or a day in the calendar's zone.
func (f *calendarFile) bound(text string) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, errors.New(quoted(text) + " is no RFC 3339 time or date such as 2026-10-26")
	}
	zone, err := f.dayZone()
	if err != nil {
		return time.Time{}, err
	}
	at, _ := zone.instant(day)
	return at, nil
}
