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
	for i, name := range fieldNames(fields.Type()) {
		fields.Field(i).Set(reflect.ValueOf(attributes[name]))
	}
	return diags
}

// setModel fills a plan or a state from a model.
func setModel[M any](ctx context.Context, to interface {
	Set(context.Context, any) diag.Diagnostics
}, model M) diag.Diagnostics {
	fields := reflect.ValueOf(model)
	kinds, attributes := map[string]attr.Type{}, map[string]attr.Value{}
	for i, name := range fieldNames(fields.Type()) {
		attribute, _ := fields.Field(i).Interface().(attr.Value)
		kinds[name], attributes[name] = attribute.Type(ctx), attribute
	}
	object, diags := types.ObjectValue(kinds, attributes)
	if diags.HasError() {
		return diags
	}
	return to.Set(ctx, object)
}

// namesOfFields are the fields of each model, by its type.
var namesOfFields sync.Map

func fieldNames(model reflect.Type) []string {
	if names, ok := namesOfFields.Load(model); ok {
		return names.([]string)
	}
	var names []string
	for i := range model.NumField() {
		names = append(names, model.Field(i).Tag.Get("tfsdk"))
	}
	namesOfFields.Store(model, names)
	return names
}
