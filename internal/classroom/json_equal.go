package classroom

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
)

// sameJSON reports whether two values are the same JSON; numbers compare by value.
func sameJSON(a, b any) bool {
	x, errX := normalize(a)
	y, errY := normalize(b)
	return errX == nil && errY == nil && equalJSON(x, y)
}

// normalize gives a value the types that an answer has.
func normalize(v any) (any, error) {
	encoded, err := encode(v)
	if err != nil {
		return nil, err
	}
	parsed, err := parse(encoded)
	return parsed.v, err
}

func equalJSON(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && maps.EqualFunc(x, y, equalJSON)
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, equalJSON)
	case json.Number:
		y, ok := b.(json.Number)
		return ok && equalNumbers(x.String(), y.String())
	}
	return a == b
}

func equalNumbers(a, b string) bool {
	x, _, errX := big.ParseFloat(a, 10, 256, big.ToNearestEven)
	y, _, errY := big.ParseFloat(b, 10, 256, big.ToNearestEven)
	return errX == nil && errY == nil && x.Cmp(y) == 0
}
