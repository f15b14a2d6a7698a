package provider

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"
)

// zoneChange is an instant from which on an offset is in force.
type zoneChange struct {
	at     time.Time
	offset int
}

// endOfZoneChanges is how far a VTIMEZONE is expanded.
var endOfZoneChanges = date(2200, time.January, 1)

// timeZone reads a VTIMEZONE (section 3.6.5).
func (c *calendarComponent) timeZone(name string) (timeZone, error) {
	if location := c.text("X-LIC-LOCATION"); location != nil {
		if zone, err := loadTimeZone(*location); err == nil {
			return zone, nil
		}
	}
	var changes []zoneChange
	var before zoneChange // the earliest start, with the offset before it
	for _, observance := range c.components {
		from, list, err := observance.zoneChanges()
		if err != nil {
			return timeZone{}, err
		}
		if len(changes) == 0 || list[0].at.Before(before.at) {
			before = zoneChange{list[0].at, from}
		}
		changes = append(changes, list...)
	}
	if len(changes) == 0 {
		return timeZone{}, fmt.Errorf("line %d: VTIMEZONE has no STANDARD or DAYLIGHT", c.line)
	}
	slices.SortStableFunc(changes, func(a, b zoneChange) int { return a.at.Compare(b.at) })
	return timeZone{name: name, offset: func(at time.Time) int {
		next := sort.Search(len(changes), func(i int) bool { return changes[i].at.After(at) })
		if next == 0 {
			return before.offset
		}
		return changes[next-1].offset
	}}, nil
}

// zoneChanges gives the times at which a STANDARD or DAYLIGHT comes into force, the first one
// first, and the offset before.
func (c *calendarComponent) zoneChanges() (from int, changes []zoneChange, err error) {
	from, err = c.offset("TZOFFSETFROM")
	if err != nil {
		return 0, nil, err
	}
	to, err := c.offset("TZOFFSETTO")
	if err != nil {
		return 0, nil, err
	}
	// Its times are local times with the offset before the change.
	list, err := c.onsets(timeZone{offset: func(time.Time) int { return from }})
	if err != nil {
		return 0, nil, err
	}
	for _, o := range list {
		changes = append(changes, zoneChange{o.at, to})
	}
	return from, changes, nil
}

// onsets expands the component's own recurrence. There is at least one.
func (c *calendarComponent) onsets(zone timeZone) ([]occurrence, error) {
	start, err := c.required("DTSTART")
	if err != nil {
		return nil, err
	}
	local, err := parseCalendarTime(start.value)
	if err != nil {
		return nil, start.wrap(err)
	}
	r := recurrence{start: local.in(zone), floating: zone}
	for i := range c.properties {
		if line := &c.properties[i]; line.name == "RRULE" || line.name == "RDATE" {
			if err := r.addLine(line, noZones); err != nil {
				return nil, err
			}
		}
	}
	steps := maxSteps
	list, err := r.occurrences(time.Time{}, endOfZoneChanges, &steps)
	if err == nil && len(list) == 0 {
		err = start.wrap(errors.New("is never"))
	}
	return list, err
}

// noZones is for times that must not name a zone.
func noZones(name string) (timeZone, error) { return timeZone{}, unknownTimeZone(name) }

// offset reads a UTC-OFFSET (section 3.3.14), in seconds.
func (c *calendarComponent) offset(name string) (int, error) {
	line, err := c.required(name)
	if err != nil {
		return 0, err
	}
	at, err := parseAny(line.value, "-0700", "-070000")
	if err != nil {
		return 0, line.wrap(errors.New(quoted(line.value) + " is no offset such as +0100"))
	}
	_, offset := at.Zone()
	return offset, nil
}
