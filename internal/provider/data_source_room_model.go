package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

type roomDataModel struct {
	RoomUUID       types.String                  `tfsdk:"room_uuid"`
	Name           types.String                  `tfsdk:"name"`
	Type           types.String                  `tfsdk:"type"`
	State          types.String                  `tfsdk:"state"`
	CreatedAt      timetypes.RFC3339             `tfsdk:"created_at"`
	EndsAt         timetypes.RFC3339             `tfsdk:"ends_at"`
	ClosesAt       timetypes.RFC3339             `tfsdk:"closes_at"`
	Schedule       *scheduleModel                `tfsdk:"schedule"`
	HandsUp        *handsUpModel                 `tfsdk:"hands_up"`
	HostingScene   *hostingSceneModel            `tfsdk:"hosting_scene"`
	Widgets        *widgetsModel                 `tfsdk:"widgets"`
	RoleLimits     map[string]roleLimitDataModel `tfsdk:"role_limits"`
	Groups         map[string]groupModel         `tfsdk:"groups"`
	ExaminationURL types.String                  `tfsdk:"examination_url"`
	Properties     jsontypes.Normalized          `tfsdk:"properties"`
}

type roleLimitDataModel struct {
	Limit         types.Int64         `tfsdk:"limit"`
	DefaultStream *defaultStreamModel `tfsdk:"default_stream"`
}

// fromAPI takes over what an answer contains of a room, and what is known of it besides.
func (m *roomDataModel) fromAPI(room *classroom.Room, reading roomReading, diags *diag.Diagnostics) {
	m.State = nameOrNull(roomStates, reading.record.stateAt(reading.at), fmt.Sprintf("state of room %q", room.UUID), diags)
	m.CreatedAt = timeOrNull(room.CreatedAt)
	m.EndsAt = timeOrNull(reading.record.EndsAt)
	m.ClosesAt = timeOrNull(reading.record.ClosesAt)
	if !isReadable(room) {
		return
	}
	m.Name = textOrNull(room.Name)
	if room.Type != nil {
		m.Type = nameOrNull(roomTypes, *room.Type, fmt.Sprintf("type of room %q", room.UUID), diags)
	}
	m.Schedule = &scheduleModel{
		StartTime:  timeOrNull(room.Schedule.StartTime).StringValue,
		Duration:   types.Int64PointerValue(room.Schedule.Duration),
		CloseDelay: types.Int64PointerValue(room.Schedule.CloseDelay),
	}
	m.HandsUp = handsUpData(room.HandsUp)
	m.HostingScene = hostingSceneData(room, diags)
	m.Widgets = widgetsData(room.Widgets)
	m.RoleLimits = roleLimitsData(room, diags)
	m.Groups = groupsData(room.Groups)
	m.ExaminationURL = textOrNull(valueOf(room.ExaminationURL))
	m.Properties = jsonOf(room.Properties)
}

func handsUpData(handsUp classroom.HandsUp) *handsUpModel {
	if handsUp == (classroom.HandsUp{}) {
		return nil
	}
	return &handsUpModel{
		MaxAccept:         types.Int64PointerValue(handsUp.MaxAccept),
		DefaultAcceptRole: types.StringPointerValue(handsUp.DefaultAcceptRole),
	}
}

func hostingSceneData(room *classroom.Room, diags *diag.Diagnostics) *hostingSceneModel {
	scene := room.HostingScene
	if scene == nil {
		return nil
	}
	model := &hostingSceneModel{VideoURL: textOrNull(scene.VideoURL), ReserveVideoURL: textOrNull(scene.ReserveVideoURL)}
	if scene.FinishType != nil {
		model.FinishType = nameOrNull(finishTypes, *scene.FinishType, fmt.Sprintf("finish type of room %q", room.UUID), diags)
	}
	return model
}

func widgetsData(widgets map[string]classroom.Widget) *widgetsModel {
	if widgets == nil {
		return nil
	}
	return &widgetsModel{
		Whiteboard: types.BoolPointerValue(widgets[widgetWhiteboard].Enabled),
		Chat:       types.BoolPointerValue(widgets[widgetChat].Enabled),
	}
}

// roleLimitsData leaves out roles that have no name.
func roleLimitsData(room *classroom.Room, diags *diag.Diagnostics) map[string]roleLimitDataModel {
	if room.RoleLimits == nil {
		return nil
	}
	limits := map[string]roleLimitDataModel{}
	for role, limit := range room.RoleLimits {
		name := nameOrNull(roles, role, fmt.Sprintf("role of a limit of room %q", room.UUID), diags)
		if name.IsNull() {
			continue
		}
		model := roleLimitDataModel{Limit: types.Int64PointerValue(limit.Limit)}
		if stream := limit.DefaultStream; stream != nil {
			model.DefaultStream = &defaultStreamModel{State: types.BoolPointerValue(stream.State), Video: types.BoolPointerValue(stream.VideoState), Audio: types.BoolPointerValue(stream.AudioState)}
		}
		limits[name.ValueString()] = model
	}
	return limits
}

func groupsData(groups map[string]classroom.Group) map[string]groupModel {
	if groups == nil {
		return nil
	}
	models := map[string]groupModel{}
	for id, group := range groups {
		models[id] = groupModel{Name: textOrNull(group.Name), Users: append([]string{}, group.Users...)}
	}
	return models
}
