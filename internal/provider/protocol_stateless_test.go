// A core reads data sources and invokes actions, which have no state.

package provider_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// readData reads a data source.
func (c *core) readData(name string, given any) (tftypes.Value, bool) {
	c.t.Helper()
	kind := allSchemas().DataSourceSchemas["classroom_"+name].ValueType()
	resp, err := c.server.ReadDataSource(context.Background(), &tfprotov6.ReadDataSourceRequest{TypeName: "classroom_" + name, Config: c.encode(typed(kind, given))})
	c.must(err)
	failed := c.add(name, resp.Diagnostics)
	return c.decode(kind, resp.State), !failed
}

func (c *core) actions() tfprotov6.ActionServer {
	c.t.Helper()
	server, ok := c.server.(tfprotov6.ActionServer)
	if !ok {
		c.t.Fatal("the provider has no actions")
	}
	return server
}

func (c *core) actionConfig(name string, given any) *tfprotov6.DynamicValue {
	c.t.Helper()
	return c.encode(typed(allSchemas().ActionSchemas["classroom_"+name].Schema.ValueType(), given))
}

// planAction validates the configuration of an action, then plans it.
func (c *core) planAction(name string, given any) []*tfprotov6.Diagnostic {
	c.t.Helper()
	config := c.actionConfig(name, given)
	validated, err := c.actions().ValidateActionConfig(context.Background(), &tfprotov6.ValidateActionConfigRequest{ActionType: "classroom_" + name, Config: config})
	c.must(err)
	planned, err := c.actions().PlanAction(context.Background(), &tfprotov6.PlanActionRequest{ActionType: "classroom_" + name, Config: config})
	c.must(err)
	return slices.Concat(validated.Diagnostics, planned.Diagnostics)
}

// outcome is what a CLI learns of an invoked action.
type outcome struct {
	progress []string
	failure  string // summary and detail of all diagnostics
}

// invoke runs an action.
func (c *core) invoke(ctx context.Context, name string, given any) outcome {
	c.t.Helper()
	var got outcome
	stream, err := c.actions().InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: "classroom_" + name, Config: c.actionConfig(name, given)})
	c.must(err)
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			got.progress = append(got.progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			c.add(name, event.Diagnostics)
			for _, diagnostic := range event.Diagnostics {
				got.failure += diagnostic.Summary + "\n" + diagnostic.Detail + "\n"
			}
		}
	}
	return got
}

// expect compares an outcome: progress line by line, the failure by parts of it.
func (o outcome) expect(t *testing.T, progress []string, failure ...string) {
	t.Helper()
	if !slices.Equal(o.progress, progress) {
		t.Errorf("progress %q\nwant %q", o.progress, progress)
	}
	if (o.failure == "") != (len(failure) == 0) {
		t.Errorf("failed with %q, want %q", o.failure, failure)
	}
	for _, part := range failure {
		if !strings.Contains(o.failure, part) {
			t.Errorf("failed with %q\nwithout %q", o.failure, part)
		}
	}
}
