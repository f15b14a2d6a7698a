// Plans of whole configurations, as they can be saved, and applied in another run.

package provider_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

// resourceBlock is a resource as it is configured.
type resourceBlock struct {
	address string // type.name
	given   map[string]any
}

// fromRoom stands in a configuration for the room_uuid of the room.
type fromRoom struct{}

// roomAddress is the one room of a configuration; all other resources are in it.
const roomAddress = "classroom_room.lesson"

// instances are a state, by address.
type instances map[string]resourceInstance

// set keeps a resource, unless it does not exist.
func (s instances) set(r resourceInstance) {
	s[r.address] = r
	if r.state.IsNull() {
		delete(s, r.address)
	}
}

// of is a resource of the state, or an absent one.
func (s instances) of(address string) resourceInstance {
	if r, found := s[address]; found {
		return r
	}
	return absent(address)
}

// savedPlan is a plan of a configuration.
type savedPlan struct {
	config  map[string]resourceBlock
	changes []plannedChange // in the order of the configuration; then what is not configured any more
	state   instances       // refreshed
	diagnostics
}

// planAll refreshes a state, and plans what leads from it to a configuration.
func (c *core) planAll(config []resourceBlock, state instances) savedPlan {
	c.t.Helper()
	plan := savedPlan{config: map[string]resourceBlock{}, state: instances{}}
	known := map[string]tftypes.Value{}
	for _, block := range config {
		plan.config[block.address] = block
		prior, _ := c.refresh(state.of(block.address))
		plan.state.set(prior)
		values, ok := block.values(known)
		if !ok {
			continue // what it refers to could not be planned
		}
		if change, ok := c.plan(prior, values); ok {
			known[block.address] = change.planned
			plan.changes = append(plan.changes, change)
		}
	}
	for _, address := range slices.Sorted(maps.Keys(state)) {
		if _, configured := plan.config[address]; configured {
			continue
		}
		prior, _ := c.refresh(state[address])
		plan.state.set(prior)
		if prior.state.IsNull() {
			continue
		}
		if change, ok := c.plan(prior, absent(address).state); ok {
			plan.changes = append(plan.changes, change)
		}
	}
	plan.diagnostics = c.diagnostics
	return plan
}

// applyAll applies a plan as far as that goes, and gives the state that is reached.
func (c *core) applyAll(plan savedPlan) instances {
	c.t.Helper()
	state := maps.Clone(plan.state)
	c.destroyAll(plan.changes, state)
	known := map[string]tftypes.Value{}
	for _, change := range plan.changes {
		address := change.prior.address
		if _, kept := state[address]; change.action == plancheck.ResourceActionDestroy || change.action == plancheck.ResourceActionReplace && kept {
			continue
		}
		r, ok := change.prior, true
		if change.action != plancheck.ResourceActionNoop {
			values, resolved := plan.config[address].values(known)
			if !resolved {
				continue
			}
			r, ok = c.createOrUpdate(change, values)
		}
		state.set(r)
		if ok {
			known[address] = r.state
		}
	}
	return state
}

// destroyAll destroys what is to be removed or replaced, and the room after what is in it.
func (c *core) destroyAll(changes []plannedChange, state instances) {
	c.t.Helper()
	failed := false
	for _, rooms := range []bool{false, true} {
		for _, change := range changes {
			isRoom := change.prior.address == roomAddress
			if !change.destroys() || isRoom != rooms || isRoom && failed {
				continue
			}
			r, ok := c.destroy(change)
			state.set(r)
			failed = failed || !ok
		}
	}
}

// values gives a configuration its types, and what it refers to.
func (b resourceBlock) values(known map[string]tftypes.Value) (tftypes.Value, bool) {
	given := maps.Clone(b.given)
	for name, v := range given {
		if _, refers := v.(fromRoom); refers {
			room, found := known[roomAddress]
			if !found {
				return tftypes.Value{}, false
			}
			given[name] = attributes(room)["room_uuid"]
		}
	}
	return typed(typeOf(b.address), given), true
}

// isEmpty expects a plan that changes nothing.
func (p savedPlan) isEmpty() bool {
	return !slices.ContainsFunc(p.changes, func(change plannedChange) bool { return change.action != plancheck.ResourceActionNoop })
}

// String shows what a planned change changes.
func (p plannedChange) String() string {
	return fmt.Sprintf("%s %s:\nprior   %s\nplanned %s", p.action, p.prior.address, jsonText(plain(p.prior.state)), jsonText(plain(p.planned)))
}
