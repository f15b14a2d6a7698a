package proptypes

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// numberPrecision, in bits, is that of Terraform's own numbers.
const numberPrecision = 512

// maxNumberExponent, in bits, bounds the numbers taken from the service:
// Terraform writes numbers out digit by digit, without an exponent.
const maxNumberExponent = 1 << 14

// WithJSON returns a value of a JSON object; JSON null becomes null. Where v
// already holds the same JSON under a key, v's own form of it is kept, so that a
// plan after drift shows the keys that drifted and not also a list for a set. The
// error names each value that Terraform cannot represent; the value is then null.
func (v Object) WithJSON(object map[string]any) (Object, error) {
	var problems []error
	prior := members(v.DynamicValue)
	values := make(map[string]attr.Value, len(object))
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if old, ok := prior[key]; ok && equalsJSON(old, object[key]) {
			values[key] = old
			continue
		}
		value, err := valueFromJSON(atKey(root, key), object[key])
		if err != nil {
			problems = append(problems, err)
			continue
		}
		values[key] = value
	}
	if len(problems) > 0 {
		return NewObjectNull(), errors.Join(problems...)
	}
	return Object{DynamicValue: basetypes.NewDynamicValue(objectOf(values))}, nil
}

// ToJSON returns the JSON object to send, nil when the value is null. The error
// names the place of a null or unknown value inside.
func (v Object) ToJSON() (map[string]any, error) {
	if place, found := findNull(root, v.DynamicValue); found {
		return nil, fmt.Errorf("%s is null", place)
	}
	return v.StoredJSON()
}

// StoredJSON is ToJSON for a value that may hold nulls: a prior state, where
// they are the service's own, or a cause, where they are the user's business.
func (v Object) StoredJSON() (map[string]any, error) {
	if v.IsNull() {
		return nil, nil
	}
	decoded, err := jsonFromValue(root, v.DynamicValue)
	if err != nil {
		return nil, err
	}
	object, ok := decoded.(map[string]any)
	if !ok {
		return nil, errors.New(root + " is not an object")
	}
	return object, nil
}

func equalsJSON(v attr.Value, decoded any) bool {
	own, err := jsonFromValue(root, v)
	return err == nil && equal(own, decoded)
}

// jsonFromValue decodes v as a JSON decoder with UseNumber would, but for sets,
// which become unordered. The place at is for the error.
func jsonFromValue(at string, v attr.Value) (any, error) {
	v = concrete(v)
	switch {
	case v.IsUnknown():
		return nil, fmt.Errorf("%s is not known yet", at)
	case v.IsNull():
		return nil, nil
	}
	switch v := v.(type) {
	case basetypes.StringValue:
		return v.ValueString(), nil
	case basetypes.BoolValue:
		return v.ValueBool(), nil
	case basetypes.NumberValue:
		return jsonNumber(at, v.ValueBigFloat())
	case basetypes.ObjectValue, basetypes.MapValue:
		return jsonObject(at, members(v))
	case basetypes.ListValue, basetypes.TupleValue:
		return jsonArray(at, elements(v))
	case basetypes.SetValue:
		array, err := jsonArray(at, elements(v))
		return unordered(array), err
	}
	return nil, fmt.Errorf("%s has no JSON form: %T", at, v)
}

func jsonObject(at string, values map[string]attr.Value) (map[string]any, error) {
	object := make(map[string]any, len(values))
	for key, value := range values {
		decoded, err := jsonFromValue(atKey(at, key), value)
		if err != nil {
			return nil, err
		}
		object[key] = decoded
	}
	return object, nil
}

func jsonArray(at string, values []attr.Value) ([]any, error) {
	array := make([]any, len(values))
	for i, value := range values {
		decoded, err := jsonFromValue(atIndex(at, i), value)
		if err != nil {
			return nil, err
		}
		array[i] = decoded
	}
	return array, nil
}

// jsonNumber writes integers with all their digits, since a reader may take an
// exponent for a sign of a fraction. It writes anything else as a double, in
// which JSON's readers hold a fraction: 1/3 would otherwise have 150 digits that
// no service returns.
func jsonNumber(at string, f *big.Float) (json.Number, error) {
	switch {
	case f.IsInf():
		return "", fmt.Errorf("%s is infinite", at)
	case f.IsInt() && f.MantExp(nil) <= numberPrecision:
		i, _ := f.Int(nil)
		return json.Number(i.String()), nil
	}
	double, _ := f.Float64()
	if math.IsInf(double, 0) || double == 0 { // beyond a double
		return json.Number(f.Text('e', -1)), nil
	}
	encoded, err := json.Marshal(double)
	return json.Number(encoded), err
}

func valueFromJSON(at string, decoded any) (attr.Value, error) {
	switch decoded := decoded.(type) {
	case nil:
		return basetypes.NewDynamicNull(), nil
	case string:
		return basetypes.NewStringValue(decoded), nil
	case bool:
		return basetypes.NewBoolValue(decoded), nil
	case json.Number:
		return valueFromNumber(at, decoded)
	case map[string]any:
		return valueFromObject(at, decoded)
	case []any:
		return valueFromArray(at, decoded)
	case unordered:
		return valueFromArray(at, decoded)
	}
	return nil, fmt.Errorf("%s is of the unexpected type %T", at, decoded)
}

func valueFromNumber(at string, n json.Number) (attr.Value, error) {
	f, err := parseNumber(n)
	if err != nil {
		return nil, fmt.Errorf("%s is no number", at)
	}
	if exponent := f.MantExp(nil); f.IsInf() || exponent > maxNumberExponent || exponent < -maxNumberExponent {
		return nil, fmt.Errorf("%s is a number out of range", at)
	}
	return basetypes.NewNumberValue(f), nil
}

func valueFromObject(at string, object map[string]any) (attr.Value, error) {
	values := make(map[string]attr.Value, len(object))
	for key, decoded := range object {
		value, err := valueFromJSON(atKey(at, key), decoded)
		if err != nil {
			return nil, err
		}
		values[key] = value
	}
	return objectOf(values), nil
}

func valueFromArray(at string, array []any) (attr.Value, error) {
	values := make([]attr.Value, len(array))
	types := make([]attr.Type, len(array))
	for i, decoded := range array {
		value, err := valueFromJSON(atIndex(at, i), decoded)
		if err != nil {
			return nil, err
		}
		values[i], types[i] = value, value.Type(context.Background())
	}
	return basetypes.NewTupleValueMust(types, values), nil
}

func objectOf(values map[string]attr.Value) basetypes.ObjectValue {
	types := make(map[string]attr.Type, len(values))
	for key, value := range values {
		types[key] = value.Type(context.Background())
	}
	return basetypes.NewObjectValueMust(types, values)
}
