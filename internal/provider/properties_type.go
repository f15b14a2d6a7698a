// The Terraform type of attributes that hold free JSON objects.

package provider

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.DynamicTypable                    = propertiesType{}
	_ basetypes.DynamicValuableWithSemanticEquals = propertiesValue{}
)

// propertiesType is the type of the attributes properties, cause and extra:
// an object in plain HCL that stands for a JSON object.
type propertiesType struct{ basetypes.DynamicType }

func (t propertiesType) Equal(o attr.Type) bool {
	_, ok := o.(propertiesType)
	return ok
}

func (t propertiesType) String() string { return "propertiesType" }

func (t propertiesType) ValueType(context.Context) attr.Value { return propertiesValue{} }

func (t propertiesType) ValueFromDynamic(_ context.Context, v basetypes.DynamicValue) (basetypes.DynamicValuable, diag.Diagnostics) {
	return propertiesValue{DynamicValue: v}, nil
}

func (t propertiesType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.DynamicType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	dynamic, ok := value.(basetypes.DynamicValue)
	if !ok {
		return nil, fmt.Errorf("expected a dynamic value, got %T", value)
	}
	return propertiesValue{DynamicValue: dynamic}, nil
}

// propertiesValue is a value of propertiesType. Two of them mean the same when
// they are the same JSON. Beware that IsNull and IsUnknown look at the value
// itself only: isNull, isUnknown and known look inside.
type propertiesValue struct{ basetypes.DynamicValue }

func propertiesNull() propertiesValue {
	return propertiesValue{DynamicValue: basetypes.NewDynamicNull()}
}

func (v propertiesValue) Type(context.Context) attr.Type { return propertiesType{} }

func (v propertiesValue) Equal(o attr.Value) bool {
	other, ok := o.(propertiesValue)
	return ok && v.DynamicValue.Equal(other.DynamicValue)
}

// DynamicSemanticEquals compares as JSON, so that the answer of the service
// does not turn a user's map, list or set into another type in state.
func (v propertiesValue) DynamicSemanticEquals(ctx context.Context, o basetypes.DynamicValuable) (bool, diag.Diagnostics) {
	other, diags := o.ToDynamicValue(ctx)
	if diags.HasError() {
		return false, diags
	}
	mine, err := jsonFromValue(root, v.DynamicValue)
	if err != nil {
		return false, diags
	}
	theirs, err := jsonFromValue(root, other)
	return err == nil && jsonEqual(mine, theirs), diags
}

// known says that the value is present and nothing in it waits for apply.
func (v propertiesValue) known() bool {
	return !isNull(v.DynamicValue) && !holdsUnknown(v.DynamicValue)
}

// keys lists the top-level keys in order, also of a partly unknown value.
func (v propertiesValue) keys() []string {
	return keysOf(v.DynamicValue)
}

func keysOf(v attr.Value) []string { return slices.Sorted(maps.Keys(members(v))) }

// concrete is what a dynamic value holds: it may be null or unknown while the
// dynamic value itself is not, as after "condition ? {…} : null".
func concrete(v attr.Value) attr.Value {
	if properties, ok := v.(propertiesValue); ok {
		v = properties.DynamicValue
	}
	if dynamic, ok := v.(basetypes.DynamicValue); ok && dynamic.UnderlyingValue() != nil {
		return concrete(dynamic.UnderlyingValue())
	}
	return v
}

func isNull(v attr.Value) bool { return concrete(v).IsNull() }

func isUnknown(v attr.Value) bool { return concrete(v).IsUnknown() }

func holdsUnknown(v attr.Value) bool {
	if isUnknown(v) {
		return true
	}
	for _, child := range children(root, v) {
		if holdsUnknown(child) {
			return true
		}
	}
	return false
}

// members gives the entries of an object or a map, nil for anything else.
func members(v attr.Value) map[string]attr.Value {
	switch v := concrete(v).(type) {
	case basetypes.ObjectValue:
		return v.Attributes()
	case basetypes.MapValue:
		return v.Elements()
	}
	return nil
}

// elements gives the entries of a list, tuple or set, nil for anything else.
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

// children gives what v holds directly, each with its place as HCL writes it;
// keys come in order, so that the first problem found is always the same one.
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

// root is the place of a value in messages that do not know its attribute.
const root = "value"

func atKey(at, key string) string     { return fmt.Sprintf("%s[%q]", at, key) }
func atIndex(at string, i int) string { return fmt.Sprintf("%s[%d]", at, i) }
