// Key ownership: which properties are compared, written or deleted.

package provider

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// pathSeparator makes a top-level key a path: "a.b" is the entry b of a.
// Keys inside a value are plain ("Update custom classroom properties").
const pathSeparator = "."

// ownedPart picks the values that have holds for keys. A key is looked up as a
// path first, then as a literal key. What is not there is left out.
func ownedPart(have map[string]any, keys []string) map[string]any {
	owned := make(map[string]any, len(keys))
	for _, key := range keys {
		if value, ok := lookUp(have, key); ok {
			owned[key] = value
		}
	}
	return owned
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

// propertyChanges is what takes the service from one set of owned properties to
// another. Remove has to be sent before Set: a removed key may be the parent of
// one that is set, and would take it along.
type propertyChanges struct {
	Remove []string
	Set    map[string]any
}

// changedProperties compares two sets of owned properties, either of which may
// be nil. Values that are equal as JSON are not sent.
func changedProperties(prior, next map[string]any) propertyChanges {
	changes := propertyChanges{Set: map[string]any{}}
	for _, key := range slices.Sorted(maps.Keys(prior)) {
		_, kept := next[key]
		// An ancestor in next replaces the whole of what held the key.
		if !kept && !hasAncestor(next, key) {
			changes.Remove = append(changes.Remove, key)
		}
	}
	for key, value := range next {
		old, had := prior[key]
		if !had || !jsonEqual(old, value) || removedWith(changes.Remove, key) {
			changes.Set[key] = value
		}
	}
	return changes
}

func removedWith(removed []string, key string) bool {
	for ancestor := range ancestors(key) {
		if slices.Contains(removed, ancestor) {
			return true
		}
	}
	return false
}

func hasAncestor(properties map[string]any, key string) bool {
	for ancestor := range ancestors(key) {
		if _, ok := properties[ancestor]; ok {
			return true
		}
	}
	return false
}

// ancestors gives the keys whose values hold the value of key: a and a.b for a.b.c.
func ancestors(key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range len(key) {
			if strings.HasPrefix(key[i:], pathSeparator) && !yield(key[:i]) {
				return
			}
		}
	}
}

// nestPaths turns keys that are paths into nested objects, for a call that takes
// a whole object and may not know paths. The keys must not overlap.
func nestPaths(properties map[string]any) map[string]any {
	nested := make(map[string]any, len(properties))
	for _, key := range slices.Sorted(maps.Keys(properties)) {
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
		inner[segments[last]] = properties[key]
	}
	return nested
}
