// A core that drives the provider's protocol as Terraform's does: refresh, plan, apply, import.

package provider_test

import (
	"context"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"pgregory.net/rapid"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// core is one run of a CLI, with a process of the provider.
type core struct {
	t           testScope
	server      tfprotov6.ProviderServer
	diagnostics // of the whole run
}

// testScope is a *testing.T or a *rapid.T.
type testScope interface {
	rapid.TB
	Cleanup(func())
}

// resourceInstance is a resource as a state file has it.
type resourceInstance struct {
	address  string        // type.name, or the type alone
	state    tftypes.Value // null: there is none
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	tainted  bool
}

// plannedChange is what a plan has for one resource.
type plannedChange struct {
	plannedBy       *core
	action          plancheck.ResourceActionType
	prior           resourceInstance
	config, planned tftypes.Value
	private         []byte
	identity        *tfprotov6.ResourceIdentityData
}

// pooledProvider is configured again for each run, because its schemas take long to make.
type pooledProvider struct {
	server tfprotov6.ProviderServer
	change provider.Option
}

var idleProviders = sync.Pool{New: func() any {
	p := &pooledProvider{}
	p.server = providerserver.NewProtocol6(provider.New("test", func(config *classroom.Config) { p.change(config) })())()
	return p
}}

// newCore starts a run against the service at a URL, with a client changed by options.
func newCore(t testScope, url string, options ...provider.Option) *core {
	t.Helper()
	p, _ := idleProviders.Get().(*pooledProvider)
	t.Cleanup(func() { idleProviders.Put(p) })
	p.change = func(config *classroom.Config) {
		for _, option := range options {
			option(config)
		}
	}
	c := &core{t: t, server: p.server}
	config := typed(allSchemas().Provider.ValueType(), map[string]any{
		"endpoint": url, "region": "ap", "app_id": simulator.DemoAppID, "app_certificate": simulator.DemoAppCertificate,
	})
	resp, err := c.server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{Config: c.encode(config)})
	c.must(err)
	if len(resp.Diagnostics) > 0 {
		t.Fatalf("the provider cannot be configured: %v", resp.Diagnostics[0])
	}
	return c
}

// core starts a run on the simulator's clock, with few retries.
func (f *fixture) core(t *testing.T, options ...provider.Option) *core {
	t.Helper()
	defaults := func(config *classroom.Config) { config.Clock, config.MaxRetries = testClock{f.clock}, 2 }
	return newCore(t, f.URL, append([]provider.Option{defaults}, options...)...)
}

func (c *core) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatalf("the protocol failed: %s", err)
	}
}

// absent is a resource that does not exist.
func absent(address string) resourceInstance {
	return resourceInstance{address: address, state: tftypes.NewValue(typeOf(address), nil)}
}

// refresh reads a resource. After a failure it is as before.
func (c *core) refresh(r resourceInstance) (resourceInstance, bool) {
	c.t.Helper()
	if r.state.IsNull() {
		return r, true
	}
	resp, err := c.server.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName(r.address), CurrentState: c.encode(r.state), Private: r.private, CurrentIdentity: r.identity,
	})
	c.must(err)
	if c.add(r.address, resp.Diagnostics) {
		return r, false
	}
	return c.instance(r.address, resp.NewState, resp.Private, resp.NewIdentity, r.tainted), true
}

func (c *core) instance(address string, state *tfprotov6.DynamicValue, private []byte, identity *tfprotov6.ResourceIdentityData, tainted bool) resourceInstance {
	c.t.Helper()
	value := c.decode(typeOf(address), state)
	if value.IsNull() {
		return absent(address)
	}
	return resourceInstance{address, value, private, identity, tainted}
}

// plan plans what leads to a configuration, and a removal where that is null.
func (c *core) plan(prior resourceInstance, config tftypes.Value) (plannedChange, bool) {
	c.t.Helper()
	if !config.IsNull() && !c.validate(prior.address, config) {
		return plannedChange{}, false
	}
	from := prior
	if prior.tainted && !config.IsNull() {
		from = absent(prior.address)
	}
	resp, ok := c.propose(from, config)
	if !ok {
		return plannedChange{}, false
	}
	planned := c.decode(prior.state.Type(), resp.PlannedState)
	action := actionOf(from.state, planned, resp.RequiresReplace)
	if action == plancheck.ResourceActionReplace {
		fresh := absent(prior.address)
		fresh.private = resp.PlannedPrivate
		if resp, ok = c.propose(fresh, config); !ok {
			return plannedChange{}, false
		}
		planned = c.decode(prior.state.Type(), resp.PlannedState)
	}
	if prior.tainted && !config.IsNull() {
		action = plancheck.ResourceActionReplace
	}
	c.expectAsConfigured(prior.address, config, from.state, planned)
	return plannedChange{c, action, prior, config, planned, resp.PlannedPrivate, resp.PlannedIdentity}, true
}

func (c *core) validate(address string, config tftypes.Value) bool {
	c.t.Helper()
	resp, err := c.server.ValidateResourceConfig(context.Background(), &tfprotov6.ValidateResourceConfigRequest{TypeName: typeName(address), Config: c.encode(config)})
	c.must(err)
	return !c.add(address, resp.Diagnostics)
}

