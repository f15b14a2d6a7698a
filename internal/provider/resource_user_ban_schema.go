package provider

import (
	"context"
	"math"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

func (r *userBanResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: identityAttributes(roomUUIDName, userUUIDName)}
}

func (r *userBanResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Keeps a user out of a room. Creating it kicks the user out and bars them; destroying it lets them in again. " +
			"The user must have joined the room: until then the ban is in the state and waits.\n\n" +
			"The service does not return who is banned, so drift cannot be seen. A ban that has expired, or whose class is over, stays in the state and is no drift; " +
			"`terraform apply -replace` bans again. Destroying an expired ban calls nothing. To kick without a ban use the action `classroom_kick_user`.",
		Attributes: map[string]schema.Attribute{
			roomUUIDName: idAttribute(roomUUIDName),
			userUUIDName: idAttribute(userUUIDName),
			"duration": schema.Int64Attribute{
				CustomType: wholeNumberType{},
				Optional:   true,
				MarkdownDescription: "Seconds that the ban lasts, from 1; where it is not given, the ban is for good. Changed in place: the user is kicked again, and the new duration counts from then. " +
					"Null after import, when giving it calls nothing.",
				Validators: []validator.Int64{validBanDuration()},
			},
			"expires_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the ban runs out, in RFC 3339, by the service's clock; null for one that is for good, and after import.",
			},
		},
	}
}

// validBanDuration accepts the seconds of a ban, from a second to 68 years.
func validBanDuration() validator.Int64 { return int64validator.Between(1, math.MaxInt32) }
