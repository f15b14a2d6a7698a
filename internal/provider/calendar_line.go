package provider

import (
	"errors"
	"fmt"
	"strings"
)

// Calendars are read by code of our own. github.com/arran4/golang-ical v0.3.4 refuses names in
// lower case, gives categories in which an escaped comma is no longer different from one that
// separates, and does not say on which line an event is wrong.

// contentLine is a property of a calendar: an unfolded line NAME;PARAMETER=value:value
// (RFC 5545, section 3.1).
type contentLine struct {
	number int // of its first line in the text, from 1
	// name is in capitals, as are the names of parameters: they are not case-sensitive.
	name       string
	parameters map[string]string
	value      string
}

// wrap adds to an error where in the text it is.
func (l *contentLine) wrap(err error) error {
	return fmt.Errorf("line %d: %s: %w", l.number, l.name, err)
}

// parseContentLines takes a text apart into its properties.
func parseContentLines(text string) ([]contentLine, error) {
	lines, err := unfold(text)
	if err != nil {
		return nil, err
	}
	for i := range lines {
		if err := lines[i].parse(); err != nil {
			return nil, fmt.Errorf("line %d: %s %w", lines[i].number, quoted(lines[i].value), err)
		}
	}
	return lines, nil
}

// unfold joins a line with those after it that start with a blank. Lines may end with LF or
// CRLF, a byte order mark may be in front, and empty lines are skipped.
func unfold(text string) ([]contentLine, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var lines []contentLine
	var parts [][]string // of each line
	for i, line := range strings.Split(text, "\n") {
		isBlank := strings.TrimSpace(line) == ""
		switch continues := strings.TrimLeft(line, " \t") != line; {
		case continues && len(lines) > 0:
			parts[len(lines)-1] = append(parts[len(lines)-1], line[1:])
		case isBlank:
		case continues:
			return nil, fmt.Errorf("line %d: starts with a blank, which continues the line before, and there is none", i+1)
		default:
			lines, parts = append(lines, contentLine{number: i + 1}), append(parts, []string{line})
		}
	}
	for i := range lines {
		lines[i].value = strings.Join(parts[i], "")
	}
	return lines, nil
}

// parse splits the text in the line's value.
func (l *contentLine) parse() error {
	end := strings.IndexAny(l.value, ";:")
	if end < 1 || strings.ContainsAny(l.value[:end], " \t\"=,") {
		return errors.New("is no property: NAME:value is expected")
	}
	name, rest := l.value[:end], l.value[end:]
	for rest[0] == ';' {
		key, value, ok := strings.Cut(rest[1:], "=")
		if !ok || strings.ContainsAny(key, ";:\"") {
			return errors.New("has a parameter without a value")
		}
		first, after, err := cutParameterValues(value)
		if err != nil {
			return err
		}
		if l.parameters == nil {
			l.parameters = map[string]string{}
		}
		l.parameters[strings.ToUpper(key)] = first
		rest = after
	}
	l.name, l.value = strings.ToUpper(name), rest[1:]
	return nil
}

// cutParameterValues reads the first of a parameter's values, and what follows all of them,
// which starts with a semicolon or a colon.
func cutParameterValues(text string) (first, rest string, err error) {
	rest = "," + text
	for n := 0; rest[0] == ','; n++ {
		var value string
		if strings.HasPrefix(rest[1:], `"`) {
			closing := strings.Index(rest[2:], `"`)
			if closing < 0 {
				return "", "", errors.New("has a quoted parameter without its closing quote")
			}
			value, rest = rest[2:2+closing], rest[3+closing:]
		} else {
			end := strings.IndexAny(rest[1:], ",;:")
			if end < 0 {
				return "", "", errors.New("has no colon before its value")
			}
			value, rest = rest[1:1+end], rest[1+end:]
		}
		if n == 0 {
			first = value
		}
		if strings.IndexAny(rest, ",;:") != 0 {
			return "", "", errors.New("has no colon before its value")
		}
	}
	return first, rest, nil
}
