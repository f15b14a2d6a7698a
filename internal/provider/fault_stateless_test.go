// The faults strike data sources and actions, which have no state.

package provider_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// howItWent is the column of the table.
var howItWent = map[bool]string{true: "done", false: "failed, then applied"}

func strikeDataSources(t *testing.T, table *faultTable, turn *turns, fault trouble) {
	subjects := dataSubjects()
	for _, name := range slices.Sorted(maps.Keys(subjects)) {
		for _, m := range append([]mode{onceEach, always}, later...) {
			if !turn.mine(m, fault) {
				continue
			}
			t.Run("data "+name+"/"+m.name, func(t *testing.T) {
				f := newFixture(t, simulator.Options{Generation: turn.generation})
				f.results()
				table.add("data "+name, fault.name, howItWent[f.strikeData(t, name, subjects[name], fault, m)])
			})
		}
	}
}

func (f *fixture) strikeData(t *testing.T, name, config string, fault trouble, m mode) bool {
	want, _ := f.core(t).readData(name, parsed(config))
	cli := f.core(t, f.strike(fault, m)...)
	got, ok := cli.readData(name, parsed(config))
	f.ClearFaults()
	checkWords(t, cli.errors(), ok, `"algebra"`, fault.saysUnder(m))
	if ok && !timeless(got).Equal(timeless(want)) {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if !ok && (m.times == 1 && fault.nature != final || fault.nature == harmless) {
		t.Errorf("this was not survived:\n%s", cli.errors())
	}
	if again, ok := f.core(t).readData(name, parsed(config)); !ok || !timeless(again).Equal(timeless(want)) {
		t.Error("cannot be read afterwards")
	}
	return ok
}

// timeless takes the time of reading out of what was read.
func timeless(read tftypes.Value) tftypes.Value {
	var attributes map[string]tftypes.Value
	_ = read.As(&attributes)
	if until, timed := attributes["until"]; timed {
		attributes = maps.Clone(attributes)
		attributes["until"] = tftypes.NewValue(until.Type(), nil)
		return tftypes.NewValue(read.Type(), attributes)
	}
	return read
}

func strikeActions(t *testing.T, table *faultTable, turn *turns, fault trouble) {
	for i := range actionSubjects("") {
		for _, m := range append([]mode{onceEach, always, everyWrite, everyRead}, later...) {
			if !turn.mine(m, fault) {
				continue
			}
			subject := actionSubjects(t.TempDir())[i]
			t.Run(subject.name+"/"+m.name, func(t *testing.T) {
				f := newFixture(t, simulator.Options{Generation: turn.generation})
				f.people()
				f.AddRecording("algebra", simulator.RecordingSeed{Type: 3, Status: 1})
				table.add("action "+subject.name, fault.name, howItWent[f.strikeAction(t, subject, fault, m)])
			})
		}
	}
}

func (f *fixture) strikeAction(t *testing.T, subject actionSubject, fault trouble, m mode) bool {
	cli := f.core(t, f.strike(fault, m)...)
	ok := cli.invoke(t.Context(), subject.name, parsed(subject.config)).failure == ""
	f.ClearFaults()
	checkWords(t, cli.errors(), ok, subject.names, fault.saysUnder(m))
	if ok && !subject.done(t, f) {
		t.Error("said to be done, and is not")
	}
	mayFail := fault.nature == final || fault.nature == unclear && subject.once
	if !ok && (m.times == 1 && !mayFail || fault.nature == harmless) {
		t.Errorf("this was not survived:\n%s", cli.errors())
	}
	f.invokeAgain(t, subject, ok)
	return ok
}

// invokeAgain is what a diagnostic of an action says to do.
func (f *fixture) invokeAgain(t *testing.T, subject actionSubject, ok bool) {
	t.Helper()
	if ok {
		return
	}
	if subject.name == "collect_events" { // what was taken is not given again
		f.Chat("algebra", "ben", "later")
	}
	cli := f.core(t)
	if cli.invoke(t.Context(), subject.name, parsed(subject.config)).failure != "" || !subject.done(t, f) {
		t.Errorf("does not work afterwards: %s", cli.errors())
	}
}
