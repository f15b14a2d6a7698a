package classroom

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"time"
)

// value is a part of an answer, read leniently: the service leaves fields out, adds new
// ones, and mixes numbers with strings. What is absent or of another type reads as zero.
type value struct{ v any }

func parse(data json.RawMessage) (value, error) {
	if len(data) == 0 {
		return value{}, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return value{}, fmt.Errorf("classroom: %w", err)
	}
	return value{v}, nil
}

// json is the value as the service sent it, but for spaces and the order of fields.
func (v value) json() json.RawMessage {
	encoded, err := encode(v.v)
	if err != nil { // cannot happen: the value was decoded from JSON
		return json.RawMessage("null")
	}
	return encoded
}

func (v value) exists() bool { return v.v != nil }

// get walks down the fields of objects.
func (v value) get(path ...string) value {
	for _, key := range path {
		v = value{v.object()[key]}
	}
	return v
}

func (v value) object() map[string]any {
	object, _ := v.v.(map[string]any)
	return object
}

func (v value) list() []value {
	list, _ := v.v.([]any)
	values := make([]value, len(list))
	for i := range list {
		values[i] = value{list[i]}
	}
	return values
}

// scalar reports whether there is something that is neither an object nor a list.
func (v value) scalar() bool {
	_, listed := v.v.([]any)
	return v.exists() && !listed && v.object() == nil
}

// text reads a string, or a number or a boolean as one.
func (v value) text() string {
	switch t := v.v.(type) {
	case string:
		return t
	case json.Number:
		return t.String()
	case bool:
		return strconv.FormatBool(t)
	}
	return ""
}

// textPointer is nil where there is no text.
func (v value) textPointer() *string {
	if !v.scalar() {
		return nil
	}
	text := v.text()
	return &text
}

// integer reads a whole number, also from a string.
func (v value) integer() (int64, bool) {
	text := v.text()
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true
	}
	f, _, err := big.ParseFloat(text, 10, 64, big.ToNearestEven)
	if err != nil || f.IsInf() || !f.IsInt() {
		return 0, false
	}
	n, accuracy := f.Int64()
	return n, accuracy == big.Exact
}

func (v value) integerPointer() *int64 {
	n, ok := v.integer()
	if !ok {
		return nil
	}
	return &n
}

// number reads a number, also from a string.
func (v value) number() (float64, bool) {
	f, err := strconv.ParseFloat(v.text(), 64)
	return f, err == nil && !math.IsInf(f, 0) && !math.IsNaN(f)
}

// texts reads a list of texts, also one that holds a single text instead of a list.
func (v value) texts() []string {
	if _, listed := v.v.([]any); !listed && v.text() != "" {
		return []string{v.text()}
	}
	var texts []string
	for _, entry := range v.list() {
		texts = append(texts, entry.text())
	}
	return texts
}

// truth reads a boolean, also from a number or a string.
func (v value) truth() bool {
	if b, ok := v.v.(bool); ok {
		return b
	}
	if n, ok := v.integer(); ok {
		return n != 0
	}
	return v.text() == "true"
}

// time reads a Unix timestamp in milliseconds; the zero time where there is none.
func (v value) time() time.Time {
	ms, ok := v.integer()
	if !ok || ms <= 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
