package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// notEmpty refuses an object that sets nothing, as one does whose attributes are misspelt:
// Terraform drops unknown attributes of nested objects without a word.
func notEmpty() validator.Object { return notEmptyObject{} }

type notEmptyObject struct{}

func (notEmptyObject) Description(context.Context) string { return "must set at least one attribute" }

func (notEmptyObject) MarkdownDescription(context.Context) string {
	return "must set at least one attribute"
}

func (notEmptyObject) ValidateObject(_ context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if !known(req.ConfigValue) {
		return
	}
	for _, value := range req.ConfigValue.Attributes() {
		if !value.IsNull() {
			return
		}
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Empty "+req.Path.String(),
		fmt.Sprintf("%s sets nothing. Terraform ignores attributes of nested objects that it does not know: check their spelling, or leave %s out.", req.Path, req.Path))
}
