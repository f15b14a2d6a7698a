// The faults strike data sources and actions, which have no state.

package provider_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
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
	want, _ := f.provide(t).data(name, config)
	cli := f.provide(t, f.strike(fault, m)...)
	got, ok := cli.data(name, config)
	f.ClearFaults()
	checkWords(t, cli.errors(), ok, `"algebra"`, fault.saysUnder(m))
	if ok && !got.Equal(want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if !ok && (m.times == 1 && fault.nature != final || fault.nature == harmless) {
		t.Errorf("this was not survived:\n%s", cli.errors())
	}
	if again, ok := f.provide(t).data(name, config); !ok || !again.Equal(want) {
		t.Error("cannot be read afterwards")
	}
	return ok
}

// data reads a data source.
func (c *miniCLI) data(name, config string) (tftypes.Value, bool) {
	c.t.Helper()
	schema := allSchemas().DataSourceSchemas["classroom_"+name]
	resp, err := c.server.ReadDataSource(c.t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: "classroom_" + name, Config: c.wire(c.value(schema, config))})
	ok := c.hear(err, resp.Diagnostics)
	return timeless(c.unwire(resp.State, schema.ValueType())), ok
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
	cli := f.provide(t, f.strike(fault, m)...)
	ok := cli.invoke(subject)
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
	cli := f.provide(t)
	if !cli.invoke(subject) || !subject.done(t, f) {
		t.Errorf("does not work afterwards: %s", cli.errors())
	}
}

// invoke runs an action.
func (c *miniCLI) invoke(subject actionSubject) bool {
	c.t.Helper()
	actions, _ := c.server.(tfprotov6.ActionServer)
	name := "classroom_" + subject.name
	stream, err := actions.InvokeAction(c.t.Context(), &tfprotov6.InvokeActionRequest{
		ActionType: name, Config: c.wire(c.value(allSchemas().ActionSchemas[name].Schema, subject.config)),
	})
	ok := c.hear(err, nil)
	for event := range stream.Events {
		if completed, isLast := event.Type.(tfprotov6.CompletedInvokeActionEventType); isLast {
			ok = c.hear(nil, completed.Diagnostics)
		}
	}
	return ok
}
