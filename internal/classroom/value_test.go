package classroom

import (
	"testing"
	"time"
)

func mustParse(t *testing.T, text string) value {
	t.Helper()
	v, err := parse([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestLenientReading(t *testing.T) {
	const none = -1 << 62
	for json, want := range map[string]struct {
		text    string
		integer int64
		truth   bool
	}{
		`null`:                    {"", none, false},
		`{}`:                      {"", none, false},
		`[1]`:                     {"", none, false},
		`""`:                      {"", none, false},
		`"x"`:                     {"x", none, false},
		`" 1"`:                    {" 1", none, false},
		`0`:                       {"0", 0, false},
		`-0`:                      {"-0", 0, false},
		`1`:                       {"1", 1, true},
		`"1"`:                     {"1", 1, true},
		`2`:                       {"2", 2, true},
		`1.0`:                     {"1.0", 1, true},
		`1e3`:                     {"1e3", 1000, true},
		`"1e3"`:                   {"1e3", 1000, true},
		`1.5`:                     {"1.5", none, false},
		`9223372036854775807`:     {"9223372036854775807", 9223372036854775807, true},
		`9223372036854775808`:     {"9223372036854775808", none, false},
		`1e999999999`:             {"1e999999999", none, false},
		`"Inf"`:                   {"Inf", none, false},
		`"NaN"`:                   {"NaN", none, false},
		`true`:                    {"true", none, true},
		`"true"`:                  {"true", none, true},
		`false`:                   {"false", none, false},
		`"教室 \u00fc\ud83d\ude00"`: {"教室 ü😀", none, false},
	} {
		v := mustParse(t, json)
		if got := v.text(); got != want.text {
			t.Errorf("%s as text is %q, want %q", json, got, want.text)
		}
		got, ok := v.integer()
		if !ok {
			got = none
		}
		if got != want.integer {
			t.Errorf("%s as integer is %d, want %d", json, got, want.integer)
		}
		if pointer := v.integerPointer(); (pointer != nil) != ok || ok && *pointer != got {
			t.Errorf("%s as pointer is %v", json, pointer)
		}
		if got := v.truth(); got != want.truth {
			t.Errorf("%s as truth is %t", json, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	for json, want := range map[string]float64{`0.75`: 0.75, `"0.75"`: 0.75, `3`: 3, `-1e2`: -100} {
		if got, ok := mustParse(t, json).number(); !ok || got != want {
			t.Errorf("%s is %v", json, got)
		}
	}
	for _, json := range []string{`null`, `""`, `"Inf"`, `"NaN"`, `1e999`, `{}`, `[]`, `"3 s"`} {
		if got, ok := mustParse(t, json).number(); ok {
			t.Errorf("%s is the number %v", json, got)
		}
	}
}

func TestTimes(t *testing.T) {
	want := time.Date(2021, 1, 9, 4, 49, 0, 309e6, time.UTC)
	for _, json := range []string{`1610167740309`, `"1610167740309"`, `1.610167740309e12`} {
		if got := mustParse(t, json).time(); !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s is %s, want %s", json, got, want)
		}
	}
	for _, json := range []string{`null`, `0`, `-5`, `""`, `"soon"`, `1.5`, `{}`} {
		if got := mustParse(t, json).time(); !got.IsZero() {
			t.Errorf("%s is %s", json, got)
		}
	}
}

func TestWalk(t *testing.T) {
	v := mustParse(t, `{"a":{"b":[{"c":1},2]},"n":null,"l":{}}`)
	if n, _ := v.get("a", "b").list()[0].get("c").integer(); n != 1 {
		t.Errorf("a.b[0].c is %d", n)
	}
	for _, absent := range []value{v.get("n"), v.get("x", "y", "z"), v.get("a", "b", "c"), v.get("a", "b").list()[1].get("c"), {}} {
		if absent.exists() || absent.object() != nil || len(absent.list()) != 0 {
			t.Errorf("%v exists", absent)
		}
	}
	if !v.get("l").exists() || len(v.get("l").list()) != 0 {
		t.Error("an object reads as a list")
	}
}

func TestParse(t *testing.T) {
	if empty, err := parse(nil); err != nil || empty.exists() {
		t.Errorf("nothing is %v, %v", empty, err)
	}
	if _, err := parse([]byte(`{"a":`)); err == nil {
		t.Error("half a document is accepted")
	}
}
