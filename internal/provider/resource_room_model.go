package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// roomModel keeps nested objects as they are: in a plan, each may be unknown as a whole.
type roomModel struct {
	RoomUUID         types.String      `tfsdk:"room_uuid"`
	RoomUUIDPrefix   types.String      `tfsdk:"room_uuid_prefix"`
	Name             types.String      `tfsdk:"name"`
	Type             types.String      `tfsdk:"type"`
	Schedule         types.Object      `tfsdk:"schedule"`
	HandsUp          types.Object      `tfsdk:"hands_up"`
	HostingScene     types.Object      `tfsdk:"hosting_scene"`
	Widgets          types.Object      `tfsdk:"widgets"`
	RoleLimits       types.Map         `tfsdk:"role_limits"`
	ExaminationURL   types.String      `tfsdk:"examination_url"`
	Properties       proptypes.Object  `tfsdk:"properties"`
	DesiredState     types.String      `tfsdk:"desired_state"`
	DeletionPolicy   types.String      `tfsdk:"deletion_policy"`
	ForceDestroy     types.Bool        `tfsdk:"force_destroy"`
	RecreateAfterEnd types.Bool        `tfsdk:"recreate_after_end"`
	LeadTime         types.String      `tfsdk:"lead_time"`
	OnConflict       types.String      `tfsdk:"on_conflict"`
	State            types.String      `tfsdk:"state"`
	CreatedAt        timetypes.RFC3339 `tfsdk:"created_at"`
}

type scheduleModel struct {
	StartTime  types.String `tfsdk:"start_time"`
	Duration   types.Int64  `tfsdk:"duration"`
	CloseDelay types.Int64  `tfsdk:"close_delay"`
}

type handsUpModel struct {
	MaxAccept         types.Int64  `tfsdk:"max_accept"`
	DefaultAcceptRole types.String `tfsdk:"default_accept_role"`
}

type hostingSceneModel struct {
	VideoURL        types.String `tfsdk:"video_url"`
	ReserveVideoURL types.String `tfsdk:"reserve_video_url"`
	FinishType      types.String `tfsdk:"finish_type"`
}

type widgetsModel struct {
	Whiteboard types.Bool `tfsdk:"whiteboard"`
	Chat       types.Bool `tfsdk:"chat"`
}

type roleLimitModel struct {
	Limit         types.Int64  `tfsdk:"limit"`
	DefaultStream types.Object `tfsdk:"default_stream"`
}

type defaultStreamModel struct {
	State types.Bool `tfsdk:"state"`
	Video types.Bool `tfsdk:"video"`
	Audio types.Bool `tfsdk:"audio"`
}

// The widgets that a room can start with, by the service's names.
const (
	widgetWhiteboard = "netlessBoard"
	widgetChat       = "easemobIM"
)

// decode reads a nested object, nil where it is null.
func decode[T any](ctx context.Context, object types.Object, diags *diag.Diagnostics) *T {
	var model *T
	diags.Append(object.As(ctx, &model, basetypes.ObjectAsOptions{})...)
	return model
}

// toAPI is the request that creates the room. Everything must be known.
func (m *roomModel) toAPI(ctx context.Context, diags *diag.Diagnostics) classroom.RoomRequest {
	request := classroom.RoomRequest{
		Name:           m.Name.ValueString(),
		Type:           roomTypes.number(m.Type.ValueString()),
		ExaminationURL: m.ExaminationURL.ValueString(),
		Properties:     sentProperties(m.Properties, path.Root("properties"), diags),
	}
	if schedule := decode[scheduleModel](ctx, m.Schedule, diags); schedule != nil {
		request.Schedule = schedule.toAPI(diags)
	}
	if handsUp := decode[handsUpModel](ctx, m.HandsUp, diags); handsUp != nil {
		request.HandsUp = &classroom.HandsUp{
			MaxAccept:         handsUp.MaxAccept.ValueInt64Pointer(),
			DefaultAcceptRole: handsUp.DefaultAcceptRole.ValueStringPointer(),
		}
	}
	if scene := decode[hostingSceneModel](ctx, m.HostingScene, diags); scene != nil {
		request.HostingScene = scene.toAPI()
	}
	if widgets := decode[widgetsModel](ctx, m.Widgets, diags); widgets != nil {
		request.Widgets = widgets.toAPI()
	}
	request.RoleLimits = m.roleLimits(ctx, diags)
	return request
}

func (m *scheduleModel) toAPI(diags *diag.Diagnostics) *classroom.Schedule {
	schedule := &classroom.Schedule{Duration: m.Duration.ValueInt64Pointer(), CloseDelay: m.CloseDelay.ValueInt64Pointer()}
	if known(m.StartTime) {
		start, err := parseInstant(m.StartTime.ValueString())
		if err != nil { // cannot happen: a validator has parsed it
			diags.AddAttributeError(path.Root("schedule").AtName("start_time"), "Invalid start_time", sentence(err))
		}
		schedule.StartTime = start
	}
	return schedule
}

func (m *hostingSceneModel) toAPI() *classroom.HostingScene {
	scene := &classroom.HostingScene{VideoURL: m.VideoURL.ValueString(), ReserveVideoURL: m.ReserveVideoURL.ValueString()}
	if known(m.FinishType) {
		finish := finishTypes.number(m.FinishType.ValueString())
		scene.FinishType = &finish
	}
	return scene
}

func (m *widgetsModel) toAPI() map[string]bool {
	widgets := map[string]bool{}
	if known(m.Whiteboard) {
		widgets[widgetWhiteboard] = m.Whiteboard.ValueBool()
	}
	if known(m.Chat) {
		widgets[widgetChat] = m.Chat.ValueBool()
	}
	return widgets
}

func (m *roomModel) roleLimits(ctx context.Context, diags *diag.Diagnostics) map[classroom.Role]classroom.RoleLimit {
	var models map[string]roleLimitModel
	diags.Append(m.RoleLimits.ElementsAs(ctx, &models, false)...)
	limits := map[classroom.Role]classroom.RoleLimit{}
	for name, model := range models {
		limit := classroom.RoleLimit{Limit: model.Limit.ValueInt64Pointer()}
		if stream := decode[defaultStreamModel](ctx, model.DefaultStream, diags); stream != nil {
			limit.DefaultStream = &classroom.DefaultStream{State: stream.State.ValueBoolPointer(), VideoState: stream.Video.ValueBoolPointer(), AudioState: stream.Audio.ValueBoolPointer()}
		}
		limits[roles.number(name)] = limit
	}
	return limits
}
