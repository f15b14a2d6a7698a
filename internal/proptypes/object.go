// Package proptypes has the Terraform type of free JSON objects, such as the
// custom properties of a room: an object in plain HCL whose values may be of
// any type. Numbers in decoded JSON are json.Number.
package proptypes

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.DynamicTypable                    = ObjectType{}
	_ basetypes.DynamicValuableWithSemanticEquals = Object{}
	_ xattr.ValidateableAttribute                 = Object{}
)

// ObjectType is the custom type of a dynamic attribute that holds a JSON object.
type ObjectType struct{ basetypes.DynamicType }

// Equal reports whether o is an ObjectType too.
func (t ObjectType) Equal(o attr.Type) bool {
	_, ok := o.(ObjectType)
	return ok
}

func (t ObjectType) String() string { return "proptypes.ObjectType" }

// ValueType returns an Object.
func (t ObjectType) ValueType(context.Context) attr.Value { return Object{} }

// ValueFromDynamic returns an Object of any dynamic value.
func (t ObjectType) ValueFromDynamic(_ context.Context, v basetypes.DynamicValue) (basetypes.DynamicValuable, diag.Diagnostics) {
	return Object{DynamicValue: v}, nil
}

// ValueFromTerraform returns an Object of any value.
func (t ObjectType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.DynamicType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	dynamic, ok := value.(basetypes.DynamicValue)
	if !ok {
		return nil, fmt.Errorf("expected a dynamic value, got %T", value)
	}
	return Object{DynamicValue: dynamic}, nil
}

// Object is a value of ObjectType. Its dynamic value holds a Terraform object or
// map, or is null or unknown. In an invalid configuration it holds anything.
type Object struct{ basetypes.DynamicValue }

// NewObjectNull returns null.
func NewObjectNull() Object { return Object{DynamicValue: basetypes.NewDynamicNull()} }

// Type returns an ObjectType.
func (v Object) Type(context.Context) attr.Type { return ObjectType{} }

// Equal compares Terraform types as well: a map is no object.
func (v Object) Equal(o attr.Value) bool {
	other, ok := o.(Object)
	return ok && v.DynamicValue.Equal(other.DynamicValue)
}

// IsNull reports whether the value is null, also where the null has a type, as
// after "condition ? {…} : null".
func (v Object) IsNull() bool { return concrete(v.DynamicValue).IsNull() }

// IsUnknown reports whether the whole value is unknown, also where it has a type.
func (v Object) IsUnknown() bool { return concrete(v.DynamicValue).IsUnknown() }

// DynamicSemanticEquals compares as JSON, so that the answer of the service
// does not turn a user's map, list or set into another type in state.
func (v Object) DynamicSemanticEquals(ctx context.Context, o basetypes.DynamicValuable) (bool, diag.Diagnostics) {
	other, diags := o.ToDynamicValue(ctx)
	if diags.HasError() {
		return false, diags
	}
	theirs, err := jsonFromValue(root, other)
	return err == nil && equalsJSON(v.DynamicValue, theirs), diags
}

// ValidateAttribute accepts objects and maps, and null and unknown values.
func (v Object) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	switch concrete(v.DynamicValue).(type) {
	case basetypes.ObjectValue, basetypes.MapValue:
		return
	}
	if !v.IsNull() && !v.IsUnknown() {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+req.Path.String(),
			req.Path.String()+" must be an object, such as { key = \"value\" }.")
	}
}

// Keys returns the top-level keys in order, also those of unknown values. It
// returns none where the value is no object.
func (v Object) Keys() []string { return keysOf(v.DynamicValue) }

func keysOf(v attr.Value) []string { return slices.Sorted(maps.Keys(members(v))) }

// concrete returns what a dynamic value holds: it may be null or unknown while
// the dynamic value itself is not.
func concrete(v attr.Value) attr.Value {
	if dynamic, ok := v.(basetypes.DynamicValue); ok && dynamic.UnderlyingValue() != nil {
		return concrete(dynamic.UnderlyingValue())
	}
	return v
}

// members returns the entries of an object or a map, nil for anything else.
func members(v attr.Value) map[string]attr.Value {
	switch v := concrete(v).(type) {
	case basetypes.ObjectValue:
		return v.Attributes()
	case basetypes.MapValue:
		return v.Elements()
	}
	return nil
}

// elements returns the entries of a list, tuple or set, nil for anything else.
func elements(v attr.Value) []attr.Value {
	switch v := concrete(v).(type) {
	case basetypes.ListValue:
		return v.Elements()
	case basetypes.TupleValue:
		return v.Elements()
	case basetypes.SetValue:
		return v.Elements()
	}
	return nil
}

// children returns what v holds directly, each with its place as HCL writes it.
// Keys come in order, so that the first problem found is always the same one.
func children(at string, v attr.Value) iter.Seq2[string, attr.Value] {
	return func(yield func(string, attr.Value) bool) {
		entries := members(v)
		for _, key := range keysOf(v) {
			if !yield(atKey(at, key), entries[key]) {
				return
			}
		}
		for i, element := range elements(v) {
			if !yield(atIndex(at, i), element) {
				return
			}
		}
	}
}

// findNull returns the place of the first null inside v; v itself may be null.
func findNull(at string, v attr.Value) (string, bool) {
	for place, child := range children(at, v) {
		if concrete(child).IsNull() {
			return place, true
		}
		if place, found := findNull(place, child); found {
			return place, true
		}
	}
	return "", false
}

// root is the place of a value in errors that do not know its attribute.
const root = "value"

func atKey(at, key string) string     { return fmt.Sprintf("%s[%q]", at, key) }
func atIndex(at string, i int) string { return fmt.Sprintf("%s[%d]", at, i) }
