package proptypes

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
)

// unordered is a JSON array that came from a Terraform set.
type unordered []any

// equal compares JSON that was decoded with UseNumber, or made by jsonFromValue.
// Numbers compare by value. Arrays compare in order, unless either side came
// from a set.
func equal(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, equal)
	case []any, unordered:
		return equalArrays(a, b)
	case json.Number:
		b, ok := b.(json.Number)
		return ok && equalNumbers(a, b)
	}
	return a == b
}

// equalNumbers compares at the precision of Terraform's numbers, but fractions
// as doubles, in which JSON's readers hold them.
func equalNumbers(a, b json.Number) bool {
	x, errX := parseNumber(a)
	y, errY := parseNumber(b)
	if errX != nil || errY != nil {
		return a == b
	}
	if x.IsInt() || y.IsInt() {
		return x.Cmp(y) == 0
	}
	left, _ := x.Float64()
	right, _ := y.Float64()
	return left == right
}

// parseNumber fails on what is no number, or too large for a big.Float.
func parseNumber(n json.Number) (*big.Float, error) {
	f, _, err := big.ParseFloat(n.String(), 10, numberPrecision, big.ToNearestEven)
	return f, err
}

func equalArrays(a, b any) bool {
	as, aFromSet, _ := array(a)
	bs, bFromSet, ok := array(b)
	switch {
	case !ok:
		return false
	case aFromSet || bFromSet:
		return sameElements(as, bs)
	}
	return slices.EqualFunc(as, bs, equal)
}

// array returns v's elements, and whether they come from a set; ok is false
// where v is no array.
func array(v any) (elements []any, fromSet, ok bool) {
	switch v := v.(type) {
	case []any:
		return v, false, true
	case unordered:
		return v, true, true
	}
	return nil, false, false
}

// sameElements compares two slices as multisets.
func sameElements(as, bs []any) bool {
	rest := slices.Clone(bs)
	for _, a := range as {
		i := slices.IndexFunc(rest, func(b any) bool { return equal(a, b) })
		if i < 0 {
			return false
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return len(rest) == 0
}
