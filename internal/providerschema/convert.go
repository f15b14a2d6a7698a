package main

import (
	"encoding/json"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

func newSchema(s *tfprotov6.Schema) *tfjson.Schema {
	return &tfjson.Schema{Version: uint64(max(s.Version, 0)), Block: newBlock(s)}
}

func newActionSchema(a *tfprotov6.ActionSchema) *tfjson.ActionSchema {
	return &tfjson.ActionSchema{Block: newBlock(a.Schema)}
}

// newBlock has attributes only: a provider of protocol 6 needs no nested blocks.
func newBlock(s *tfprotov6.Schema) *tfjson.SchemaBlock {
	return &tfjson.SchemaBlock{
		Attributes:      newAttributes(s.Block.Attributes),
		Description:     s.Block.Description,
		DescriptionKind: descriptionKind(s.Block.DescriptionKind),
		Deprecated:      s.Block.Deprecated,
	}
}

func newAttributes(from []*tfprotov6.SchemaAttribute) map[string]*tfjson.SchemaAttribute {
	to := make(map[string]*tfjson.SchemaAttribute, len(from))
	for _, a := range from {
		to[a.Name] = &tfjson.SchemaAttribute{
			AttributeType:       newType(a.Type),
			AttributeNestedType: newNested(a.NestedType),
			Description:         a.Description,
			DescriptionKind:     descriptionKind(a.DescriptionKind),
			Deprecated:          a.Deprecated,
			Required:            a.Required,
			Optional:            a.Optional,
			Computed:            a.Computed,
			Sensitive:           a.Sensitive,
			WriteOnly:           a.WriteOnly,
		}
	}
	return to
}

func newNested(o *tfprotov6.SchemaObject) *tfjson.SchemaNestedAttributeType {
	if o == nil {
		return nil
	}
	mode := tfjson.SchemaNestingMode(strings.ToLower(o.Nesting.String()))
	return &tfjson.SchemaNestedAttributeType{Attributes: newAttributes(o.Attributes), NestingMode: mode}
}

func newFunction(f *tfprotov6.Function) *tfjson.FunctionSignature {
	to := &tfjson.FunctionSignature{
		Summary:            f.Summary,
		Description:        f.Description,
		DeprecationMessage: f.DeprecationMessage,
		ReturnType:         newType(f.Return.Type),
	}
	for _, p := range f.Parameters {
		to.Parameters = append(to.Parameters, newParameter(p))
	}
	if f.VariadicParameter != nil {
		to.VariadicParameter = newParameter(f.VariadicParameter)
	}
	return to
}

func newParameter(p *tfprotov6.FunctionParameter) *tfjson.FunctionParameter {
	return &tfjson.FunctionParameter{Name: p.Name, Description: p.Description, IsNullable: p.AllowNullValue, Type: newType(p.Type)}
}

func newIdentity(s *tfprotov6.ResourceIdentitySchema) *tfjson.IdentitySchema {
	to := &tfjson.IdentitySchema{Version: uint64(max(s.Version, 0)), Attributes: make(map[string]*tfjson.IdentityAttribute, len(s.IdentityAttributes))}
	for _, a := range s.IdentityAttributes {
		to.Attributes[a.Name] = &tfjson.IdentityAttribute{
			IdentityType:      newType(a.Type),
			Description:       a.Description,
			RequiredForImport: a.RequiredForImport,
			OptionalForImport: a.OptionalForImport,
		}
	}
	return to
}

func descriptionKind(kind tfprotov6.StringKind) tfjson.SchemaDescriptionKind {
	return tfjson.SchemaDescriptionKind(strings.ToLower(kind.String()))
}

// newType goes by JSON, in which both libraries write a type in the same way.
func newType(from tftypes.Type) (to cty.Type) {
	if from == nil {
		return cty.NilType
	}
	encoded, err := json.Marshal(from)
	if err == nil {
		err = to.UnmarshalJSON(encoded)
	}
	if err != nil {
		panic(err) // the protocol's types are a part of cty's
	}
	return to
}
