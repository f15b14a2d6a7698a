package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// server is a provider with one object of each kind.
type server struct {
	tfprotov6.ProviderServer
	broken bool
}

func (s server) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	leaf := &tfprotov6.SchemaAttribute{
		Name: "leaf", Type: tftypes.List{ElementType: tftypes.String}, Required: true, Sensitive: true,
		Description: "A *leaf*.", DescriptionKind: tfprotov6.StringKindMarkdown,
	}
	object := &tfprotov6.Schema{Version: 1, Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
		{Name: "branch", Optional: true, NestedType: &tfprotov6.SchemaObject{
			Nesting: tfprotov6.SchemaObjectNestingModeMap, Attributes: []*tfprotov6.SchemaAttribute{leaf},
		}},
	}}}
	response := &tfprotov6.GetProviderSchemaResponse{
		Provider:                 object,
		ResourceSchemas:          map[string]*tfprotov6.Schema{"classroom_r": object},
		DataSourceSchemas:        map[string]*tfprotov6.Schema{"classroom_d": object},
		EphemeralResourceSchemas: map[string]*tfprotov6.Schema{"classroom_e": object},
		ActionSchemas:            map[string]*tfprotov6.ActionSchema{"classroom_a": {Schema: object}},
		Functions: map[string]*tfprotov6.Function{"f": {
			Summary:           "does f",
			Parameters:        []*tfprotov6.FunctionParameter{{Name: "text", Type: tftypes.String}},
			VariadicParameter: &tfprotov6.FunctionParameter{Name: "more", Type: tftypes.DynamicPseudoType},
			Return:            &tfprotov6.FunctionReturn{Type: tftypes.Number},
		}},
	}
	if s.broken {
		response.Diagnostics = []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: "no schema"}}
	}
	return response, nil
}

func (server) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{IdentitySchemas: map[string]*tfprotov6.ResourceIdentitySchema{
		"classroom_r": {IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{{Name: "id", Type: tftypes.String, RequiredForImport: true}}},
	}}, nil
}

func TestEveryKindIsWrittenAsACLIWouldWriteIt(t *testing.T) {
	const object = `{"version":1,"block":{"attributes":{"branch":{"nested_type":{"attributes":{"leaf":{"type":["list","string"],` +
		`"description":"A *leaf*.","description_kind":"markdown","required":true,"sensitive":true}},"nesting_mode":"map"},` +
		`"description_kind":"plain","optional":true}},"description_kind":"plain"}}`
	action := strings.Replace(object, `"version":1,`, "", 1) // a CLI writes no version of an action
	want := `{"format_version":"1.0","provider_schemas":{"classroom":{"provider":` + object +
		`,"resource_schemas":{"classroom_r":` + object + `},"data_source_schemas":{"classroom_d":` + object +
		`},"ephemeral_resource_schemas":{"classroom_e":` + object + `},"action_schemas":{"classroom_a":` + action +
		`},"functions":{"f":{"summary":"does f","return_type":"number","parameters":[{"name":"text","type":"string"}],` +
		`"variadic_parameter":{"name":"more","type":"dynamic"}}},` +
		`"resource_identity_schemas":{"classroom_r":{"version":0,"attributes":{"id":{"type":"string","required_for_import":true}}}}}}}`
	var written, compact bytes.Buffer
	if err := write(t.Context(), &written, server{}); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&compact, written.Bytes()); err != nil {
		t.Fatal(err)
	}
	if compact.String() != want {
		t.Errorf("got  %s\nwant %s", compact.String(), want)
	}
}

func TestAProviderWithoutSchemaIsAnError(t *testing.T) {
	err := write(t.Context(), &bytes.Buffer{}, server{broken: true})
	if err == nil || !strings.Contains(err.Error(), "no schema") {
		t.Errorf("got %v", err)
	}
}
