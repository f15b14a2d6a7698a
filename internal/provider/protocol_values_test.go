// Values of configurations, plans and states, in Go and on the wire.

package provider_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/provider"
)

// allSchemas are asked for once: making them takes longer than most tests.
var allSchemas = sync.OnceValue(func() *tfprotov6.GetProviderSchemaResponse {
	server := providerserver.NewProtocol6(provider.New("test")())()
	schemas, _ := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	return schemas
})

// typeName is the type of a resource, without the name that its address may have.
func typeName(address string) string {
	kind, _, _ := strings.Cut(address, ".")
	return kind
}

func typeOf(address string) tftypes.Type {
	return allSchemas().ResourceSchemas[typeName(address)].ValueType()
}

// jsonConfig makes a configuration of a resource from JSON.
func jsonConfig(address, text string) tftypes.Value { return typed(typeOf(address), parsed(text)) }

func parsed(text string) (v any) {
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(text)
	}
	return v
}

// typed makes a value of a type. Attributes that are not given are null.
func typed(kind tftypes.Type, v any) tftypes.Value {
	if made, done := v.(tftypes.Value); done {
		return made
	}
	if v == nil {
		return tftypes.NewValue(kind, nil)
	}
	switch kind := kind.(type) {
	case tftypes.Object:
		return typedObject(kind, v)
	case tftypes.Map:
		entries := map[string]tftypes.Value{}
		for key, entry := range asObject(v) {
			entries[key] = typed(kind.ElementType, entry)
		}
		return tftypes.NewValue(kind, entries)
	case tftypes.List:
		return tftypes.NewValue(kind, typedList(asList(v), kind.ElementType))
	case tftypes.Set:
		return tftypes.NewValue(kind, typedList(asList(v), kind.ElementType))
	}
	if kind.Is(tftypes.DynamicPseudoType) {
		return inferred(v)
	}
	return tftypes.NewValue(kind, v)
}

func asObject(v any) map[string]any {
	object, _ := v.(map[string]any)
	return object
}

func asList(v any) []any {
	list, _ := v.([]any)
	return list
}

func typedObject(kind tftypes.Object, v any) tftypes.Value {
	members := map[string]tftypes.Value{}
	given, _ := v.(map[string]any)
	if given == nil {
		panic(fmt.Sprintf("no object: %v", v))
	}
	for name := range given {
		if kind.AttributeTypes[name] == nil {
			panic("no attribute " + name)
		}
	}
	for name, member := range kind.AttributeTypes {
		members[name] = typed(member, given[name])
	}
	return tftypes.NewValue(kind, members)
}

func typedList(list []any, kind tftypes.Type) []tftypes.Value {
	var elements []tftypes.Value
	for _, element := range list {
		elements = append(elements, typed(kind, element))
	}
	return elements
}

// inferred is a value of the type that HCL would give it.
func inferred(v any) tftypes.Value {
	switch v := v.(type) {
	case string:
		return tftypes.NewValue(tftypes.String, v)
	case bool:
		return tftypes.NewValue(tftypes.Bool, v)
	case float64:
		return tftypes.NewValue(tftypes.Number, big.NewFloat(v))
	case []any:
		kinds, elements := []tftypes.Type{}, []tftypes.Value{}
		for _, element := range v {
			made := inferred(element)
			kinds, elements = append(kinds, made.Type()), append(elements, made)
		}
		return tftypes.NewValue(tftypes.Tuple{ElementTypes: kinds}, elements)
	case map[string]any:
		kinds, members := map[string]tftypes.Type{}, map[string]tftypes.Value{}
		for name, member := range v {
			members[name] = inferred(member)
			kinds[name] = members[name].Type()
		}
		return tftypes.NewValue(tftypes.Object{AttributeTypes: kinds}, members)
	}
	panic(fmt.Sprintf("no value of HCL: %T", v))
}

// attributes are those of an object; none of a null.
func attributes(v tftypes.Value) map[string]tftypes.Value {
	members := map[string]tftypes.Value{}
	if v.IsKnown() && !v.IsNull() {
		_ = v.As(&members)
	}
	return maps.Clone(members)
}

