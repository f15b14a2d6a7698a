package proptypes

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func withKeys(keys ...string) attr.Value {
	values := map[string]attr.Value{}
	for _, key := range keys {
		values[key] = str("x")
	}
	return object(values)
}

func TestOwnableKeys(t *testing.T) {
	for name, test := range map[string]struct {
		value types.Dynamic
		want  string // part of the only error; "" for none
	}{
		"null":             {value: types.DynamicNull()},
		"unknown":          {value: types.DynamicUnknown()},
		"typed null":       {value: types.DynamicValue(types.MapNull(types.StringType))},
		"typed unknown":    {value: types.DynamicValue(types.StringUnknown())},
		"empty":            {value: types.DynamicValue(object(nil))},
		"map":              {value: types.DynamicValue(stringMap(map[string]attr.Value{"a": str("x")}))},
		"unknown inside":   {value: types.DynamicValue(key(tuple(types.StringUnknown(), types.DynamicUnknown())))},
		"paths":            {value: types.DynamicValue(withKeys("a.b", "a.c", "ab", "a b", "clé.✓", "0"))},
		"any nested key":   {value: types.DynamicValue(key(withKeys("", ".", "a", "a.b")))},
		"null value":       {types.DynamicValue(key(types.DynamicNull())), `properties["k"] is null; leave the key out instead.`},
		"null in a map":    {types.DynamicValue(stringMap(map[string]attr.Value{"a": str("x"), "b": types.StringNull()})), `properties["b"] is null`},
		"null deep inside": {types.DynamicValue(key(tuple(str("x"), key(list(str("x"), types.StringNull()))))), `properties["k"][1]["k"][1] is null`},
		"null in a set":    {types.DynamicValue(key(set(types.StringNull()))), `properties["k"][0] is null`},
		"null collection":  {types.DynamicValue(key(types.ListNull(types.StringType))), `properties["k"] is null`},
		"empty key":        {types.DynamicValue(withKeys("")), "properties has an empty key"},
		"dot":              {types.DynamicValue(withKeys(".")), `properties["."] is no path`},
		"dot first":        {types.DynamicValue(withKeys(".a")), `properties[".a"] is no path`},
		"dot last":         {types.DynamicValue(withKeys("a.")), `properties["a."] is no path`},
		"two dots":         {types.DynamicValue(withKeys("a..b")), `properties["a..b"] is no path`},
		"overlap":          {types.DynamicValue(withKeys("a", "a b", "a.b")), `properties["a"] and properties["a.b"] overlap`},
		"deep overlap":     {types.DynamicValue(withKeys("a.b", "a.b.c.d", "b")), `properties["a.b"] and properties["a.b.c.d"] overlap`},
	} {
		t.Run(name, func(t *testing.T) {
			var resp validator.DynamicResponse
			OwnableKeys().ValidateDynamic(t.Context(), validator.DynamicRequest{Path: path.Root("properties"), ConfigValue: test.value}, &resp)
			checkError(t, resp.Diagnostics, test.want)
		})
	}
}

func TestValidateAttribute(t *testing.T) {
	for name, test := range map[string]struct {
		value types.Dynamic
		want  string
	}{
		"null":             {value: types.DynamicNull()},
		"unknown":          {value: types.DynamicUnknown()},
		"typed null":       {value: types.DynamicValue(types.MapNull(types.StringType))},
		"typed unknown":    {value: types.DynamicValue(types.StringUnknown())},
		"object":           {value: types.DynamicValue(withKeys("a", "a.b", ""))},
		"null inside":      {value: types.DynamicValue(key(types.DynamicNull()))},
		"map":              {value: types.DynamicValue(stringMap(nil))},
		"bool":             {types.DynamicValue(types.BoolValue(true)), "cause must be an object"},
		"string":           {types.DynamicValue(str("x")), "cause must be an object"},
		"list":             {types.DynamicValue(list(str("x"))), "cause must be an object"},
		"tuple of objects": {types.DynamicValue(tuple(object(nil))), "cause must be an object"},
		"set of strings":   {types.DynamicValue(set(str("x"))), "cause must be an object"},
	} {
		t.Run(name, func(t *testing.T) {
			var resp xattr.ValidateAttributeResponse
			Object{DynamicValue: test.value}.ValidateAttribute(t.Context(), xattr.ValidateAttributeRequest{Path: path.Root("cause")}, &resp)
			checkError(t, resp.Diagnostics, test.want)
		})
	}
}

func checkError(t *testing.T, diags diag.Diagnostics, want string) {
	t.Helper()
	switch {
	case want == "" && diags.HasError():
		t.Errorf("refused: %v", diags)
	case want != "" && diags.ErrorsCount() != 1:
		t.Errorf("want one error, got %v", diags)
	case want != "" && !strings.Contains(diags[0].Detail(), want):
		t.Errorf("got %q, want %q", diags[0].Detail(), want)
	}
}

func TestCheckKeysInAnyOrder(t *testing.T) {
	if err := CheckKeys("keys", []string{"b", "a", "b"}); err != nil {
		t.Errorf("a key given twice: %v", err)
	}
	if got, want := errorText(CheckKeys("keys", []string{"a.b", "a"})), `keys["a"] and keys["a.b"] overlap; give the value under one of them`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
