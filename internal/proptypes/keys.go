package proptypes

import (
	"maps"
	"slices"
	"strings"
)

// pathSeparator makes a top-level key a path: "a.b" is the entry b of a.
// Keys inside a value are plain ("Update custom classroom properties").
const pathSeparator = "."

// Select returns the values that object has under keys. A key is looked up as a
// path first, then as a literal key. Absent keys are left out.
func Select(object map[string]any, keys []string) map[string]any {
	selected := make(map[string]any, len(keys))
	for _, key := range keys {
		if value, ok := lookUp(object, key); ok {
			selected[key] = value
		}
	}
	return selected
}

func lookUp(object map[string]any, key string) (any, bool) {
	if value, ok := follow(object, strings.Split(key, pathSeparator)); ok {
		return value, true
	}
	value, ok := object[key]
	return value, ok
}

func follow(object map[string]any, segments []string) (any, bool) {
	value, ok := object[segments[0]]
	if !ok || len(segments) == 1 {
		return value, ok
	}
	inner, ok := value.(map[string]any)
	if !ok {
		return nil, false
	}
	return follow(inner, segments[1:])
}

// Changes takes the service from one set of properties to another. Remove is
// sent before Set: a removed key may be the parent of one that is set, and would
// take it along.
type Changes struct {
	Remove []string
	Set    map[string]any
}

// Diff compares two sets of properties, either of which may be nil. Values that
// are equal as JSON are not in the changes.
func Diff(prior, next map[string]any) Changes {
	changes := Changes{Set: map[string]any{}}
	kept := slices.Collect(maps.Keys(next))
	for _, key := range slices.Sorted(maps.Keys(prior)) {
		// An ancestor in next replaces the whole value that has the key.
		if _, ok := next[key]; !ok && !isInAny(kept, key) {
			changes.Remove = append(changes.Remove, key)
		}
	}
	for key, value := range next {
		old, had := prior[key]
		if !had || !equal(old, value) || isInAny(changes.Remove, key) {
			changes.Set[key] = value
		}
	}
	return changes
}

// Overlap reports whether two keys are the same, or one is a path into the
// value of the other.
func Overlap(a, b string) bool { return a == b || isIn(a, b) || isIn(b, a) }

// isIn reports whether key is a path into the value of ancestor.
func isIn(ancestor, key string) bool {
	rest, ok := strings.CutPrefix(key, ancestor)
	return ok && strings.HasPrefix(rest, pathSeparator)
}

func isInAny(ancestors []string, key string) bool {
	return slices.ContainsFunc(ancestors, func(ancestor string) bool { return isIn(ancestor, key) })
}
