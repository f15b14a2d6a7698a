package provider

import (
	"context"
	"maps"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// refreshScope is which attributes a reading fills in.
type refreshScope int

const (
	// refreshManaged fills in what the state has: an optional attribute that is not in the state is
	// not the configuration's business.
	refreshManaged refreshScope = iota
	refreshAll                  // fills in everything, after an import
)

// refresh takes over what the service returns of the room. What it does not return stays as it was.
func (m *roomModel) refresh(ctx context.Context, room *classroom.Room, scope refreshScope, diags *diag.Diagnostics) {
	if created, _ := m.CreatedAt.ValueRFC3339Time(); room.CreatedAt.Sub(created).Abs() > creationTolerance && !room.CreatedAt.IsZero() {
		m.CreatedAt = timetypes.NewRFC3339TimeValue(room.CreatedAt)
	}
	if room.Generation == classroom.API2023 {
		return
	}
	m.refreshKind(room)
	if room.ExaminationURL != nil && (scope == refreshAll || !m.ExaminationURL.IsNull()) {
		m.ExaminationURL = textOrNull(*room.ExaminationURL)
	}
	if room.Properties != nil && !m.Properties.IsNull() {
		m.Properties = withJSON(m.Properties, proptypes.Select(room.Properties, m.Properties.Keys()), diags)
	}
	schedule := room.Schedule
	if scope == refreshAll {
		schedule = schedule.Planned()
	}
	m.Schedule = refreshed(ctx, m.Schedule, scope, diags, observedSchedule(schedule))
	m.HandsUp = refreshed(ctx, m.HandsUp, scope, diags, observedHandsUp(room.HandsUp))
	m.HostingScene = refreshed(ctx, m.HostingScene, scope, diags, observedHostingScene(room.HostingScene))
	m.refreshRoleLimits(ctx, room.RoleLimits, scope, diags)
}

// refreshKind takes over name and type. A service may take white space off a name.
func (m *roomModel) refreshKind(room *classroom.Room) {
	if room.Name != "" && strings.TrimSpace(room.Name) != strings.TrimSpace(m.Name.ValueString()) {
		m.Name = types.StringValue(room.Name)
	}
	if room.Type != nil && roomTypes[*room.Type] != "" {
		m.Type = types.StringValue(roomTypes[*room.Type])
	}
}

// refreshed is a nested object with what the service returns put in: where the state has a
// value already, or everywhere after an import.
func refreshed(ctx context.Context, prior types.Object, scope refreshScope, diags *diag.Diagnostics, observed map[string]attr.Value) types.Object {
	if prior.IsNull() && (scope == refreshManaged || len(observed) == 0) {
		return prior
	}
	kinds := prior.AttributeTypes(ctx)
	attributes := nulls(ctx, kinds, diags)
	maps.Copy(attributes, prior.Attributes())
	for name, value := range observed {
		old := attributes[name]
		if (scope == refreshAll || !old.IsNull()) && !sameValue(old, value) {
			attributes[name] = value
		}
	}
	object, found := types.ObjectValue(kinds, attributes)
	diags.Append(found...)
	return object
}

func observedSchedule(schedule classroom.Schedule) map[string]attr.Value {
	observed := map[string]attr.Value{}
	if schedule.StartTime.IsZero() && schedule.Duration == nil {
		return observed // the service's default delay alone is no schedule
	}
	if !schedule.StartTime.IsZero() {
		observed["start_time"] = types.StringValue(schedule.StartTime.Format(time.RFC3339Nano))
	}
	observeInteger(observed, "duration", schedule.Duration)
	observeInteger(observed, "close_delay", schedule.CloseDelay)
	return observed
}

func observedHandsUp(handsUp classroom.HandsUp) map[string]attr.Value {
	observed := map[string]attr.Value{}
	observeInteger(observed, "max_accept", handsUp.MaxAccept)
	if handsUp.DefaultAcceptRole != nil {
		observed["default_accept_role"] = types.StringValue(*handsUp.DefaultAcceptRole)
	}
	return observed
}

func observedHostingScene(scene *classroom.HostingScene) map[string]attr.Value {
	observed := map[string]attr.Value{}
	if scene == nil {
		return observed
	}
	if scene.VideoURL != "" {
		observed["video_url"] = types.StringValue(scene.VideoURL)
	}
	if scene.ReserveVideoURL != "" {
		observed["reserve_video_url"] = types.StringValue(scene.ReserveVideoURL)
	}
	if scene.FinishType != nil && finishTypes[*scene.FinishType] != "" {
		observed["finish_type"] = types.StringValue(finishTypes[*scene.FinishType])
	}
	return observed
}

func observeInteger(observed map[string]attr.Value, name string, n *int64) {
	if n != nil {
		observed[name] = types.Int64Value(*n)
	}
}
