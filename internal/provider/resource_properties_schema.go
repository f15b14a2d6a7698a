package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

func (r *propertiesResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: identityAttributes(r.ids...)}
}

func (r *propertiesResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		r.attribute: schema.DynamicAttribute{
			Required: !r.optional, Optional: r.optional, CustomType: propertiesType{},
			MarkdownDescription: "The properties, any JSON in plain HCL, without nulls. Only the keys given here are compared, written and deleted; other keys are never touched. " +
				"An object replaces its key whole; a dotted key (`\"a.b\"`) is a path and touches just that path. " +
				"Changed in place: only keys that differ are sent, and keys that are no longer given are deleted. Values compare as JSON.",
			Validators: []validator.Dynamic{validProperties()},
		},
		"cause": schema.DynamicAttribute{
			Optional: true, CustomType: propertiesType{},
			MarkdownDescription: "A free object that the service passes on to the clients in the room with each write. Changing it alone calls nothing.",
			Validators:          []validator.Dynamic{validObject()},
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

var idDescriptions = map[string]string{
	roomUUIDName:   "Id of the room.",
	userUUIDName:   "Id of the user: the one used when logging in to Signaling.",
	extAppUUIDName: "Id of the extApp.",
	widgetUUIDName: "Id of the widget.",
	recordIDName:   "Id of the recording session, which the service makes.",
}

// idAttribute is an id that an object hangs on.
func idAttribute(name string) schema.Attribute {
	return schema.StringAttribute{
		Required:            true,
		MarkdownDescription: idDescriptions[name] + " 1 to 64 bytes of ASCII letters, digits, space and some punctuation. Changing it replaces the object.",
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		Validators:          []validator.String{validID()},
	}
}

// identityAttributes distinguish objects: their ids, and the app and region in which these are valid.
func identityAttributes(names ...string) map[string]identityschema.Attribute {
	attributes := map[string]identityschema.Attribute{
		"region": identityschema.StringAttribute{OptionalForImport: true, Description: "The region that holds the room: the provider's."},
		"app_id": identityschema.StringAttribute{OptionalForImport: true, Description: "The app that the room belongs to: the provider's."},
	}
	for _, name := range names {
		attributes[name] = identityschema.StringAttribute{RequiredForImport: true, Description: idDescriptions[name]}
	}
	return attributes
}
