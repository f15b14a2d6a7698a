package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

type kickUserModel struct {
	RoomUUID types.String `tfsdk:"room_uuid"`
	UserUUID types.String `tfsdk:"user_uuid"`
	Duration types.Int64  `tfsdk:"duration"`
}

func newKickUserAction() action.Action {
	return &actionOn[kickUserModel]{
		name:        "kick_user",
		description: "Puts a user out of a room, once. To keep somebody out for good, declare a `classroom_user_ban` instead.",
		attributes: map[string]schema.Attribute{
			roomUUIDName: actionIDAttribute(roomUUIDName),
			userUUIDName: actionIDAttribute(userUUIDName),
			"duration": schema.Int64Attribute{
				CustomType:          wholeNumberType{},
				Optional:            true,
				MarkdownDescription: "For how many seconds the user cannot come back. By default the user can come back at once.",
				Validators:          []validator.Int64{validBanDuration()},
			},
		},
		invoke: kickUser,
	}
}

func kickUser(ctx context.Context, s *service, config kickUserModel, resp *action.InvokeResponse) {
	var ban *classroom.Ban
	if duration := config.Duration.ValueInt64Pointer(); duration != nil {
		ban = &classroom.Ban{Duration: duration}
	}
	if err := s.client.KickUser(ctx, config.RoomUUID.ValueString(), config.UserUUID.ValueString(), ban); err != nil {
		addActionError(&resp.Diagnostics, err)
		return
	}
	reportProgress(ctx, resp, "User %s was put out of room %s.", config.UserUUID, config.RoomUUID)
}
