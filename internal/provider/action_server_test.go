package provider_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// actionServer is the configured provider behind its protocol, as a CLI with actions has it.
type actionServer struct {
	t       *testing.T
	server  tfprotov6.ActionServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

func (f *fixture) actions(t *testing.T) *actionServer {
	t.Helper()
	server, err := f.factories()["classroom"]()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	actions, ok := server.(tfprotov6.ActionServer)
	if !ok {
		t.Fatal("the provider has no actions")
	}
	a := &actionServer{t, actions, schemas}
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: a.object(schemas.Provider, map[string]any{
		"endpoint": f.URL, "region": "ap", "app_id": simulator.DemoAppID, "app_certificate": simulator.DemoAppCertificate,
	})})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp)
	}
	return a
}

// object makes a configuration whose attributes are null but for the given ones.
func (a *actionServer) object(schema *tfprotov6.Schema, given map[string]any) *tfprotov6.DynamicValue {
	a.t.Helper()
	object, _ := schema.ValueType().(tftypes.Object)
	values := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		values[name] = tftypes.NewValue(kind, given[name])
	}
	for name := range given {
		if _, ok := values[name]; !ok {
			a.t.Fatalf("no attribute %s", name)
		}
	}
	dynamic, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, values))
	if err != nil {
		a.t.Fatal(err)
	}
	return &dynamic
}

func (a *actionServer) config(name string, given map[string]any) *tfprotov6.DynamicValue {
	a.t.Helper()
	schema := a.schemas.ActionSchemas["classroom_"+name]
	if schema == nil {
		a.t.Fatalf("no action %s", name)
	}
	return a.object(schema.Schema, given)
}

// check validates a configuration, then plans it.
func (a *actionServer) check(name string, given map[string]any) []*tfprotov6.Diagnostic {
	a.t.Helper()
	config := a.config(name, given)
	validated, err := a.server.ValidateActionConfig(a.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: "classroom_" + name, Config: config})
	if err != nil {
		a.t.Fatal(err)
	}
	planned, err := a.server.PlanAction(a.t.Context(), &tfprotov6.PlanActionRequest{ActionType: "classroom_" + name, Config: config})
	if err != nil {
		a.t.Fatal(err)
	}
	return slices.Concat(validated.Diagnostics, planned.Diagnostics)
}

// outcome is what a CLI learns of an invoked action.
type outcome struct {
	progress []string
	failure  string // summary and detail of all diagnostics
}

func (a *actionServer) invoke(ctx context.Context, name string, given map[string]any) outcome {
	var got outcome
	stream, err := a.server.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: "classroom_" + name, Config: a.config(name, given)})
	if err != nil {
		a.t.Error(err)
		return got
	}
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			got.progress = append(got.progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
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
