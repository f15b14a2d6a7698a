package proptypes

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type fields = map[string]any

func TestSelect(t *testing.T) {
	have := fields{
		"a":   fields{"b": "path", "c": fields{"d": "deep"}, "n": nil},
		"a.b": "literal", "x.y": "only literal", "s": "scalar", "null": nil,
	}
	for name, test := range map[string]struct {
		keys []string
		want fields
	}{
		"no keys":          {nil, fields{}},
		"plain":            {[]string{"s"}, fields{"s": "scalar"}},
		"absent":           {[]string{"z", "a.z", "z.a"}, fields{}},
		"path wins":        {[]string{"a.b"}, fields{"a.b": "path"}},
		"literal else":     {[]string{"x.y"}, fields{"x.y": "only literal"}},
		"deep path":        {[]string{"a.c.d"}, fields{"a.c.d": "deep"}},
		"object":           {[]string{"a.c"}, fields{"a.c": fields{"d": "deep"}}},
		"through a scalar": {[]string{"s.t", "a.b.c"}, fields{}},
		"null is present":  {[]string{"null", "a.n"}, fields{"null": nil, "a.n": nil}},
		"through a null":   {[]string{"null.a"}, fields{}},
		"several":          {[]string{"s", "a.b"}, fields{"s": "scalar", "a.b": "path"}},
		"empty segments":   {[]string{".", "a.", ""}, fields{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Select(have, test.keys); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestDiff(t *testing.T) {
	for name, test := range map[string]struct {
		prior, next fields
		remove      []string
		set         fields
	}{
		"nothing":                  {nil, nil, nil, fields{}},
		"create":                   {nil, fields{"a": "x"}, nil, fields{"a": "x"}},
		"destroy":                  {fields{"b": "x", "a": "x"}, nil, []string{"a", "b"}, fields{}},
		"equal as JSON":            {fields{"a": json.Number("1"), "b": unordered{"x", "y"}}, fields{"a": json.Number("1.0"), "b": []any{"y", "x"}}, nil, fields{}},
		"changed":                  {fields{"a": "x", "b": "x"}, fields{"a": "y", "b": "x"}, nil, fields{"a": "y"}},
		"null becomes a value":     {fields{"a": nil}, fields{"a": "x"}, nil, fields{"a": "x"}},
		"rename":                   {fields{"a": "x"}, fields{"b": "x"}, []string{"a"}, fields{"b": "x"}},
		"rename of a path":         {fields{"a.b": "x"}, fields{"a.c": "x"}, []string{"a.b"}, fields{"a.c": "x"}},
		"path becomes parent":      {fields{"a.b": "x"}, fields{"a": fields{"c": "x"}}, nil, fields{"a": fields{"c": "x"}}},
		"deep path becomes parent": {fields{"a.b.c": "x"}, fields{"a.b": "x"}, nil, fields{"a.b": "x"}},
		"parent becomes path":      {fields{"a": fields{"b": "x"}}, fields{"a.b": "x"}, []string{"a"}, fields{"a.b": "x"}},
		"overlap of an import":     {fields{"a": fields{"b": "x"}, "a.b": "x"}, fields{"a.b": "x"}, []string{"a"}, fields{"a.b": "x"}},
		"a name that only begins":  {fields{"ab": "x"}, fields{"a": "x"}, []string{"ab"}, fields{"a": "x"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := Diff(test.prior, test.next)
			if !slices.Equal(got.Remove, test.remove) || !reflect.DeepEqual(got.Set, test.set) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// Whatever a user changes, the service ends with what is declared next, and
// other owners' keys stay.
func TestChangesEndRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prior, next := drawProperties(t, "prior"), drawProperties(t, "next")
		service := fields{"other": fields{"a": "stays"}}
		put(service, prior)
		changes := Diff(prior, next)
		for _, key := range changes.Remove {
			remove(service, key)
		}
		put(service, changes.Set)

		for key, value := range next {
			if got, ok := lookUp(service, key); !ok || !equal(got, value) {
				t.Fatalf("%s is %v in %v", key, got, service)
			}
		}
		for key := range prior {
			_, present := lookUp(service, key)
			_, wanted := lookUp(nest(next), key)
			if present && !wanted {
				t.Fatalf("%s is left behind in %v", key, service)
			}
		}
		if !reflect.DeepEqual(service["other"], fields{"a": "stays"}) {
			t.Fatalf("another owner's key was touched: %v", service)
		}
	})
}

// drawProperties draws a few keys that do not overlap, often related ones.
func drawProperties(t *rapid.T, label string) fields {
	key := rapid.StringMatching(`[ab](\.[ab]){0,2}`)
	value := rapid.SampledFrom([]any{"x", "y", fields{"a": "x"}, fields{"b": fields{"a": "y"}}})
	drawn := rapid.MapOf(key, value).Draw(t, label)
	for key := range drawn {
		if isInAny(slices.Collect(maps.Keys(drawn)), key) {
			delete(drawn, key)
		}
	}
	return drawn
}

// put does what the documents say of PUT: a path touches what it names.
func put(service, values fields) {
	for key, value := range values {
		merge(service, nest(fields{key: value}), strings.Count(key, pathSeparator))
	}
}

func merge(into, from fields, depth int) {
	for key, value := range from {
		inner, ok := into[key].(fields)
		if depth == 0 || !ok {
			into[key] = clone(value)
			continue
		}
		merge(inner, value.(fields), depth-1)
	}
}

func clone(v any) any {
	object, ok := v.(fields)
	if !ok {
		return v
	}
	copied := fields{}
	for key, value := range object {
		copied[key] = clone(value)
	}
	return copied
}

func remove(service fields, key string) {
	first, rest, isPath := strings.Cut(key, pathSeparator)
	if !isPath {
		delete(service, key)
	} else if inner, ok := service[first].(fields); ok {
		remove(inner, rest)
	}
}

func TestOverlap(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"a", "a", true}, {"a", "a.b", true}, {"a.b", "a.b.c.d", true},
		{"a", "b", false}, {"a", "ab", false}, {"a.b", "a.c", false}, {"a", "b.a", false},
	} {
		if Overlap(test.a, test.b) != test.want || Overlap(test.b, test.a) != test.want {
			t.Errorf("%s and %s: want %t", test.a, test.b, test.want)
		}
	}
}

// nest turns keys that are paths into nested objects, as the service keeps them.
func nest(properties map[string]any) map[string]any {
	nested := make(map[string]any, len(properties))
	for key, value := range properties {
		segments := strings.Split(key, pathSeparator)
		last := len(segments) - 1
		inner := nested
		for _, segment := range segments[:last] {
			child, ok := inner[segment].(map[string]any)
			if !ok {
				child = map[string]any{}
				inner[segment] = child
			}
			inner = child
		}
		inner[segments[last]] = value
	}
	return nested
}
