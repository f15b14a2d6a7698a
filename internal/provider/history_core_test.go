// A core that drives the provider's protocol as Terraform's does: refresh, plan, apply, import.

package provider_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"pgregory.net/rapid"
)

// core runs walks over a configuration, each with a provider of its own.
type core struct {
	t       rapid.TB
	connect func() tfprotov6.ProviderServer
	schemas map[string]*tfprotov6.Schema
}

// block is an object as it is configured.
type block struct {
	address string // type.name
	given   map[string]any
}

func kindOf(address string) string {
	kind, _, _ := strings.Cut(address, ".")
	return kind
}

// object is an object in the state.
type object struct {
	value    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	tainted  bool
}

// objects is a state.
type objects map[string]object

// step is what a plan does: nothing, create, update, replace or delete.
type step struct {
	block
	action   string
	prior    object
	config   tftypes.Value
	planned  tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// blueprint is a plan, as it can be saved.
type blueprint struct {
	steps []step // in the order of the configuration; then what is not configured any more
	state objects
	diagnostics
}

// walk is one process of the provider.
type walk struct {
	*core
	server tfprotov6.ProviderServer
	*diagnostics
}

func (c *core) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatalf("the protocol failed: %s", err)
	}
}

// plan refreshes the state and plans what leads from it to the configuration.
func (c *core) plan(blocks []block, state objects) blueprint {
	c.t.Helper()
	made := blueprint{state: objects{}}
	w := walk{core: c, server: c.connect(), diagnostics: &made.diagnostics}
	known := map[string]tftypes.Value{}
	for _, b := range blocks {
		prior := w.refresh(b.address, state, made.state)
		if s, ok := w.planOne(b, prior, known); ok {
			known[b.address] = s.planned
			made.steps = append(made.steps, s)
		}
	}
	for _, address := range slices.Sorted(maps.Keys(state)) {
		if slices.ContainsFunc(blocks, func(b block) bool { return b.address == address }) {
			continue
		}
		if prior := w.refresh(address, state, made.state); !prior.value.IsNull() {
			made.steps = append(made.steps, w.planDelete(address, prior))
		}
	}
	return made
}

// refresh reads an object of the state. A null value stands for one that is not there.
func (w walk) refresh(address string, state, refreshed objects) object {
	w.t.Helper()
	kind := w.typeOf(address)
	prior, found := state[address]
	if !found {
		return object{value: tftypes.NewValue(kind, nil)}
	}
	resp, err := w.server.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
		TypeName: kindOf(address), CurrentState: w.encode(address, prior.value), Private: prior.private, CurrentIdentity: prior.identity,
	})
	w.must(err)
	if w.add(address, resp.Diagnostics) {
		refreshed[address] = prior
		return prior
	}
	read := object{w.decode(address, resp.NewState), resp.Private, resp.NewIdentity, prior.tainted}
	if read.value.IsNull() {
		return object{value: read.value}
	}
	refreshed[address] = read
	return read
}

func (w walk) planOne(b block, prior object, known map[string]tftypes.Value) (step, bool) {
	w.t.Helper()
	config, ok := w.configure(b, known)
	if !ok {
		return step{}, false // what it refers to could not be planned
	}
	validated, err := w.server.ValidateResourceConfig(context.Background(), &tfprotov6.ValidateResourceConfigRequest{TypeName: kindOf(b.address), Config: w.encode(b.address, config)})
	w.must(err)
	if w.add(b.address, validated.Diagnostics) {
		return step{}, false
	}
	null := tftypes.NewValue(w.typeOf(b.address), nil)
	from := prior
	if prior.tainted {
		from = object{value: null}
	}
	planned := w.propose(b.address, from, config)
	if w.add(b.address, planned.Diagnostics) {
		return step{}, false
	}
	s := step{block: b, prior: prior, config: config}
	s.action = w.actionOf(b.address, from.value, planned)
	if s.action == "replace" {
		planned = w.propose(b.address, object{value: null, private: planned.PlannedPrivate}, config)
		if w.add(b.address, planned.Diagnostics) {
			return step{}, false
		}
	}
	if prior.tainted {
		s.action = "replace"
	}
	s.planned, s.private, s.identity = w.decode(b.address, planned.PlannedState), planned.PlannedPrivate, planned.PlannedIdentity
	w.expectPlanOf(b.address, config, from.value, s.planned)
	return s, true
}

func (w walk) propose(address string, prior object, config tftypes.Value) *tfprotov6.PlanResourceChangeResponse {
	w.t.Helper()
	proposed := attributes(config)
	old := attributes(prior.value)
	for _, attribute := range w.schemas[kindOf(address)].Block.Attributes {
		if !attribute.Computed || !proposed[attribute.Name].IsNull() {
			continue
		}
		proposed[attribute.Name] = tftypes.NewValue(attribute.ValueType(), tftypes.UnknownValue)
		if prior.value.IsKnown() && !prior.value.IsNull() {
			proposed[attribute.Name] = old[attribute.Name]
		}
	}
	resp, err := w.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: kindOf(address), PriorState: w.encode(address, prior.value), Config: w.encode(address, config),
		ProposedNewState: w.encode(address, tftypes.NewValue(w.typeOf(address), proposed)), PriorPrivate: prior.private, PriorIdentity: prior.identity,
	})
	w.must(err)
	return resp
}

