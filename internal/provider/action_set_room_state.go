package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

type setRoomStateModel struct {
	RoomUUID types.String `tfsdk:"room_uuid"`
	State    types.String `tfsdk:"state"`
}

func newSetRoomStateAction() action.Action {
	states := roomStates.names()[1:]
	return &actionOn[setRoomStateModel]{
		name:        "set_room_state",
		description: "Starts, ends or closes a class now. A room that is in the state already is left as it is. There is no way back: a class that has ended cannot be started.",
		attributes: map[string]schema.Attribute{
			roomUUIDName: actionIDAttribute(roomUUIDName),
			"state": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "State to move the room to: " + oneOf(states) + ". In an ended class people may stay; closing puts everybody out.",
				Validators:          []validator.String{stringvalidator.OneOf(states...)},
			},
		},
		invoke: setRoomState,
	}
}

func setRoomState(ctx context.Context, s *service, config setRoomStateModel, resp *action.InvokeResponse) {
	roomUUID, target := config.RoomUUID.ValueString(), roomStates.number(config.State.ValueString())
	err := s.client.SetRoomState(ctx, roomUUID, target)
	if err == nil {
		reportProgress(ctx, resp, "Room %s is %s now.", config.RoomUUID, config.State)
		return
	}
	if reached := s.reachedState(ctx, roomUUID, target, err); reached == target || reached > target && target == classroom.Ended {
		reportProgress(ctx, resp, "Room %s is %q already.", config.RoomUUID, roomStates[reached])
		return
	}
	addActionError(&resp.Diagnostics, err)
}
