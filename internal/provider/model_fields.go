package provider

import (
	"context"
	"reflect"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The framework fills a struct with a regular expression compiled for each field of each call.
// For models whose fields are all attributes, getModel and setModel do the same without.

// getModel fills a model from a configuration, a plan or a state.
func getModel[M any](ctx context.Context, from interface {
	Get(context.Context, any) diag.Diagnostics
}, model *M) diag.Diagnostics {
	var object types.Object
	diags := from.Get(ctx, &object)
	if diags.HasError() {
		return diags
	}
	attributes, fields := object.Attributes(), reflect.ValueOf(model).Elem()
	for _, field := range attributeFields(fields.Type()) {
		fields.FieldByIndex(field.index).Set(reflect.ValueOf(attributes[field.attribute]))
	}
	return diags
}

// setModel fills a plan or a state from a model.
func setModel[M any](ctx context.Context, to interface {
	Set(context.Context, any) diag.Diagnostics
}, model M) diag.Diagnostics {
	fields := reflect.ValueOf(model)
	kinds, attributes := map[string]attr.Type{}, map[string]attr.Value{}
	for _, field := range attributeFields(fields.Type()) {
		value, _ := fields.FieldByIndex(field.index).Interface().(attr.Value)
		kinds[field.attribute], attributes[field.attribute] = value.Type(ctx), value
	}
	object, diags := types.ObjectValue(kinds, attributes)
	if diags.HasError() {
		return diags
	}
	return to.Set(ctx, object)
}

// attributeField is the field of a model that has an attribute. A model may embed others.
type attributeField struct {
	attribute string
	index     []int
}

// fieldsOfModels are the fields of each model, by its type.
var fieldsOfModels sync.Map

func attributeFields(model reflect.Type) []attributeField {
	if found, ok := fieldsOfModels.Load(model); ok {
		return found.([]attributeField)
	}
	var fields []attributeField
	for _, field := range reflect.VisibleFields(model) {
		if name, tagged := field.Tag.Lookup("tfsdk"); tagged {
			fields = append(fields, attributeField{name, field.Index})
		}
	}
	fieldsOfModels.Store(model, fields)
	return fields
}