func (w walk) actionOf(address string, prior tftypes.Value, planned *tfprotov6.PlanResourceChangeResponse) string {
	value := w.decode(address, planned.PlannedState)
	switch {
	case prior.IsNull():
		return "create"
	case value.Equal(prior):
		return "nothing"
	}
	for _, path := range planned.RequiresReplace {
		name, _ := path.Steps()[0].(tftypes.AttributeName)
		if !attributes(value)[string(name)].Equal(attributes(prior)[string(name)]) {
			return "replace"
		}
	}
	return "update"
}

func (w walk) planDelete(address string, prior object) step {
	w.t.Helper()
	null := tftypes.NewValue(w.typeOf(address), nil)
	resp, err := w.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: kindOf(address), PriorState: w.encode(address, prior.value), Config: w.encode(address, null), ProposedNewState: w.encode(address, null),
		PriorPrivate: prior.private, PriorIdentity: prior.identity,
	})
	w.must(err)
	w.add(address, resp.Diagnostics)
	return step{block: block{address: address}, action: "delete", prior: prior, planned: null, config: null, private: resp.PlannedPrivate, identity: resp.PlannedIdentity}
}

// apply makes a plan true as far as it goes, and gives the state that is reached.
func (c *core) apply(plan blueprint) (objects, diagnostics) {
	c.t.Helper()
	state, reached := maps.Clone(plan.state), diagnostics{}
	w := walk{core: c, server: c.connect(), diagnostics: &reached}
	w.takeAway(plan.steps, state)
	known := map[string]tftypes.Value{}
	for _, s := range plan.steps {
		old, kept := state[s.address]
		switch {
		case s.action == "delete", s.action == "replace" && kept:
		case s.action == "nothing":
			known[s.address] = old.value
		default:
			if w.applyOne(s, known, state) {
				known[s.address] = state[s.address].value
			}
		}
	}
	return state, reached
}

// takeAway deletes what is to go, what is in a room before the room.
func (w walk) takeAway(steps []step, state objects) {
	failed := false
	gone := slices.Collect(func(yield func(step) bool) {
		for _, s := range steps {
			if (s.action == "delete" || s.action == "replace") && !yield(s) {
				return
			}
		}
	})
	slices.SortStableFunc(gone, func(a, b step) int { return isRoom(a.address) - isRoom(b.address) })
	for _, s := range gone {
		if failed && isRoom(s.address) == 1 {
			continue
		}
		null := tftypes.NewValue(w.typeOf(s.address), nil)
		failed = !w.send(s, s.prior, null, null, state) || failed
	}
}

func isRoom(address string) int {
	if address == roomAddress {
		return 1
	}
	return 0
}

// applyOne plans once more, now that all is known, and applies.
func (w walk) applyOne(s step, known map[string]tftypes.Value, state objects) bool {
	w.t.Helper()
	config, ok := w.configure(s.block, known)
	if !ok {
		return false
	}
	prior := s.prior
	if s.action != "update" {
		prior = object{value: tftypes.NewValue(w.typeOf(s.address), nil)}
	}
	final := w.propose(s.address, prior, config)
	if w.add(s.address, final.Diagnostics) {
		return false
	}
	planned := w.decode(s.address, final.PlannedState)
	w.expectSame("the plan made again at apply", s.address, s.planned, planned)
	s.private, s.identity = final.PlannedPrivate, final.PlannedIdentity
	return w.send(s, prior, planned, config, state)
}

// send applies one step to an object, and keeps in the state what comes of it.
func (w walk) send(s step, prior object, planned, config tftypes.Value, state objects) bool {
	w.t.Helper()
	resp, err := w.server.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: kindOf(s.address), PriorState: w.encode(s.address, prior.value), PlannedState: w.encode(s.address, planned), Config: w.encode(s.address, config),
		PlannedPrivate: s.private, PlannedIdentity: s.identity,
	})
	w.must(err)
	failed := w.add(s.address, resp.Diagnostics)
	value := w.decode(s.address, resp.NewState)
	if value.IsNull() {
		delete(state, s.address)
	} else {
		state[s.address] = object{value, resp.Private, resp.NewIdentity, failed && (prior.value.IsNull() || prior.tainted)}
	}
	if !failed {
		w.expectSame("the result of apply", s.address, planned, value)
	}
	return !failed
}

// adopt imports an object, and reads it as Terraform does before it is in the state.
func (c *core) adopt(address, id string) (objects, diagnostics) {
	c.t.Helper()
	read, found := objects{}, diagnostics{}
	w := walk{core: c, server: c.connect(), diagnostics: &found}
	resp, err := w.server.ImportResourceState(context.Background(), &tfprotov6.ImportResourceStateRequest{TypeName: kindOf(address), ID: id})
	w.must(err)
	if w.add(address, resp.Diagnostics) {
		return read, found
	}
	imported := resp.ImportedResources[0]
	w.refresh(address, objects{address: {value: w.decode(address, imported.State), private: imported.Private, identity: imported.Identity}}, read)
	if len(read) == 0 {
		found.errors = append(found.errors, fmt.Sprintf("%s: nothing to import", address))
	}
	return read, found
}
