// Random histories of configurations, classes, other people and failures, through the
// provider's protocol, and what must hold in each of them.

package provider_test

import (
	"flag"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const timeFormat = time.RFC3339

func minutesOf(n int) time.Duration { return time.Duration(n) * time.Minute }

// TestHistories drives histories that are the same in every run. For others, and more of
// them: go test ./internal/provider -run TestHistories -rapid.seed=N -rapid.checks=1000.
func TestHistories(t *testing.T) {
	modestly(t, map[string]string{"rapid.seed": "1", "rapid.checks": "10", "rapid.steps": "15", "rapid.nofailfile": "true"})
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		for name, merges := range map[string]bool{"replaces groups": false, "merges groups": true} {
			t.Run(string(generation)+" "+name, func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(t *rapid.T) {
					h := newHistory(t, simulator.Options{Generation: generation, Readings: simulator.Readings{MergeGroups: merges}})
					t.Repeat(h.actions())
				})
			})
		}
	}
}

// modestly sets flags that the command line leaves alone, for the time of a test.
func modestly(t *testing.T, defaults map[string]string) {
	t.Helper()
	flag.Visit(func(f *flag.Flag) { delete(defaults, f.Name) })
	for name, value := range defaults {
		f := flag.Lookup(name)
		old := f.Value.String()
		if err := f.Value.Set(value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Value.Set(old) })
	}
}

// history is a configuration, its state, and the service, as time goes by.
type history struct {
	t         testScope
	url       string
	service   *onlooker
	options   simulator.Options
	clock     *simulator.Clock
	transport *http.Transport
	lesson    lesson
	state     instances
	others    map[string]jsonObject // by room and time of its creation: what others wrote there
	drifted   bool                  // somebody has changed what is ours
	excused   map[string]bool       // rooms that need not be in the state: left on purpose, or reported
	strangers map[string]bool       // rooms of others that have an id of ours

	leavesGroups bool // a plan has warned that groups which an import read stay open
}

func newHistory(t testScope, options simulator.Options) *history {
	clock := simulator.NewClock(monday)
	options.Now = clock.Now
	service, url := watched(t, options)
	h := &history{
		t: t, url: url, service: service, options: options, clock: clock, transport: &http.Transport{}, lesson: firstLesson(),
		state: instances{}, others: map[string]jsonObject{}, excused: map[string]bool{}, strangers: map[string]bool{},
	}
	t.Cleanup(h.transport.CloseIdleConnections)
	return h
}

// newCore starts the run of a plan, of an apply or of an import.
func (h *history) newCore() *core {
	h.t.Helper()
	return newCore(h.t, h.url, func(config *classroom.Config) {
		config.Clock = testClock{h.clock}
		config.Transport = h.transport // a connection for every run would take half the time
	})
}

func (h *history) plan(config []resourceBlock, state instances) savedPlan {
	h.t.Helper()
	return h.newCore().planAll(config, state)
}

func (h *history) apply(plan savedPlan) diagnostics {
	h.t.Helper()
	run := h.newCore()
	h.state = run.applyAll(plan)
	return run.diagnostics
}

// actions are as likely as each other: somebody changes the configuration as often as
// something happens in the room.
func (h *history) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"":       func(*rapid.T) { h.check() },
		"apply":  h.applied,
		"change": h.changed,
		"happen": h.happened,
		"taint":  h.tainted,
		"leave": func(t *rapid.T) {
			rapid.SampledFrom([]func(*rapid.T){h.imported, h.destroyed}).Draw(t, "how")(t)
		},
	}
}

// changed changes the configuration here and there, and applies it.
func (h *history) changed(t *rapid.T) {
	for range rapid.IntRange(1, 4).Draw(t, "changes") {
		h.lesson = h.lesson.changed(t, h.options.Generation, h.state[roomAddress])
	}
	t.Log(h.lesson)
	h.applied(t)
}

// happened lets something happen behind the provider's back.
func (h *history) happened(t *rapid.T) {
	events := h.events()
	name := rapid.SampledFrom(slices.Sorted(maps.Keys(events))).Draw(t, "event")
	events[name](t)
}

// applied plans and applies the configuration. Requests fail, and things happen while the
// plan is saved.
func (h *history) applied(t *rapid.T) {
	plan := h.planned(t, h.lesson.blocks())
	if plan.errors() != "" {
		return
	}
	disturbed := h.disturbed(t)
	reached := h.reach(t, plan)
	if disturbed || reached.errors() != "" || reached.warnings() != "" {
		t.Log("apply:", reached)
		h.converge()
		return
	}
	h.expectSettled()
}

// planned plans, maybe while requests fail.
func (h *history) planned(t *rapid.T, blocks []resourceBlock) savedPlan {
	failing := drawFault(t)
	h.strike(failing)
	plan := h.plan(blocks, h.state)
	h.service.ClearFaults()
	if failing == nil {
		h.expectReasons("a plan", plan.errorTexts)
	}
	return plan
}

func (h *history) strike(failing *simulator.Fault) {
	if failing != nil {
		h.service.Fault(*failing)
	}
}

// disturbed lets something happen before a saved plan is applied, now and then.
func (h *history) disturbed(t *rapid.T) bool {
	if rapid.IntRange(0, 3).Draw(t, "meanwhile") < 3 {
		return false
	}
	h.happened(t)
	return true
}

// reach applies a plan, maybe while requests fail.
func (h *history) reach(t *rapid.T, plan savedPlan) diagnostics {
	h.strike(drawFault(t))
	return h.applySaved(plan)
}

// applySaved applies a plan, ends the faults, and looks for what an apply must never do.
func (h *history) applySaved(plan savedPlan) diagnostics {
	before := plan.state[roomAddress]
	h.leavesGroups = h.leavesGroups || slices.ContainsFunc(plan.warningTexts, func(text string) bool {
		return strings.HasPrefix(text, groupsAddress+": What an imported object leaves out")
	})
	reached := h.apply(plan)
	h.service.ClearFaults()
	h.expectNobodyCutOff(plan, before)
	h.excuse(before, reached)
	return reached
}

// converge applies once more, undisturbed: what failed is made good.
func (h *history) converge() {
	plan := h.plan(h.lesson.blocks(), h.state)
	h.expectReasons("a plan after a failure", plan.errorTexts)
	if plan.errors() != "" {
		return
	}
	reached := h.applySaved(plan)
	h.expectReasons("an apply after a failure", reached.errorTexts)
	if reached.errors() == "" {
		h.expectSettled()
	}
}

// destroyed destroys everything. Whoever does it again, also from an old state, succeeds.
func (h *history) destroyed(t *rapid.T) {
	old := maps.Clone(h.state)
	plan := h.planned(t, nil)
	if plan.errors() != "" {
		return
	}
	h.disturbed(t)
	reached := h.reach(t, plan)
	if reached.errors() != "" {
		h.destroyAgain(h.state)
		return
	}
	if len(h.state) > 0 {
		h.t.Fatalf("a destroy without an error leaves %v", slices.Collect(maps.Keys(h.state)))
	}
	h.destroyAgain(old)
}

func (h *history) destroyAgain(old instances) {
	plan := h.plan(nil, old)
	h.expectReasons("a plan to destroy again", plan.errorTexts)
	if plan.errors() != "" {
		return
	}
	h.expectReasons("a repeated destroy", h.applySaved(plan).errorTexts)
}
