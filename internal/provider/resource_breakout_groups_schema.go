package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

func (r *breakoutGroupsResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: identityAttributes(roomUUIDName)}
}

func (r *breakoutGroupsResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "All breakout groups of a room: students split off to discuss in smaller rounds. Declare this once per room; destroying it removes all groups of the room.\n\n" +
			"A change is sent in place. Who stays in their group is not disturbed with the current API. The 2023 API does not return its groups, " +
			"nor does any document say whether it replaces or merges them: there a change that takes somebody out of a group removes all groups and opens the new ones. " +
			"Drift is seen with the current API. When the class is over, its groups are gone; that is no drift. " +
			"Groups are never created over others in a class in progress: import those.",
		Attributes: map[string]schema.Attribute{
			roomUUIDName: idAttribute(roomUUIDName),
			"groups": schema.MapNestedAttribute{
				Required:            true,
				MarkdownDescription: fmt.Sprintf("The groups by their ids, which follow the rules of room ids: 1 to %d of them. Changed in place.", classroom.MaxGroups),
				Validators: []validator.Map{
					mapvalidator.SizeBetween(1, classroom.MaxGroups),
					mapvalidator.KeysAre(validID()),
				},
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"name": schema.StringAttribute{
						Optional:            true,
						MarkdownDescription: "Name of the group that its members see.",
						Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
					},
					"users": schema.SetAttribute{
						Required:            true,
						ElementType:         types.StringType,
						MarkdownDescription: fmt.Sprintf("Ids of the members, 1 to %d. A user can be in one group only.", classroom.MaxUsersPerGroup),
						Validators: []validator.Set{
							setvalidator.SizeBetween(1, classroom.MaxUsersPerGroup),
							setvalidator.ValueStringsAre(validID()),
						},
					},
				}},
			},
		},
	}
}
