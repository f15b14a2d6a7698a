// Values: null, known, and between the types of Go and those of Terraform.

package provider

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// known reports whether a value is there to be used: neither null nor waiting for apply.
func known(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }

// valueOf is the value of a pointer, zero where there is none.
func valueOf[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// sameValue compares parts of nested objects by meaning: one instant can be written in many ways.
func sameValue(a, b attr.Value) bool {
	if a.Equal(b) {
		return true
	}
	left, ok := a.(types.String)
	if !ok || !known(a) || !known(b) {
		return false
	}
	right, _ := b.(types.String)
	leftTime, wrongLeft := parseInstant(left.ValueString())
	rightTime, wrongRight := parseInstant(right.ValueString())
	return wrongLeft == nil && wrongRight == nil && leftTime.Equal(rightTime)
}

// nulls gives a null of each type.
func nulls(ctx context.Context, kinds map[string]attr.Type, diags *diag.Diagnostics) map[string]attr.Value {
	values := map[string]attr.Value{}
	for name, kind := range kinds {
		null, err := kind.ValueFromTerraform(ctx, tftypes.NewValue(kind.TerraformType(ctx), nil))
		if err != nil {
			diags.AddError("Bug of the provider", err.Error())
		}
		values[name] = null
	}
	return values
}

// textOrNull maps the service's "" to null.
func textOrNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

func timeOrNull(t time.Time) timetypes.RFC3339 {
	if t.IsZero() {
		return timetypes.NewRFC3339Null()
	}
	return timetypes.NewRFC3339TimeValue(t)
}

// parseInstant reads an instant as exactly as the service keeps it: to the millisecond.
func parseInstant(text string) (time.Time, error) {
	instant, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, errors.New("must be an instant in RFC 3339, with date, time and offset, such as 2026-11-23T09:00:00+08:00")
	}
	return instant.Truncate(time.Millisecond), nil
}

// jsonOf writes properties as a JSON object.
func jsonOf(properties map[string]any) jsontypes.Normalized {
	if properties == nil {
		properties = map[string]any{}
	}
	encoded, err := json.Marshal(properties)
	if err != nil { // cannot happen: the properties were decoded from JSON
		return jsontypes.NewNormalizedNull()
	}
	return jsontypes.NewNormalizedValue(string(encoded))
}