// propose asks for a plan of the configuration, completed by what the provider computed before.
func (c *core) propose(prior resourceInstance, config tftypes.Value) (*tfprotov6.PlanResourceChangeResponse, bool) {
	c.t.Helper()
	proposed := config
	if !config.IsNull() && !prior.state.IsNull() {
		merged, old := attributes(config), attributes(prior.state)
		for _, attribute := range allSchemas().ResourceSchemas[typeName(prior.address)].Block.Attributes {
			if attribute.Computed && merged[attribute.Name].IsNull() {
				merged[attribute.Name] = old[attribute.Name]
			}
		}
		proposed = tftypes.NewValue(config.Type(), merged)
	}
	resp, err := c.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName(prior.address), PriorState: c.encode(prior.state), Config: c.encode(config),
		ProposedNewState: c.encode(proposed), PriorPrivate: prior.private, PriorIdentity: prior.identity,
	})
	c.must(err)
	return resp, !c.add(prior.address, resp.Diagnostics)
}

func actionOf(prior, planned tftypes.Value, requiresReplace []*tftypes.AttributePath) plancheck.ResourceActionType {
	switch {
	case planned.Equal(prior) && planned.String() == prior.String(): // Equal does not see that a list is no tuple
		return plancheck.ResourceActionNoop
	case planned.IsNull():
		return plancheck.ResourceActionDestroy
	case prior.IsNull():
		return plancheck.ResourceActionCreate
	}
	for _, path := range requiresReplace {
		name, _ := path.Steps()[0].(tftypes.AttributeName)
		if !attributes(planned)[string(name)].Equal(attributes(prior)[string(name)]) {
			return plancheck.ResourceActionReplace
		}
	}
	return plancheck.ResourceActionUpdate
}

func (p plannedChange) destroys() bool {
	return p.action == plancheck.ResourceActionDestroy || p.action == plancheck.ResourceActionReplace
}

// apply applies a planned change. What the provider answers is in the state also after a failure.
func (c *core) apply(p plannedChange) (resourceInstance, bool) {
	c.t.Helper()
	if p.action == plancheck.ResourceActionNoop {
		return p.prior, true
	}
	if p.destroys() {
		if r, ok := c.destroy(p); !ok || p.action == plancheck.ResourceActionDestroy {
			return r, ok
		}
	}
	return c.createOrUpdate(p, p.config)
}

func (c *core) destroy(p plannedChange) (resourceInstance, bool) {
	c.t.Helper()
	null := tftypes.NewValue(p.prior.state.Type(), nil)
	return c.send(p, p.prior, null, null)
}

// createOrUpdate applies a change. Another run than the one that planned it plans once more,
// with all that is known of the configuration by then.
func (c *core) createOrUpdate(p plannedChange, config tftypes.Value) (resourceInstance, bool) {
	c.t.Helper()
	prior := p.prior
	if p.action != plancheck.ResourceActionUpdate {
		prior = absent(prior.address)
	}
	if p.plannedBy == c {
		return c.send(p, prior, p.planned, config)
	}
	resp, ok := c.propose(prior, config)
	if !ok {
		return prior, false
	}
	planned := c.decode(prior.state.Type(), resp.PlannedState)
	c.expectSame("the plan made again at apply", prior.address, p.planned, planned)
	p.private, p.identity = resp.PlannedPrivate, resp.PlannedIdentity
	return c.send(p, prior, planned, config)
}

func (c *core) send(p plannedChange, prior resourceInstance, planned, config tftypes.Value) (resourceInstance, bool) {
	c.t.Helper()
	resp, err := c.server.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName(prior.address), PriorState: c.encode(prior.state), PlannedState: c.encode(planned), Config: c.encode(config),
		PlannedPrivate: p.private, PlannedIdentity: p.identity,
	})
	c.must(err)
	failed := c.add(prior.address, resp.Diagnostics)
	r := c.instance(prior.address, resp.NewState, resp.Private, resp.NewIdentity, failed && (prior.state.IsNull() || prior.tainted))
	if !failed {
		c.expectSame("the result of apply", prior.address, planned, r.state)
		if !r.state.IsFullyKnown() {
			c.t.Fatalf("the result of apply of %s leaves values unknown: %s", prior.address, jsonText(plain(r.state)))
		}
	}
	return r, !failed
}

// applyConfig refreshes, plans and applies, as `terraform apply` does. A null configuration destroys.
func (c *core) applyConfig(r resourceInstance, config tftypes.Value) (resourceInstance, bool) {
	c.t.Helper()
	r, ok := c.refresh(r)
	if !ok {
		return r, false
	}
	return c.applyUnrefreshed(r, config)
}

// applyUnrefreshed plans and applies, as `terraform apply -refresh=false` does.
func (c *core) applyUnrefreshed(r resourceInstance, config tftypes.Value) (resourceInstance, bool) {
	c.t.Helper()
	if r.state.IsNull() && config.IsNull() {
		return r, true
	}
	p, ok := c.plan(r, config)
	if !ok {
		return r, false
	}
	return c.apply(p)
}

// planIsEmpty refreshes, and plans no change.
func (c *core) planIsEmpty(r resourceInstance, config tftypes.Value) bool {
	c.t.Helper()
	r, refreshed := c.refresh(r)
	p, planned := c.plan(r, config)
	return refreshed && planned && p.action == plancheck.ResourceActionNoop
}

// importResource imports a resource and reads it, as `terraform import` does.
func (c *core) importResource(address, id string) (resourceInstance, bool) {
	c.t.Helper()
	resp, err := c.server.ImportResourceState(context.Background(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName(address), ID: id})
	c.must(err)
	if c.add(address, resp.Diagnostics) {
		return absent(address), false
	}
	found := resp.ImportedResources[0]
	r, ok := c.refresh(c.instance(address, found.State, found.Private, found.Identity, false))
	if !ok {
		return absent(address), false
	}
	if r.state.IsNull() {
		c.errorTexts = append(c.errorTexts, address+": nothing to import\n")
	}
	return r, !r.state.IsNull()
}
