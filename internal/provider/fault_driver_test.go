// A CLI in miniature, which speaks the protocol to the provider in this process.

package provider_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// allSchemas are asked for once: making them takes longer than most tests.
var allSchemas = sync.OnceValue(func() *tfprotov6.GetProviderSchemaResponse {
	server := providerserver.NewProtocol6(provider.New("test")())()
	schemas, _ := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	return schemas
})

// miniCLI is one run of a CLI with one resource in its configuration.
type miniCLI struct {
	t      *testing.T
	server tfprotov6.ProviderServer
	said   []*tfprotov6.Diagnostic // all diagnostics of this run
}

// tracked is a resource as a state file has it.
type tracked struct {
	typeName string
	state    tftypes.Value // null: there is none
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	tainted  bool
}

// pooledProvider is a provider to be configured anew for each run: what it takes to make one
// is its schemas.
type pooledProvider struct {
	server tfprotov6.ProviderServer
	change provider.Option
}

var idleProviders = sync.Pool{New: func() any {
	p := &pooledProvider{}
	change := func(config *classroom.Config) { p.change(config) }
	p.server = providerserver.NewProtocol6(provider.New("test", change)())()
	return p
}}

// provide starts the provider for one run, with a client changed by options.
func (f *fixture) provide(t *testing.T, options ...provider.Option) *miniCLI {
	t.Helper()
	p, _ := idleProviders.Get().(*pooledProvider)
	t.Cleanup(func() { idleProviders.Put(p) })
	p.change = func(config *classroom.Config) {
		config.Clock = testClock{f.clock}
		for _, option := range options {
			option(config)
		}
	}
	server := p.server
	c := &miniCLI{t: t, server: server}
	config := c.value(allSchemas().Provider, fmt.Sprintf(`{"endpoint":%q,"region":"ap","app_id":%q,"app_certificate":%q,"max_retries":2}`,
		f.URL, simulator.DemoAppID, simulator.DemoAppCertificate))
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: c.wire(config)})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp)
	}
	return c
}

// nothing is a resource that does not exist yet.
func nothing(typeName string) tracked {
	return tracked{typeName: typeName, state: tftypes.NewValue(resourceSchema(typeName).ValueType(), nil)}
}

func resourceSchema(typeName string) *tfprotov6.Schema { return allSchemas().ResourceSchemas[typeName] }

// value makes an object of a schema from JSON. A dynamic value is {"type": …, "value": …}.
func (c *miniCLI) value(schema *tfprotov6.Schema, text string) tftypes.Value {
	c.t.Helper()
	value, err := tfprotov6.RawState{JSON: []byte(text)}.Unmarshal(schema.ValueType())
	if err != nil {
		c.t.Fatal(err)
	}
	return value
}

func (c *miniCLI) wire(value tftypes.Value) *tfprotov6.DynamicValue {
	c.t.Helper()
	dynamic, err := tfprotov6.NewDynamicValue(value.Type(), value)
	if err != nil {
		c.t.Fatal(err)
	}
	return &dynamic
}

func (c *miniCLI) unwire(dynamic *tfprotov6.DynamicValue, kind tftypes.Type) tftypes.Value {
	c.t.Helper()
	if dynamic == nil {
		return tftypes.NewValue(kind, nil)
	}
	value, err := dynamic.Unmarshal(kind)
	if err != nil {
		c.t.Fatal(err)
	}
	return value
}

// hear keeps the diagnostics of an answer, and tells whether it is a success.
func (c *miniCLI) hear(err error, diagnostics []*tfprotov6.Diagnostic) bool {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	c.said = append(c.said, diagnostics...)
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			return false
		}
	}
	return true
}

// told is the text of all diagnostics of a severity.
func (c *miniCLI) told(severity tfprotov6.DiagnosticSeverity) string {
	text := &strings.Builder{}
	for _, diagnostic := range c.said {
		if diagnostic.Severity == severity {
			fmt.Fprintf(text, "%s\n%s\n", diagnostic.Summary, diagnostic.Detail)
		}
	}
	return text.String()
}

func (c *miniCLI) errors() string   { return c.told(tfprotov6.DiagnosticSeverityError) }
func (c *miniCLI) warnings() string { return c.told(tfprotov6.DiagnosticSeverityWarning) }

// refresh reads the resource. After a failure it is as before.
func (c *miniCLI) refresh(r tracked) (tracked, bool) {
	c.t.Helper()
	if r.state.IsNull() {
		return r, true
	}
	resp, err := c.server.ReadResource(c.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: r.typeName, CurrentState: c.wire(r.state), Private: r.private, CurrentIdentity: r.identity,
	})
	if !c.hear(err, resp.Diagnostics) {
		return r, false
	}
	r.state, r.private, r.identity = c.unwire(resp.NewState, r.state.Type()), resp.Private, resp.NewIdentity
	return r, true
}

