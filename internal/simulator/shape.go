package simulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// findings collects what the documents do not allow in one request. A fatal
// finding is one that the service cannot make sense of: it answers 400/400.
type findings struct {
	list  []string
	fatal bool
}

func (f *findings) note(format string, args ...any) {
	f.list = append(f.list, fmt.Sprintf(format, args...))
}

func (f *findings) fail(format string, args ...any) {
	f.note(format, args...)
	f.fatal = true
}

// check judges one JSON value found at path.
type check func(f *findings, path string, v any)

// shape is a documented JSON object: its fields by name.
type shape map[string]field

type field struct {
	check    check
	required bool
}

func required(c check) field { return field{check: c, required: true} }
func optional(c check) field { return field{check: c} }

// object checks the fields of an object; a field the documents do not name is
// a finding, but the service ignores it.
func object(s shape) check {
	return func(f *findings, path string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			f.fail("%s is not an object", path)
			return
		}
		s.check(f, path, m)
	}
}

func (s shape) check(f *findings, path string, m map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		at := strings.TrimPrefix(path+"."+name, ".")
		if known, ok := s[name]; ok {
			known.check(f, at, m[name])
		} else {
			f.note("%s is not documented", at)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if _, ok := m[name]; s[name].required && !ok {
			f.fail("%s is missing", strings.TrimPrefix(path+"."+name, "."))
		}
	}
}

func anyObject(f *findings, path string, v any) {
	if _, ok := v.(map[string]any); !ok {
		f.fail("%s is not an object", path)
	}
}

func boolean(f *findings, path string, v any) {
	if _, ok := v.(bool); !ok {
		f.fail("%s is not a boolean", path)
	}
}

// text allows a string of at most limit characters; 0 is no limit.
func text(limit int) check {
	return func(f *findings, path string, v any) {
		t, ok := v.(string)
		if !ok {
			f.fail("%s is not a string", path)
		} else if limit > 0 && utf8.RuneCountInString(t) > limit {
			f.fail("%s is longer than %d", path, limit)
		}
	}
}

func filledText(limit int) check {
	return func(f *findings, path string, v any) {
		text(limit)(f, path, v)
		if v == "" {
			f.fail("%s is empty", path)
		}
	}
}

func word(words ...string) check {
	return func(f *findings, path string, v any) {
		if t, ok := v.(string); !ok || !slices.Contains(words, t) {
			f.fail("%s is none of %q", path, words)
		}
	}
}

// integer allows a JSON number without fraction from low to high.
func integer(low, high int64) check {
	return func(f *findings, path string, v any) {
		if n, ok := wholeNumber(v); !ok || n < low || n > high {
			f.fail("%s is not an integer from %d to %d", path, low, high)
		}
	}
}

func oneOf(values ...int64) check {
	return func(f *findings, path string, v any) {
		if n, ok := wholeNumber(v); !ok || !slices.Contains(values, n) {
			f.fail("%s is none of %d", path, values)
		}
	}
}

func listOf(least int, each check) check {
	return func(f *findings, path string, v any) {
		items, ok := v.([]any)
		if !ok || len(items) < least {
			f.fail("%s is not an array of at least %d", path, least)
			return
		}
		for i, item := range items {
			each(f, fmt.Sprintf("%s[%d]", path, i), item)
		}
	}
}

func identifier(f *findings, path string, v any) {
	id, ok := v.(string)
	if !ok {
		f.fail("%s is not a string", path)
		return
	}
	checkID(f, path, id)
}

// idCharacters are the 89 characters of an id ("Create a classroom").
const idCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 " +
	"!#$%&()+-:;<=.>?@[]^_{}|~,"

func checkID(f *findings, what, id string) {
	if len(id) < 1 || len(id) > 64 {
		f.fail("%s %q has %d bytes, not 1 to 64", what, id, len(id))
	}
	for _, c := range id {
		if !strings.ContainsRune(idCharacters, c) {
			f.fail("%s %q holds %q, which no id may", what, id, c)
			return
		}
	}
}

func wholeNumber(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := n.Int64()
	return i, err == nil
}
