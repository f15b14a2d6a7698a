package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type holdRecordingModel struct {
	RoomUUID types.String `tfsdk:"room_uuid"`
	OnHold   types.Bool   `tfsdk:"on_hold"`
}

func newHoldRecordingAction() action.Action {
	return &actionOn[holdRecordingModel]{
		name:        "hold_recording",
		description: "Pauses the web page recording of a room, or lets it go on. A recording that is declared as a `classroom_recording` has `on_hold` for that.",
		attributes: map[string]schema.Attribute{
			roomUUIDName: actionIDAttribute(roomUUIDName),
			"on_hold": schema.BoolAttribute{
				Required:            true,
				MarkdownDescription: "True pauses the recording, false lets it go on.",
			},
		},
		invoke: holdRecording,
	}
}

// holdRecording looks first: to the 2023 API, pausing what is not being
// recorded looks like a start.
func holdRecording(ctx context.Context, s *service, config holdRecordingModel, resp *action.InvokeResponse) {
	running, err := s.isRecording(ctx, config.RoomUUID.ValueString())
	switch {
	case err != nil:
		addActionError(&resp.Diagnostics, err)
		return
	case !running:
		resp.Diagnostics.AddError("Room is not being recorded",
			fmt.Sprintf("Start a recording of room %s first, as with a classroom_recording: only a web page recording in progress can be paused, or go on.\n\n", config.RoomUUID)+onceOnly)
		return
	}
	if err := s.client.HoldRecording(ctx, config.RoomUUID.ValueString(), config.OnHold.ValueBool()); err != nil {
		addActionError(&resp.Diagnostics, err)
		return
	}
	done := map[bool]string{true: "is on hold", false: "goes on"}
	reportProgress(ctx, resp, "The recording of room %s %s.", config.RoomUUID, done[config.OnHold.ValueBool()])
}

func (s *service) isRecording(ctx context.Context, roomUUID string) (bool, error) {
	recordings, err := s.client.ListRecordings(ctx, roomUUID)
	return recordings.Running() != nil, err
}