// planned is a plan for one resource.
type planned struct {
	config, state tftypes.Value
	private       []byte
	identity      *tfprotov6.ResourceIdentityData
	replaces      bool
}

// plan leads to a configuration, and to nothing where that is null.
func (c *miniCLI) plan(r tracked, config tftypes.Value) (planned, bool) {
	c.t.Helper()
	resp, err := c.server.PlanResourceChange(c.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: r.typeName, PriorState: c.wire(r.state), Config: c.wire(config),
		ProposedNewState: c.wire(proposed(r, config)), PriorPrivate: r.private, PriorIdentity: r.identity,
	})
	ok := c.hear(err, resp.Diagnostics)
	if !ok {
		return planned{}, false
	}
	return planned{config, c.unwire(resp.PlannedState, r.state.Type()), resp.PlannedPrivate, resp.PlannedIdentity, len(resp.RequiresReplace) > 0}, true
}

// proposed is the configuration, with what only the provider computes from the prior state.
func proposed(r tracked, config tftypes.Value) tftypes.Value {
	if config.IsNull() || r.state.IsNull() {
		return config
	}
	var given, prior map[string]tftypes.Value
	_, _ = config.As(&given), r.state.As(&prior)
	merged := maps.Clone(given)
	for _, attribute := range resourceSchema(r.typeName).Block.Attributes {
		if attribute.Computed && merged[attribute.Name].IsNull() {
			merged[attribute.Name] = prior[attribute.Name]
		}
	}
	return tftypes.NewValue(config.Type(), merged)
}

// carryOut applies a plan. What the provider answers is in the state also after a failure.
func (c *miniCLI) carryOut(r tracked, p planned) (tracked, bool) {
	c.t.Helper()
	resp, err := c.server.ApplyResourceChange(c.t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: r.typeName, PriorState: c.wire(r.state), PlannedState: c.wire(p.state), Config: c.wire(p.config),
		PlannedPrivate: p.private, PlannedIdentity: p.identity,
	})
	ok := c.hear(err, resp.Diagnostics)
	creates := r.state.IsNull()
	r.state, r.private, r.identity = c.unwire(resp.NewState, r.state.Type()), resp.Private, resp.NewIdentity
	r.tainted = !ok && creates && !r.state.IsNull()
	if ok {
		c.keptPromise(p.state, r.state)
	}
	return r, ok
}

// keptPromise expects that an attribute is what the plan said, as a CLI does.
func (c *miniCLI) keptPromise(plan, state tftypes.Value) {
	c.t.Helper()
	var promised, kept map[string]tftypes.Value
	if plan.IsNull() != state.IsNull() {
		c.t.Errorf("planned %s, got %s", plan, state)
		return
	}
	_, _ = plan.As(&promised), state.As(&kept)
	for name, want := range promised {
		if want.IsFullyKnown() && !want.Equal(kept[name]) {
			c.t.Errorf("inconsistent result after apply: %s was planned as %s and is %s", name, want, kept[name])
		}
	}
}

// apply refreshes, plans and carries out, as `terraform apply` does. A null configuration destroys.
func (c *miniCLI) apply(r tracked, config tftypes.Value) (tracked, bool) {
	c.t.Helper()
	r, ok := c.refresh(r)
	if !ok || r.state.IsNull() && config.IsNull() {
		return r, ok
	}
	replace := r.tainted
	if !replace {
		p, ok := c.plan(r, config)
		if !ok || p.state.Equal(r.state) {
			return r, ok
		}
		if !p.replaces {
			return c.carryOut(r, p)
		}
	}
	if r, ok = c.applyFresh(r, tftypes.NewValue(config.Type(), nil)); !ok {
		return r, false
	}
	return c.applyFresh(nothing(r.typeName), config)
}

// applyFresh plans and carries out what needs no refresh.
func (c *miniCLI) applyFresh(r tracked, config tftypes.Value) (tracked, bool) {
	c.t.Helper()
	p, ok := c.plan(r, config)
	if !ok || p.state.Equal(r.state) {
		return r, ok
	}
	return c.carryOut(r, p)
}

// idle tells whether a plan after a refresh is empty.
func (c *miniCLI) idle(r tracked, config tftypes.Value) bool {
	c.t.Helper()
	r, ok := c.refresh(r)
	if !ok || r.tainted {
		return false
	}
	p, ok := c.plan(r, config)
	return ok && !p.replaces && p.state.Equal(r.state)
}

// adopt imports a resource and reads it, as `terraform import` does.
func (c *miniCLI) adopt(typeName, id string) (tracked, bool) {
	c.t.Helper()
	r := nothing(typeName)
	resp, err := c.server.ImportResourceState(c.t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	if !c.hear(err, resp.Diagnostics) {
		return r, false
	}
	found := resp.ImportedResources[0]
	read, ok := c.refresh(tracked{typeName: typeName, state: c.unwire(found.State, r.state.Type()), private: found.Private, identity: found.Identity})
	if !ok {
		return r, false
	}
	return read, !read.state.IsNull()
}