// plain is a value without its types; what is not known is "?".
func plain(v tftypes.Value) any {
	var (
		text    string
		number  big.Float
		boolean bool
		list    []tftypes.Value
		members map[string]tftypes.Value
	)
	switch {
	case !v.IsKnown():
		return "?"
	case v.IsNull():
		return nil
	case v.As(&text) == nil:
		return text
	case v.As(&number) == nil:
		return number.String()
	case v.As(&boolean) == nil:
		return boolean
	case v.As(&list) == nil:
		return mapped(list)
	case v.As(&members) == nil:
		object := map[string]any{}
		for name, member := range members {
			if shown := plain(member); shown != nil {
				object[name] = shown
			}
		}
		return object
	}
	return v.String()
}

func mapped(list []tftypes.Value) []any {
	var elements []any
	for _, element := range list {
		elements = append(elements, plain(element))
	}
	return elements
}

// text is a string attribute, "" where it is null or unknown.
func (r resourceInstance) text(name string) string {
	var text string
	if v, found := attributes(r.state)[name]; found && v.IsKnown() && !v.IsNull() {
		_ = v.As(&text)
	}
	return text
}

// isTrue is a boolean attribute, false where it is null or unknown.
func (r resourceInstance) isTrue(name string) bool {
	var is bool
	if v, found := attributes(r.state)[name]; found && v.IsKnown() && !v.IsNull() {
		_ = v.As(&is)
	}
	return is
}

func (c *core) encode(v tftypes.Value) *tfprotov6.DynamicValue {
	c.t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(v.Type(), v)
	c.must(err)
	return &encoded
}

// decode reads a value, with sets in order.
func (c *core) decode(kind tftypes.Type, encoded *tfprotov6.DynamicValue) tftypes.Value {
	c.t.Helper()
	if encoded == nil {
		return tftypes.NewValue(kind, nil)
	}
	v, err := encoded.Unmarshal(kind)
	c.must(err)
	v, err = tftypes.Transform(v, func(_ *tftypes.AttributePath, part tftypes.Value) (tftypes.Value, error) {
		if !part.Type().Is(tftypes.Set{}) || !part.IsKnown() || part.IsNull() {
			return part, nil
		}
		var elements []tftypes.Value
		if err := part.As(&elements); err != nil {
			return part, err
		}
		slices.SortFunc(elements, func(a, b tftypes.Value) int { return cmp.Compare(a.String(), b.String()) })
		return tftypes.NewValue(part.Type(), elements), nil
	})
	c.must(err)
	return v
}

// diagnostics are those of a run, each as a text.
type diagnostics struct{ errorTexts, warningTexts []string }

func (d *diagnostics) add(address string, found []*tfprotov6.Diagnostic) (failed bool) {
	for _, diagnostic := range found {
		text := address + ": " + diagnostic.Summary + "\n" + diagnostic.Detail + "\n"
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			d.errorTexts, failed = append(d.errorTexts, text), true
		} else {
			d.warningTexts = append(d.warningTexts, text)
		}
	}
	return failed
}

func (d *diagnostics) errors() string   { return strings.Join(d.errorTexts, "") }
func (d *diagnostics) warnings() string { return strings.Join(d.warningTexts, "") }

// expectSame compares a later value with an earlier one: what was known must not change.
func (c *core) expectSame(what, address string, earlier, later tftypes.Value) {
	c.t.Helper()
	if earlier.IsNull() != later.IsNull() {
		c.t.Fatalf("%s of %s is %s, planned was %s", what, address, jsonText(plain(later)), jsonText(plain(earlier)))
	}
	changed := attributes(later)
	for name, v := range attributes(earlier) {
		if v.IsFullyKnown() && !v.Equal(changed[name]) {
			c.t.Fatalf("%s of %s has another %s: %s, planned was %s", what, address, name, jsonText(plain(changed[name])), jsonText(plain(v)))
		}
	}
}

// expectAsConfigured expects that a plan takes what is configured, or keeps the prior value.
func (c *core) expectAsConfigured(address string, config, prior, planned tftypes.Value) {
	c.t.Helper()
	old, found := attributes(prior), attributes(planned)
	for name, v := range attributes(config) {
		if v.IsNull() || !v.IsFullyKnown() || v.Equal(found[name]) {
			continue
		}
		if kept, had := old[name]; !had || !kept.Equal(found[name]) {
			c.t.Fatalf("the plan of %s has another %s than is configured: %s, not %s", address, name, jsonText(plain(found[name])), jsonText(plain(v)))
		}
	}
}
