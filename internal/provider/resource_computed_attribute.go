package provider

import (
	"fmt"

	data "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// computedAttribute is a computed attribute of a data source as a resource has it, so that the
// shape is written once: the framework has types of its own for each.
func computedAttribute(attribute data.Attribute) schema.Attribute {
	description := attribute.GetMarkdownDescription()
	switch a := attribute.(type) {
	case data.StringAttribute:
		return schema.StringAttribute{Computed: true, MarkdownDescription: description, CustomType: a.CustomType}
	case data.Int64Attribute:
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	case data.Float64Attribute:
		return schema.Float64Attribute{Computed: true, MarkdownDescription: description}
	case data.BoolAttribute:
		return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
	case data.ListAttribute:
		return schema.ListAttribute{Computed: true, MarkdownDescription: description, ElementType: a.ElementType}
	case data.SingleNestedAttribute:
		return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: computedAttributes(a.Attributes)}
	case data.ListNestedAttribute:
		return schema.ListNestedAttribute{
			Computed: true, MarkdownDescription: description,
			NestedObject: schema.NestedAttributeObject{Attributes: computedAttributes(a.NestedObject.Attributes)},
		}
	}
	panic(fmt.Sprintf("no result has an attribute of type %T", attribute)) // the first test of any kind meets it
}

func computedAttributes(attributes map[string]data.Attribute) map[string]schema.Attribute {
	computed := map[string]schema.Attribute{}
	for name, attribute := range attributes {
		computed[name] = computedAttribute(attribute)
	}
	return computed
}
