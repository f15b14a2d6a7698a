package provider

import (
	"errors"
	"fmt"
	"strings"
)

// calendarComponent is what stands between BEGIN and END (RFC 5545, section 3.6).
type calendarComponent struct {
	name       string
	line       int // of BEGIN
	properties []contentLine
	components []*calendarComponent
}

// parseComponents reads the calendars of a text. There can be several, one after another.
func parseComponents(text string) ([]*calendarComponent, error) {
	lines, err := parseContentLines(text)
	if err != nil {
		return nil, err
	}
	file := &calendarComponent{}
	open := []*calendarComponent{file}
	for i := range lines {
		if open, err = lines[i].addTo(open); err != nil {
			return nil, lines[i].wrap(err)
		}
	}
	if last := open[len(open)-1]; last != file {
		return nil, fmt.Errorf("line %d: BEGIN:%s has no END: the file is not complete", last.line, last.name)
	}
	if len(file.components) == 0 {
		return nil, errors.New("is empty: BEGIN:VCALENDAR is expected")
	}
	return file.components, nil
}

// addTo adds a line to the innermost of the open components, the first of which is the file,
// and gives those that are open after it.
func (l *contentLine) addTo(open []*calendarComponent) ([]*calendarComponent, error) {
	inner, name := open[len(open)-1], strings.ToUpper(strings.TrimSpace(l.value))
	switch {
	case len(open) == 1 && (l.name != "BEGIN" || name != "VCALENDAR"):
		return nil, errors.New("BEGIN:VCALENDAR is expected")
	case l.name == "BEGIN":
		component := &calendarComponent{name: name, line: l.number}
		inner.components = append(inner.components, component)
		return append(open, component), nil
	case l.name == "END" && name != inner.name:
		return nil, fmt.Errorf("%s ends, where END:%s is expected for line %d", quoted(name), inner.name, inner.line)
	case l.name == "END":
		return open[:len(open)-1], nil
	}
	inner.properties = append(inner.properties, *l)
	return open, nil
}

// property is the first of a name, or nil.
func (c *calendarComponent) property(name string) *contentLine {
	for i := range c.properties {
		if c.properties[i].name == name {
			return &c.properties[i]
		}
	}
	return nil
}

// required is the first property of a name.
func (c *calendarComponent) required(name string) (*contentLine, error) {
	if property := c.property(name); property != nil {
		return property, nil
	}
	return nil, fmt.Errorf("line %d: %s has no %s", c.line, c.name, name)
}

// text is the value of a TEXT property, or nil where there is none.
func (c *calendarComponent) text(name string) *string {
	property := c.property(name)
	if property == nil || property.value == "" {
		return nil
	}
	text := unescapeText(property.value)
	return &text
}
