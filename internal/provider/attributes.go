// The attributes that schemas share.

package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	action "github.com/hashicorp/terraform-plugin-framework/action/schema"
	data "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

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

// dataIDAttribute is an id that a data source looks for.
func dataIDAttribute(name string) data.Attribute {
	return data.StringAttribute{
		Required:            true,
		MarkdownDescription: idDescriptions[name],
		Validators:          []validator.String{validID()},
	}
}

// actionIDAttribute is an id that an action works on.
func actionIDAttribute(name string) action.Attribute {
	return action.StringAttribute{
		Required:            true,
		MarkdownDescription: idDescriptions[name],
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

func computedText(description string) data.Attribute {
	return data.StringAttribute{Computed: true, MarkdownDescription: description}
}

func computedInstant(description string) data.Attribute {
	return data.StringAttribute{Computed: true, CustomType: timetypes.RFC3339Type{}, MarkdownDescription: description}
}

func computedInteger(description string) data.Attribute {
	return data.Int64Attribute{Computed: true, MarkdownDescription: description}
}

func computedBool(description string) data.Attribute {
	return data.BoolAttribute{Computed: true, MarkdownDescription: description}
}

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

// oneOf lists values for a description.
func oneOf(values []string) string { return "`" + strings.Join(values, "`, `") + "`" }
