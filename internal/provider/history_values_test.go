// Values of configurations, plans and states, in Go and on the wire.

package provider_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// fromRoom stands in a configuration for the room_uuid of the room.
type fromRoom struct{}

// roomAddress is the one room of a configuration; all other objects are in it.
const roomAddress = "classroom_room.lesson"

func (c *core) typeOf(address string) tftypes.Type { return c.schemas[kindOf(address)].ValueType() }

// configure gives a configuration its types, and what it refers to.
func (c *core) configure(b block, known map[string]tftypes.Value) (tftypes.Value, bool) {
	given := maps.Clone(b.given)
	for name, v := range given {
		if _, refers := v.(fromRoom); refers {
			room, found := known[roomAddress]
			if !found {
				return tftypes.Value{}, false
			}
			given[name] = attributes(room)["room_uuid"]
		}
	}
	return typed(c.typeOf(b.address), given), true
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
	for name, member := range kind.AttributeTypes {
		members[name] = typed(member, asObject(v)[name])
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

// String shows what a step changes.
func (s step) String() string {
	return fmt.Sprintf("%s %s:\nprior   %s\nplanned %s", s.action, s.address, jsonText(plain(s.prior.value)), jsonText(plain(s.planned)))
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
func (o object) text(name string) string {
	var text string
	if v, found := attributes(o.value)[name]; found && v.IsKnown() && !v.IsNull() {
		_ = v.As(&text)
	}
	return text
}

// isTrue tells of a boolean attribute.
func (o object) isTrue(name string) bool {
	var is bool
	if v, found := attributes(o.value)[name]; found && v.IsKnown() && !v.IsNull() {
		_ = v.As(&is)
	}
	return is
}

func (c *core) encode(address string, v tftypes.Value) *tfprotov6.DynamicValue {
	c.t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(c.typeOf(address), v)
	c.must(err)
	return &encoded
}

// decode reads a value, with sets in order.
func (c *core) decode(address string, encoded *tfprotov6.DynamicValue) tftypes.Value {
	c.t.Helper()
	v, err := encoded.Unmarshal(c.typeOf(address))
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

// diagnostics are those of a whole walk.
type diagnostics struct{ errors, warnings []string }

func (d *diagnostics) add(address string, found []*tfprotov6.Diagnostic) (failed bool) {
	for _, diagnostic := range found {
		text := address + ": " + diagnostic.Summary + "\n" + diagnostic.Detail
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			d.errors, failed = append(d.errors, text), true
		} else {
			d.warnings = append(d.warnings, text)
		}
	}
	return failed
}

// expectSame holds a later value against an earlier one: what was known must not change.
func (w walk) expectSame(what, address string, earlier, later tftypes.Value) {
	w.t.Helper()
	changed := attributes(later)
	for name, v := range attributes(earlier) {
		if v.IsFullyKnown() && !v.Equal(changed[name]) {
			w.t.Fatalf("%s of %s has another %s: %s, planned was %s", what, address, name, jsonText(plain(changed[name])), jsonText(plain(v)))
		}
	}
}

// expectPlanOf holds a plan against the configuration: it takes what is configured, or keeps what was.
func (w walk) expectPlanOf(address string, config, prior, planned tftypes.Value) {
	w.t.Helper()
	old, found := attributes(prior), attributes(planned)
	for name, v := range attributes(config) {
		if v.IsNull() || !v.IsFullyKnown() || v.Equal(found[name]) {
			continue
		}
		if kept, had := old[name]; !had || !kept.Equal(found[name]) {
			w.t.Fatalf("the plan of %s has another %s than is configured: %s, not %s", address, name, jsonText(plain(found[name])), jsonText(plain(v)))
		}
	}
}
