package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

func (r *propertiesResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: identityAttributes(r.ids...)}
}

func (r *propertiesResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		r.attribute: schema.DynamicAttribute{
			Required: !r.optional, Optional: r.optional, CustomType: proptypes.ObjectType{},
			MarkdownDescription: "The properties, any JSON in plain HCL, without nulls. Only the keys given here are compared, written and deleted; other keys are never touched. " +
				"An object replaces its key whole; a dotted key (`\"a.b\"`) is a path and touches just that path. " +
				"Changed in place: only keys that differ are sent, and keys that are no longer given are deleted. Values compare as JSON.",
			Validators: []validator.Dynamic{proptypes.OwnableKeys()},
		},
		"cause": schema.DynamicAttribute{
			Optional: true, CustomType: proptypes.ObjectType{},
			MarkdownDescription: "A free object that the service passes on to the clients in the room with each write. Changing it alone calls nothing.",
		},
	}
	for _, name := range r.ids {
		attributes[name] = idAttribute(name)
	}
	if r.hasSwitch {
		attributes["enabled"] = schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Whether it is switched on. Changed in place; left alone where it is not given, and when the resource is destroyed. Drift is seen where the service returns it.",
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: r.description + "\n\nWhen the class is over, the properties are gone with their room; that is no drift.",
		Attributes:          attributes,
	}
}
