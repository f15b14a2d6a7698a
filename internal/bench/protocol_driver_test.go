package main

import (
	"fmt"
	"testing"

	framework "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// protocol speaks to a provider in this process as the CLI does.
type protocol struct {
	b       *testing.B
	server  tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
	service *simulator.Server
}

// The resources that are measured.
const (
	roomType   = "classroom_room"
	reportType = "classroom_class_report"
)

func newProtocol(b *testing.B, p framework.Provider) *protocol {
	b.Helper()
	c := &protocol{b: b, server: providerserver.NewProtocol6(p)()}
	var err error
	c.schemas, err = c.server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	c.must(err, nil)
	c.startService()
	return c
}

// startService has the provider configured for a service without rooms.
func (c *protocol) startService() {
	c.service = simulator.Run(c.b, simulator.Options{})
	c.configure()
}

func (c *protocol) configure() { c.configureFor(c.service.URL) }

func (c *protocol) configureFor(endpoint string) {
	config := c.value(c.schemas.Provider, fmt.Sprintf(`{"endpoint":%q,"region":"ap","app_id":%q,"app_certificate":%q}`,
		endpoint, simulator.DemoAppID, simulator.DemoAppCertificate))
	resp, err := c.server.ConfigureProvider(c.b.Context(), &tfprotov6.ConfigureProviderRequest{Config: config})
	c.must(err, resp.Diagnostics)
}

// must ends the benchmark where the provider did not do what is measured.
func (c *protocol) must(err error, diagnostics []*tfprotov6.Diagnostic) {
	c.b.Helper()
	if err != nil {
		c.b.Fatal(err)
	}
	for _, diagnostic := range diagnostics {
		c.b.Fatal(diagnostic.Summary, diagnostic.Detail)
	}
}

// value is an object of a schema from JSON.
func (c *protocol) value(schema *tfprotov6.Schema, text string) *tfprotov6.DynamicValue {
	value, err := tfprotov6.RawState{JSON: []byte(text)}.Unmarshal(schema.ValueType())
	c.must(err, nil)
	return c.wire(value)
}

func (c *protocol) wire(value tftypes.Value) *tfprotov6.DynamicValue {
	dynamic, err := tfprotov6.NewDynamicValue(value.Type(), value)
	c.must(err, nil)
	return &dynamic
}

func (c *protocol) configuration(i int) *tfprotov6.DynamicValue {
	return c.value(c.schemas.ResourceSchemas[roomType], fmt.Sprintf(`{"room_uuid":"room-%[1]d","name":"Room %[1]d","type":"small_classroom",
		"properties":{"type":["object",{"course":"string","number":"number"}],"value":{"course":"algebra","number":%[1]d}}}`, i))
}

func (c *protocol) nothing(typeName string) object {
	return object{state: c.wire(tftypes.NewValue(c.schemas.ResourceSchemas[typeName].ValueType(), nil))}
}

func (c *protocol) validate(config *tfprotov6.DynamicValue) {
	resp, err := c.server.ValidateResourceConfig(c.b.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: roomType, Config: config})
	c.must(err, resp.Diagnostics)
}

// plan proposes what the CLI would: the configuration, with the defaults and computed values of the state.
func (c *protocol) plan(typeName string, prior object, config *tfprotov6.DynamicValue) *tfprotov6.PlanResourceChangeResponse {
	proposed := config
	if prior.exists {
		proposed = prior.state
	}
	resp, err := c.server.PlanResourceChange(c.b.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, Config: config, ProposedNewState: proposed,
		PriorState: prior.state, PriorPrivate: prior.private, PriorIdentity: prior.identity,
	})
	c.must(err, resp.Diagnostics)
	return resp
}

func (c *protocol) create(typeName string, prior object, config *tfprotov6.DynamicValue) object {
	planned := c.plan(typeName, prior, config)
	resp, err := c.server.ApplyResourceChange(c.b.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, Config: config, PriorState: prior.state,
		PlannedState: planned.PlannedState, PlannedPrivate: planned.PlannedPrivate, PlannedIdentity: planned.PlannedIdentity,
	})
	c.must(err, resp.Diagnostics)
	return object{resp.NewState, resp.Private, resp.NewIdentity, true}
}

func (c *protocol) createRooms(rooms int) (states []object) {
	for i := range rooms {
		states = append(states, c.create(roomType, c.nothing(roomType), c.configuration(i)))
	}
	return states
}

func (c *protocol) read(known object) {
	resp, err := c.server.ReadResource(c.b.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: roomType, CurrentState: known.state, Private: known.private, CurrentIdentity: known.identity,
	})
	c.must(err, resp.Diagnostics)
}
