package provider

import (
	"context"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// wholeNumberType is the type of integers that a configuration writes. The framework's own blames
// the provider for a fraction; this one refuses it on the attribute.
type wholeNumberType struct{ basetypes.Int64Type }

// Equal holds for the framework's type as well, which the values have.
func (t wholeNumberType) Equal(other attr.Type) bool {
	_, same := other.(wholeNumberType)
	return same || t.Int64Type.Equal(other)
}

func (t wholeNumberType) String() string { return "wholeNumberType" }

// ValueFromTerraform leaves what is no whole number unknown: the framework calls Validate next.
func (t wholeNumberType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	if _, whole := wholeNumber(in); !whole {
		return types.Int64Unknown(), nil
	}
	return t.Int64Type.ValueFromTerraform(ctx, in)
}

// Validate refuses fractions, and numbers beyond 64 bits.
func (t wholeNumberType) Validate(_ context.Context, in tftypes.Value, at path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	if number, whole := wholeNumber(in); !whole {
		diags.AddAttributeError(at, "Invalid "+at.String(), fmt.Sprintf("%s must be a whole number of at most 64 bits, and is %s.", at, number.Text('g', -1)))
	}
	return diags
}

// wholeNumber reports whether a number is null, unknown or whole, and gives it where it is not.
func wholeNumber(in tftypes.Value) (number *big.Float, whole bool) {
	if in.IsNull() || !in.IsKnown() || in.As(&number) != nil {
		return nil, true
	}
	_, accuracy := number.Int64()
	return number, accuracy == big.Exact
}
