package proptypes

import (
	"context"
	"math/big"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Short forms of the framework's constructors, for tables.

func properties(v attr.Value) Object {
	return Object{DynamicValue: types.DynamicValue(v)}
}

func object(values map[string]attr.Value) attr.Value { return objectOf(values) }

func stringMap(values map[string]attr.Value) attr.Value {
	return types.MapValueMust(types.StringType, values)
}

func list(values ...attr.Value) attr.Value {
	return types.ListValueMust(values[0].Type(context.Background()), values)
}

func set(values ...attr.Value) attr.Value {
	return types.SetValueMust(values[0].Type(context.Background()), values)
}

func tuple(values ...attr.Value) attr.Value {
	kinds := make([]attr.Type, len(values))
	for i, value := range values {
		kinds[i] = value.Type(context.Background())
	}
	return types.TupleValueMust(kinds, values)
}

func str(s string) attr.Value { return types.StringValue(s) }

// number parses as the plugin protocol does.
func number(s string) attr.Value {
	f, _, err := big.ParseFloat(s, 10, numberPrecision, big.ToNearestEven)
	if err != nil {
		panic(err)
	}
	return types.NumberValue(f)
}

func key(v attr.Value) attr.Value { return object(map[string]attr.Value{"k": v}) }

func TestSemanticEquals(t *testing.T) {
	for name, test := range map[string]struct {
		a, b attr.Value
		want bool
	}{
		"object and map":                {object(map[string]attr.Value{"a": str("x")}), stringMap(map[string]attr.Value{"a": str("x")}), true},
		"map with another value":        {object(map[string]attr.Value{"a": str("x")}), stringMap(map[string]attr.Value{"a": str("y")}), false},
		"one key more":                  {key(str("x")), object(map[string]attr.Value{"k": str("x"), "l": str("x")}), false},
		"another key":                   {key(str("x")), object(map[string]attr.Value{"l": str("x")}), false},
		"tuple and list":                {key(tuple(str("x"), str("y"))), key(list(str("x"), str("y"))), true},
		"list in another order":         {key(tuple(str("x"), str("y"))), key(list(str("y"), str("x"))), false},
		"set in another order":          {key(tuple(str("y"), str("x"))), key(set(str("x"), str("y"))), true},
		"sets":                          {key(set(str("y"), str("x"))), key(set(str("x"), str("y"))), true},
		"a set holds an element once":   {key(tuple(str("x"), str("x"))), key(set(str("x"), str("y"))), false},
		"a shorter set":                 {key(tuple(str("x"), str("x"))), key(set(str("x"))), false},
		"set of maps and tuple":         {key(set(stringMap(map[string]attr.Value{"a": str("1")}))), key(tuple(object(map[string]attr.Value{"a": str("1")}))), true},
		"empty tuple and empty list":    {key(tuple()), key(types.ListValueMust(types.StringType, nil)), true},
		"empty tuple and empty object":  {key(tuple()), key(object(nil)), false},
		"number forms":                  {key(number("1")), key(number("1.0e0")), true},
		"number of another precision":   {key(number("0.1")), key(types.NumberValue(big.NewFloat(0.1))), true},
		"integer of another precision":  {key(number("7")), key(types.NumberValue(new(big.Float).SetInt64(7))), true},
		"big integers, last digit":      {key(number("12345678901234567890")), key(number("12345678901234567891")), false},
		"minus zero":                    {key(number("-0")), key(number("0")), true},
		"number and string":             {key(number("1")), key(str("1")), false},
		"bool and string":               {key(types.BoolValue(true)), key(str("true")), false},
		"null and null":                 {key(types.StringNull()), key(types.DynamicNull()), true},
		"null and no key":               {key(types.StringNull()), object(nil), false},
		"null and empty string":         {key(types.DynamicNull()), key(str("")), false},
		"unknown and the same unknown":  {key(types.StringUnknown()), key(types.StringUnknown()), false},
		"unknown deep inside":           {key(tuple(key(types.DynamicUnknown()))), key(tuple(key(str("x")))), false},
		"unknown on the other side":     {key(str("x")), key(types.StringUnknown()), false},
		"unicode keys":                  {object(map[string]attr.Value{"clé ✓": str("é")}), stringMap(map[string]attr.Value{"clé ✓": str("é")}), true},
		"dynamic inside is transparent": {key(types.DynamicValue(str("x"))), key(str("x")), true},
	} {
		t.Run(name, func(t *testing.T) {
			for _, pair := range [][2]attr.Value{{test.a, test.b}, {test.b, test.a}} {
				got, diags := properties(pair[0]).DynamicSemanticEquals(t.Context(), properties(pair[1]))
				if got != test.want || diags.HasError() {
					t.Errorf("%s and %s: got %t, want %t (%v)", pair[0], pair[1], got, test.want, diags)
				}
			}
		})
	}
}

func TestNullUnknownAndKeys(t *testing.T) {
	for name, test := range map[string]struct {
		value         Object
		null, unknown bool
		keys          []string
	}{
		"null":               {value: NewObjectNull(), null: true},
		"typed null":         {value: properties(types.MapNull(types.StringType)), null: true},
		"unknown":            {value: Object{DynamicValue: types.DynamicUnknown()}, unknown: true},
		"typed unknown":      {value: properties(types.MapUnknown(types.StringType)), unknown: true},
		"empty":              {value: properties(object(nil))},
		"known, null inside": {value: properties(key(types.StringNull())), keys: []string{"k"}},
		"in order":           {value: properties(stringMap(map[string]attr.Value{"b": str(""), "a": str("")})), keys: []string{"a", "b"}},
		"partly unknown":     {value: properties(object(map[string]attr.Value{"b": str(""), "a": tuple(types.StringUnknown())})), keys: []string{"a", "b"}},
		"no object":          {value: properties(str("x"))},
		"zero value":         {null: true},
	} {
		t.Run(name, func(t *testing.T) {
			if null, unknown := test.value.IsNull(), test.value.IsUnknown(); null != test.null || unknown != test.unknown {
				t.Errorf("null: got %t, unknown: got %t", null, unknown)
			}
			if got := test.value.Keys(); !slices.Equal(got, test.keys) {
				t.Errorf("keys: got %q, want %q", got, test.keys)
			}
		})
	}
}

// What Terraform sends must come back the same, types included.
func TestTypeKeepsTerraformValues(t *testing.T) {
	text, holes := tftypes.String, tftypes.Object{AttributeTypes: map[string]tftypes.Type{"a": tftypes.DynamicPseudoType}}
	for name, in := range map[string]tftypes.Value{
		"null":          tftypes.NewValue(tftypes.DynamicPseudoType, nil),
		"unknown":       tftypes.NewValue(tftypes.DynamicPseudoType, tftypes.UnknownValue),
		"typed null":    tftypes.NewValue(tftypes.Map{ElementType: text}, nil),
		"typed unknown": tftypes.NewValue(tftypes.Map{ElementType: text}, tftypes.UnknownValue),
		"map":           tftypes.NewValue(tftypes.Map{ElementType: text}, map[string]tftypes.Value{"a": tftypes.NewValue(text, "x")}),
		"null inside":   tftypes.NewValue(holes, map[string]tftypes.Value{"a": tftypes.NewValue(tftypes.DynamicPseudoType, nil)}),
	} {
		t.Run(name, func(t *testing.T) {
			value, err := ObjectType{}.ValueFromTerraform(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := value.(Object); !ok || !value.Type(t.Context()).Equal(ObjectType{}) {
				t.Fatalf("got a %T of %s", value, value.Type(t.Context()))
			}
			out, err := value.ToTerraformValue(t.Context())
			if err != nil || !out.Equal(in) {
				t.Errorf("got %s, want %s (%v)", out, in, err)
			}
		})
	}
}

func TestTypeIsItsOwn(t *testing.T) {
	if (ObjectType{}).Equal(types.DynamicType) || !(ObjectType{}).Equal(ObjectType{}) {
		t.Error("the type must equal itself only")
	}
	if properties(str("x")).Equal(types.DynamicValue(str("x"))) || !properties(str("x")).Equal(properties(str("x"))) {
		t.Error("a value must equal values of its own type only")
	}
	if got := (ObjectType{}).String(); got != "proptypes.ObjectType" {
		t.Errorf("got %q", got)
	}
	if _, ok := (ObjectType{}).ValueType(t.Context()).(Object); !ok {
		t.Error("wrong value type")
	}
}

// overTheWire sends a value through the plugin protocol's encoding.
func overTheWire(t *testing.T, v Object) Object {
	t.Helper()
	sent, err := v.ToTerraformValue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := tfprotov6.NewDynamicValue(tftypes.DynamicPseudoType, sent)
	if err != nil {
		t.Fatal(err)
	}
	received, err := encoded.Unmarshal(tftypes.DynamicPseudoType)
	if err != nil {
		t.Fatal(err)
	}
	value, err := ObjectType{}.ValueFromTerraform(t.Context(), received)
	if err != nil {
		t.Fatal(err)
	}
	return value.(Object)
}
