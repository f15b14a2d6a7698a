package provider

import (
	"context"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// refresh takes over what the service tells of the room. What it does not tell stays as it
// was. An optional attribute that is not in the state is not the configuration's business,
// and stays null, unless all of the room is asked for, after an import.
func (m *roomModel) refresh(ctx context.Context, room *classroom.Room, all bool, diags *diag.Diagnostics) {
	m.State = types.StringValue(roomStates[stateOf(room)])
	if known, _ := m.CreatedAt.ValueRFC3339Time(); room.CreatedAt.Sub(known).Abs() > createdSlack && !room.CreatedAt.IsZero() {
		m.CreatedAt = timetypes.NewRFC3339TimeValue(room.CreatedAt)
	}
	if !isReadable(room) {
		return
	}
	if room.Name != "" {
		m.Name = types.StringValue(room.Name)
	}
	if room.Type != nil && roomTypes[*room.Type] != "" {
		m.Type = types.StringValue(roomTypes[*room.Type])
	}
	if all || !m.ExaminationURL.IsNull() {
		m.ExaminationURL = textOrNull(valueOf(room.ExaminationURL))
	}
	if !isNull(m.Properties) {
		var found diag.Diagnostics
		m.Properties, found = m.Properties.withJSON(ownedPart(room.Properties, m.Properties.keys()))
		diags.Append(found...)
	}
	m.Schedule = refreshed(ctx, m.Schedule, all, diags, scheduleTold(room.Schedule))
	m.HandsUp = refreshed(ctx, m.HandsUp, all, diags, handsUpTold(room.HandsUp))
	m.HostingScene = refreshed(ctx, m.HostingScene, all, diags, hostingSceneTold(room.HostingScene))
	m.refreshRoleLimits(ctx, room.RoleLimits, all, diags)
}

// createdSlack is by how much the answer to a creation may be dated after the room. That it is
// not the same is no drift.
const createdSlack = time.Minute

// refreshed is a nested object with what the service tells put in: where the state has a
// value already, or everywhere if all is set.
func refreshed(ctx context.Context, prior types.Object, all bool, diags *diag.Diagnostics, told map[string]attr.Value) types.Object {
	if prior.IsNull() && (!all || len(told) == 0) {
		return prior
	}
	kinds := prior.AttributeTypes(ctx)
	attributes := nulls(ctx, kinds, diags)
	maps.Copy(attributes, prior.Attributes())
	for name, value := range told {
		old := attributes[name]
		if (all || !old.IsNull()) && !sameValue(old, value) {
			attributes[name] = value
		}
	}
	object, found := types.ObjectValue(kinds, attributes)
	diags.Append(found...)
	return object
}

// nulls gives a null of each type.
func nulls(ctx context.Context, kinds map[string]attr.Type, diags *diag.Diagnostics) map[string]attr.Value {
	values := map[string]attr.Value{}
	for name, kind := range kinds {
		null, err := kind.ValueFromTerraform(ctx, tftypes.NewValue(kind.TerraformType(ctx), nil))
		if err != nil {
			diags.AddError("Bug of the provider", err.Error())
		}
		values[name] = null
	}
	return values
}

func scheduleTold(schedule classroom.Schedule) map[string]attr.Value {
	told := map[string]attr.Value{}
	if schedule.StartTime.IsZero() && schedule.Duration == nil {
		return told // the service's default delay alone is no schedule
	}
	if !schedule.StartTime.IsZero() {
		told["start_time"] = types.StringValue(schedule.StartTime.Format(time.RFC3339Nano))
	}
	tellInteger(told, "duration", schedule.Duration)
	tellInteger(told, "close_delay", schedule.CloseDelay)
	return told
}

func handsUpTold(handsUp classroom.HandsUp) map[string]attr.Value {
	told := map[string]attr.Value{}
	tellInteger(told, "max_accept", handsUp.MaxAccept)
	if handsUp.DefaultAcceptRole != nil {
		told["default_accept_role"] = types.StringValue(*handsUp.DefaultAcceptRole)
	}
	return told
}

func hostingSceneTold(scene *classroom.HostingScene) map[string]attr.Value {
	told := map[string]attr.Value{}
	if scene == nil {
		return told
	}
	if scene.VideoURL != "" {
		told["video_url"] = types.StringValue(scene.VideoURL)
	}
	if scene.ReserveVideoURL != "" {
		told["reserve_video_url"] = types.StringValue(scene.ReserveVideoURL)
	}
	if scene.FinishType != nil && finishTypes[*scene.FinishType] != "" {
		told["finish_type"] = types.StringValue(finishTypes[*scene.FinishType])
	}
	return told
}

func tellInteger(told map[string]attr.Value, name string, n *int64) {
	if n != nil {
		told[name] = types.Int64Value(*n)
	}
}

// sameValue compares parts of nested objects by meaning: one instant can be written in many ways.
func sameValue(a, b attr.Value) bool {
	if a.Equal(b) {
		return true
	}
	left, ok := a.(types.String)
	if !ok || !known(a) || !known(b) {
		return false
	}
	right, _ := b.(types.String)
	leftTime, wrongLeft := parseInstant(left.ValueString())
	rightTime, wrongRight := parseInstant(right.ValueString())
	return wrongLeft == nil && wrongRight == nil && leftTime.Equal(rightTime)
}

// textOrNull maps the service's "" to null.
func textOrNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}
