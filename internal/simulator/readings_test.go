package simulator

import (
	"reflect"
	"strings"
	"testing"
)

func TestEveryReadingIsAGuess(t *testing.T) {
	named := map[string]int{}
	for _, g := range Guesses() {
		if g.Reading != "" {
			named[g.Reading]++
		}
	}
	for field := range reflect.TypeFor[Readings]().Fields() {
		name := field.Tag.Get("json")
		if named[name] != 1 {
			t.Errorf("%s stands in the table of guesses %d times", name, named[name])
		}
		delete(named, name)
	}
	for name := range named {
		t.Errorf("the guesses name reading %q, which does not exist", name)
	}
}

func TestReadingsOverHTTP(t *testing.T) {
	s := run(t, Options{Readings: Readings{TrimNames: true}})
	s.control(200, "POST", "readings", `{"stateIn":"schedule","clockOffset":60}`)
	if got, want := s.Readings(), (Readings{TrimNames: true, StateIn: StateInSchedule, ClockOffset: 60}); got != want {
		t.Errorf("after the change: %+v", got)
	}
	if got := s.control(200, "GET", "readings", ""); !strings.Contains(got, `"stateIn":"schedule"`) {
		t.Errorf("the readings are %s", got)
	}
	s.control(200, "DELETE", "readings", "")
	if got, want := s.Readings(), (Readings{TrimNames: true}); got != want {
		t.Errorf("after the reset: %+v", got)
	}
}

func TestUnknownReadingsAreRefused(t *testing.T) {
	s := run(t, Options{})
	tests := map[string]struct{ body, want string }{
		"state":    {`{"stateIn":"moon"}`, `reading stateIn: \"moon\" is none of`},
		"schedule": {`{"scheduleAs":"moon"}`, "reading scheduleAs"},
		"over":     {`{"over":"418"}`, "reading over"},
		"order":    {`{"listOrder":"sorted"}`, "reading listOrder"},
		"name":     {`{"moon":true}`, "unknown field"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := s.control(400, "POST", "readings", tt.body); !strings.Contains(got, tt.want) {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if s.Readings() != (Readings{}) {
				t.Errorf("a refused reading took effect: %+v", s.Readings())
			}
		})
	}
}
