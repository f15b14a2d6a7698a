// Equality of decoded JSON.

package provider

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// unordered is a JSON array that came from a Terraform set.
type unordered []any

// jsonEqual compares JSON that was decoded with UseNumber, or made by
// jsonFromValue. Numbers compare by value at any size. Arrays compare in order,
// unless either side came from a set.
func jsonEqual(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, jsonEqual)
	case []any, unordered:
		return arraysEqual(a, b)
	case json.Number:
		b, ok := b.(json.Number)
		return ok && sameNumber(a, b)
	}
	return a == b
}

// sameNumber compares exactly, but for fractions, which are compared as the
// doubles that JSON's readers hold them in.
func sameNumber(a, b json.Number) bool {
	left, right := canonicalNumber(a), canonicalNumber(b)
	if left == right || !isFraction(left) || !isFraction(right) {
		return left == right
	}
	leftDouble, wrongLeft := a.Float64()
	rightDouble, wrongRight := b.Float64()
	return wrongLeft == nil && wrongRight == nil && leftDouble == rightDouble
}

// isFraction tells of a canonical number, digits and a power of ten.
func isFraction(canonical string) bool { return strings.Contains(canonical, "e-") }

func arraysEqual(a, b any) bool {
	as, aFromSet, _ := array(a)
	bs, bFromSet, ok := array(b)
	switch {
	case !ok:
		return false
	case aFromSet || bFromSet:
		return sameElements(as, bs)
	}
	return slices.EqualFunc(as, bs, jsonEqual)
}

// array gives v's elements, and whether they come from a set; ok is false where
// v is no array.
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
		i := slices.IndexFunc(rest, func(b any) bool { return jsonEqual(a, b) })
		if i < 0 {
			return false
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return len(rest) == 0
}

// canonicalNumber writes a JSON number as its significant digits and a power of
// ten: the same text for 1, 1.0 and 1e0, however long or large the number.
func canonicalNumber(n json.Number) string {
	mantissa, power, _ := strings.Cut(strings.ToLower(n.String()), "e")
	exponent := 0
	if power != "" {
		var err error
		if exponent, err = strconv.Atoi(power); err != nil {
			return n.String()
		}
	}
	unsigned, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(unsigned, ".")
	digits := strings.TrimRight(whole+fraction, "0")
	exponent += len(whole) - len(digits)
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		return "0"
	}
	sign := ""
	if negative {
		sign = "-"
	}
	return sign + digits + "e" + strconv.Itoa(exponent)
}
