package classroom

import (
	"errors"
	"iter"
	"reflect"
	"testing"
)

// entries is a stream of pieces of JSON, the last of which may be an error's text after "!".
func entries[T any](t *testing.T, from func(value) T, texts ...string) iter.Seq2[T, error] {
	t.Helper()
	var values []value
	var failed error
	for _, text := range texts {
		if text[0] == '!' {
			failed = errors.New(text[1:])
			continue
		}
		v, err := parse([]byte(text))
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		values = append(values, v)
	}
	return func(yield func(T, error) bool) {
		for _, v := range values {
			if !yield(from(v), nil) {
				return
			}
		}
		if failed != nil {
			yield(from(value{}), failed)
		}
	}
}

func widgetStream(t *testing.T, texts ...string) iter.Seq2[*WidgetEvent, error] {
	t.Helper()
	return entries(t, widgetEventFrom, texts...)
}

func TestExpand(t *testing.T) {
	for given, want := range map[string]string{
		`{}`:                            `{}`,
		`{"state":1,"extra.a":2}`:       `{"state":1,"extra":{"a":2}}`,
		`{"extra":{"a":2}}`:             `{"extra":{"a":2}}`,
		`{"extra.b":1,"extra":{"a":2}}`: `{"extra":{"a":2,"b":1}}`,
		`{"extra":{"p.0.num":1},"extra.p.1.num":2}`: `{"extra":{"p":{"0":{"num":1},"1":{"num":2}}}}`,
		`{"extra":"text","extra.a":1}`:              `{"extra":{"a":1}}`,
		`{"a":[{"b.c":1}]}`:                         `{"a":[{"b.c":1}]}`,
		`{".":1}`:                                   `{"":{"":1}}`,
	} {
		before, _ := parse([]byte(given))
		again, _ := parse([]byte(given))
		expected, _ := parse([]byte(want))
		if got := expand(before.object()); !reflect.DeepEqual(got, expected.object()) {
			t.Errorf("%s gives %v", given, got)
		}
		if !reflect.DeepEqual(before, again) {
			t.Errorf("%s was changed to %v", given, before.v)
		}
	}
}

func TestWidgetEventForms(t *testing.T) {
	const data = `{"action":1,"changeProperties":{"state":1}}`
	for given, sequence := range map[string]int64{
		data: 0,
		`{"sequence":"7","cmd":1110,"data":` + data + `}`: 7,
	} {
		for event, err := range widgetStream(t, given) {
			if err != nil || event.Sequence != sequence || string(event.Data()) != data {
				t.Errorf("%s gives %d, %s, %v", given, event.Sequence, event.Data(), err)
			}
		}
	}
}

func TestChangesComeOnce(t *testing.T) {
	const data = `"data":{"changeProperties":{"state":1}}}`
	n := 0
	for _, err := range changes(widgetStream(t, `{"sequence":1,`+data, `{"sequence":2,`+data, `{"sequence":1,`+data, `{`+data, `{`+data, `{"sequence":3,`+data, "!broken")) {
		if err != nil {
			break
		}
		n++
	}
	if n != 5 {
		t.Errorf("%d changes before the error, want 1, 2, 3 and two without a number", n)
	}
	for range changes(widgetStream(t, `{"sequence":1,`+data, `{"sequence":2,`+data)) {
		break // a range that goes on after it panics
	}
}

func TestWhoseChange(t *testing.T) {
	for given, want := range map[string]string{
		`{"fromUser":{"userUuid":"u"},"operator":{"userUuid":"server","role":"server"}}`: "u",
		`{"operator":{"userUuid":"server","role":"server"}}`:                             "",
		`{"operator":{"userUuid":"u","role":"audience"}}`:                                "u",
		// The readings of the documentation: fromUser answers, or fromUser asks.
		`{"fromUser":{"userUuid":"u","role":"audience"},"operator":{"userUuid":"server","role":"server"}}`: "u",
		`{"fromUser":{"userUuid":"t","role":"host"},"operator":{"userUuid":"u","role":"2"}}`:               "u",
		`{"fromUser":{"userUuid":"t","role":"host"},"operator":{"userUuid":"server","role":"server"}}`:     "",
		`{"fromUser":{"userUuid":"u","role":"guest"},"operator":{"userUuid":"server","role":"server"}}`:    "u",
		`{"fromUser":{"userUuid":"server","role":"server"},"operator":{"userUuid":"u"}}`:                   "u",
		`{"fromUser":{"role":"audience"},"operator":{"userUuid":"u"}}`:                                     "u",
		`{}`: "",
	} {
		v, _ := parse([]byte(given))
		if got := changeFrom(v).user.get("userUuid").text(); got != want {
			t.Errorf("%s is by %q, want %q", given, got, want)
		}
	}
}
