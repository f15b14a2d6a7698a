package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestCompatible(t *testing.T) {
	t.Parallel()
	text := func(s string) attr.Value { return types.StringValue(s) }
	mapOf := func(pairs ...string) attr.Value {
		elements := map[string]attr.Value{}
		for i := 0; i < len(pairs); i += 2 {
			elements[pairs[i]] = text(pairs[i+1])
		}
		return types.MapValueMust(types.StringType, elements)
	}
	for name, test := range map[string]struct {
		prior, asked attr.Value
		plain        bool
		imported     bool
	}{
		"the same":                  {text("a"), text("a"), true, true},
		"another":                   {text("a"), text("b"), false, false},
		"nothing known before":      {types.StringNull(), text("b"), false, true},
		"nothing asked":             {text("a"), types.StringNull(), false, true},
		"not known yet":             {text("a"), types.StringUnknown(), false, false},
		"parts that are the same":   {mapOf("a", "1"), mapOf("a", "1"), true, true},
		"parts that differ":         {mapOf("a", "1"), mapOf("a", "2"), false, false},
		"a part less":               {mapOf("a", "1", "b", "2"), mapOf("a", "1"), false, true},
		"a part more":               {mapOf("a", "1"), mapOf("a", "1", "b", "2"), false, false},
		"parts that are not known":  {mapOf("a", "1"), types.MapUnknown(types.StringType), false, false},
		"one time in two forms":     {mapOf("a", "2026-11-23T09:00:00Z"), mapOf("a", "2026-11-23T10:00:00+01:00"), true, true},
		"parts in place of nothing": {mapOf(), mapOf("a", "1"), false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := compatible(test.prior, test.asked, false); got != test.plain {
				t.Errorf("compatible: %t, want %t", got, test.plain)
			}
			if got := compatible(test.prior, test.asked, true); got != test.imported {
				t.Errorf("compatible after an import: %t, want %t", got, test.imported)
			}
		})
	}
}

// Giving up the prefix for the id that was generated from it changes nothing.
func TestReplacedIDs_prefixIsGivenUp(t *testing.T) {
	t.Parallel()
	state := roomModel{RoomUUID: types.StringValue("math-1"), RoomUUIDPrefix: types.StringValue("math-")}
	plan := roomModel{RoomUUID: types.StringValue("math-1"), RoomUUIDPrefix: types.StringNull()}
	if got := replacedIDs(state, plan, false); len(got) > 0 {
		t.Errorf("replaced: %s", got)
	}
	plan.RoomUUIDPrefix = types.StringValue("maths-")
	if got := replacedIDs(state, plan, false); len(got) != 1 {
		t.Errorf("replaced: %s", got)
	}
}
