package proptypes

import (
	"encoding/json"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func decodeJSON(t *testing.T, text string) map[string]any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		t.Fatal(err)
	}
	return object
}

func TestJSONRoundTrip(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"a":"x","b":true,"c":false,"d":1,"e":""}`,
		`{"a":{"b":{"c":{"d":[1,"x",[],{},[true,[{"e":[]}]]]}}}}`,
		`{"a.b":1,"clé ✓":"日本","":"empty key"}`,
		`{"a":12345678901234567890,"b":0.1,"c":-3.14159265358979323846264338327950288,"d":1e400,"e":-1e-400}`,
		`{"a":9007199254740993,"b":-9223372036854775809,"c":1000000,"d":123456789012345678901234567890}`,
		`{"a":null,"b":{"c":null},"d":[null,1,null]}`,
	} {
		want := decodeJSON(t, text)
		value, err := NewObjectNull().WithJSON(want)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		got, err := overTheWire(t, value).StoredJSON()
		if err != nil || !equal(got, want) {
			t.Errorf("%s: got %v (%v)", text, got, err)
		}
	}
}

func TestJSONNumberForms(t *testing.T) {
	for in, want := range map[string]string{
		"1": "1", "1.0": "1", "1e0": "1", "-0": "0", "0.0": "0", "10": "10",
		"1e6": "1000000", "1.5e3": "1500", "0.1": "0.1", "-2.50": "-2.5",
		"12345678901234567890": "12345678901234567890", "1e21": "1000000000000000000000",
		"0.0000001": "1e-7", "1e400": "1e+400", "-1e400": "-1e+400", "1e-400": "1e-400",
	} {
		got, err := properties(key(number(in))).ToJSON()
		if err != nil || got["k"] != json.Number(want) {
			t.Errorf("%s: got %v, want %s (%v)", in, got["k"], want, err)
		}
	}
	// A float64 that Terraform passes on keeps its own short form, an integer all its digits.
	for f, want := range map[float64]string{0.1: "0.1", 12345678901234567168: "12345678901234567168"} {
		got, err := properties(key(types.NumberValue(big.NewFloat(f)))).ToJSON()
		if err != nil || got["k"] != json.Number(want) {
			t.Errorf("%v: got %v (%v)", f, got["k"], err)
		}
	}
}

func TestToJSON(t *testing.T) {
	for name, test := range map[string]struct {
		value   Object
		want    map[string]any
		problem string
	}{
		"null":          {value: NewObjectNull()},
		"typed null":    {value: properties(types.MapNull(types.StringType))},
		"empty":         {value: properties(object(nil)), want: map[string]any{}},
		"map":           {value: properties(stringMap(map[string]attr.Value{"a": str("x")})), want: map[string]any{"a": "x"}},
		"list":          {value: properties(key(list(str("x")))), want: map[string]any{"k": []any{"x"}}},
		"set":           {value: properties(key(set(str("x")))), want: map[string]any{"k": unordered{"x"}}},
		"dynamic":       {value: properties(key(types.DynamicValue(types.BoolValue(true)))), want: map[string]any{"k": true}},
		"no object":     {value: properties(tuple()), problem: "value is not an object"},
		"null inside":   {value: properties(key(tuple(str("x"), key(types.StringNull())))), problem: `value["k"][1]["k"] is null`},
		"typed null in": {value: properties(key(types.DynamicValue(types.StringNull()))), problem: `value["k"] is null`},
		"unknown":       {value: Object{DynamicValue: types.DynamicUnknown()}, problem: "value is not known yet"},
		"partly known":  {value: properties(key(tuple(types.StringUnknown()))), problem: `value["k"][0] is not known yet`},
		"infinite":      {value: properties(key(types.NumberValue(big.NewFloat(math.Inf(1))))), problem: `value["k"] is infinite`},
		"unusual value": {value: properties(key(types.Int64Value(1))), problem: `value["k"] has no JSON form: basetypes.Int64Value`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := test.value.ToJSON()
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %#v, want %#v", got, test.want)
			}
			if problem := errorText(err); problem != test.problem {
				t.Errorf("got error %q, want %q", problem, test.problem)
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestStoredJSONKeepsNulls(t *testing.T) {
	got, err := properties(key(tuple(types.DynamicNull()))).StoredJSON()
	if want := map[string]any{"k": []any{nil}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v (%v)", got, err)
	}
}

func TestSetsMarshalAsArrays(t *testing.T) {
	decoded, err := properties(key(set(str("x"), str("y")))).ToJSON()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(decoded); err != nil || string(got) != `{"k":["x","y"]}` {
		t.Errorf("got %s (%v)", got, err)
	}
}

func TestWithJSONRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		value any
		want  string
	}{
		"huge number":    {json.Number("1e1000000000"), `value["a"] is a number out of range`},
		"huge and small": {json.Number("1e-100000"), `value["a"] is a number out of range`},
		"no number":      {[]any{json.Number("x")}, `value["a"][0] is no number`},
		"float64":        {map[string]any{"b": 1.5}, `value["a"]["b"] is of the unexpected type float64`},
	} {
		t.Run(name, func(t *testing.T) {
			value, err := NewObjectNull().WithJSON(map[string]any{"a": test.value})
			if !value.IsNull() || errorText(err) != test.want {
				t.Errorf("got %s, %v", value, err)
			}
		})
	}
	_, err := NewObjectNull().WithJSON(map[string]any{"a": 1, "b": "x", "c": 2})
	if want := `value["a"] is of the unexpected type int` + "\n" + `value["c"] is of the unexpected type int`; errorText(err) != want {
		t.Errorf("two values: got %v", err)
	}
}

// A plan after drift is to show the drifted key only.
func TestWithJSONKeepsShapes(t *testing.T) {
	prior := properties(object(map[string]attr.Value{
		"same set":    set(str("x"), str("y")),
		"drifted set": set(str("x"), str("y")),
		"same list":   list(number("1"), number("2")),
		"gone":        str("x"),
	}))
	value, err := prior.WithJSON(decodeJSON(t, `{"same set":["y","x"],"drifted set":["x"],"same list":[1.0,2],"new":1}`))
	if err != nil {
		t.Fatal(err)
	}
	want := properties(object(map[string]attr.Value{
		"same set":    set(str("x"), str("y")),
		"drifted set": tuple(str("x")),
		"same list":   list(number("1"), number("2")),
		"new":         number("1"),
	}))
	if !value.Equal(want) {
		t.Errorf("got %s, want %s", value, want)
	}
	unknown := Object{DynamicValue: types.DynamicUnknown()}
	if value, _ := unknown.WithJSON(map[string]any{"a": "x"}); !value.Equal(properties(object(map[string]attr.Value{"a": str("x")}))) {
		t.Errorf("after unknown: got %s", value)
	}
}

func TestEqualNumbers(t *testing.T) {
	for name, test := range map[string]struct {
		a, b json.Number
		want bool
	}{
		"zeros":                     {"0", "-0.00e5", true},
		"forms":                     {"1", "0.1E+1", true},
		"forms of a large number":   {"12345678901234567890", "1.234567890123456789e19", true},
		"forms of a fraction":       {"-12.50", "-125e-1", true},
		"signs":                     {"1", "-1", false},
		"last digit of an integer":  {"12345678901234567890", "12345678901234567891", false},
		"fractions of one double":   {"0.1", "0.10000000000000000001", true},
		"fractions of two doubles":  {"0.1", "0.1000000000000001", false},
		"integer and near fraction": {"1", "1.00000000000000000001", false},
		"beyond a double":           {"1e400", "1e401", false},
		"no number":                 {"1e99999999999999999999", "1e99999999999999999999", true},
		"number and no number":      {"0", "x", false},
	} {
		t.Run(name, func(t *testing.T) {
			if equal(test.a, test.b) != test.want || equal(test.b, test.a) != test.want {
				t.Errorf("%s and %s: want %t", test.a, test.b, test.want)
			}
		})
	}
}
