package provider

import (
	"fmt"
	"strings"
)

// calendarFile is a VCALENDAR with the time zones that it names.
type calendarFile struct {
	*calendarComponent
	zones map[string]timeZone
}

// findZone finds the zone of a TZID: by its name, and else by its VTIMEZONE.
func (f *calendarFile) findZone(name string) (timeZone, error) {
	if zone, ok := f.zones[name]; ok {
		return zone, nil
	}
	zone, err := loadCalendarZone(name)
	if err != nil {
		if definition := f.vtimezone(name); definition != nil {
			if zone, err = definition.timeZone(name); err != nil {
				err = fmt.Errorf("its VTIMEZONE: %w", err)
			}
		}
	}
	if err != nil {
		return timeZone{}, err
	}
	f.zones[name] = zone
	return zone, nil
}

// loadCalendarZone takes a name, or an id that ends with one: "/vendor/version/Europe/Berlin".
func loadCalendarZone(name string) (timeZone, error) {
	zone, err := loadTimeZone(name)
	for rest := name; err != nil && strings.HasPrefix(name, "/"); {
		_, after, ok := strings.Cut(rest, "/")
		if !ok {
			break
		}
		rest = after
		if found, missing := loadTimeZone(rest); missing == nil {
			return found, nil
		}
	}
	return zone, err
}

func (f *calendarFile) vtimezone(name string) *calendarComponent {
	for _, component := range f.components {
		if id := component.text("TZID"); component.name == "VTIMEZONE" && id != nil && *id == name {
			return component
		}
	}
	return nil
}

// ownZone is the zone that the calendar gives for floating times.
func (f *calendarFile) ownZone() (zone timeZone, found bool, err error) {
	property := f.property("X-WR-TIMEZONE")
	if property == nil {
		return timeZone{}, false, nil
	}
	if zone, err = f.findZone(strings.TrimSpace(property.value)); err != nil {
		return timeZone{}, false, property.wrap(err)
	}
	return zone, true, nil
}

// dayZone is the zone in which the calendar's days begin: its own, else the one that its first
// event or VTIMEZONE names, else UTC.
func (f *calendarFile) dayZone() (timeZone, error) {
	if zone, found, err := f.ownZone(); found || err != nil {
		return zone, err
	}
	name, line := f.firstZone()
	if line == nil {
		return utcZone, nil
	}
	zone, err := f.findZone(name)
	if err != nil {
		return timeZone{}, line.wrap(err)
	}
	return zone, nil
}

// firstZone is the first name of a zone, and where it is.
func (f *calendarFile) firstZone() (string, *contentLine) {
	for _, component := range f.components {
		start := component.property("DTSTART")
		if component.name == "VEVENT" && start != nil && start.parameters["TZID"] != "" {
			return start.parameters["TZID"], start
		}
	}
	for _, component := range f.components {
		if id := component.property("TZID"); component.name == "VTIMEZONE" && id != nil {
			return unescapeText(id.value), id
		}
	}
	return "", nil
}
