package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

func (m *roomModel) ids() map[string]string {
	return map[string]string{roomUUIDName: m.RoomUUID.ValueString()}
}

// isInService reports whether the service has the room, as far as the state knows.
func (m *roomModel) isInService() bool {
	switch m.State.ValueString() {
	case stateScheduled, stateMissed, stateDestroyed:
		return false
	}
	return true
}

// mayBeCutOff reports whether destroying the room in class is allowed, or leaves the class alone.
func (m *roomModel) mayBeCutOff() bool {
	return m.ForceDestroy.ValueBool() || m.DeletionPolicy.ValueString() == deletionAbandon
}

// recordOf is what the state and its private part know of a room. Where they differ, as after a
// taint, the state's own attributes count.
func (r *roomResource) recordOf(ctx context.Context, m roomModel, private privateState, diags *diag.Diagnostics) roomRecord {
	record := loadPrivate[roomRecord](ctx, private, roomRecordKey, diags)
	roomUUID := m.RoomUUID.ValueString()
	if !record.isKnown() || record.RoomUUID != roomUUID {
		record = r.newRecord(roomUUID)
	}
	if created, invalid := m.CreatedAt.ValueRFC3339Time(); known(m.CreatedAt) && !invalid.HasError() {
		record.CreatedAt = created
	}
	if schedule := m.schedule(ctx, diags); schedule != nil {
		record = record.complete(roomRecord{
			RoomUUID: roomUUID, Region: record.Region, State: classroom.StateUnknown,
			StartsAt: schedule.StartTime, EndsAt: schedule.EndsAt(), ClosesAt: schedule.ClosesAt(),
		})
	}
	return record
}

// schedule is the configured schedule; nil where there is none, or a part of it is unknown.
func (m *roomModel) schedule(ctx context.Context, diags *diag.Diagnostics) *classroom.Schedule {
	if !known(m.Schedule) {
		return nil
	}
	schedule := decode[scheduleModel](ctx, m.Schedule, diags)
	if schedule.StartTime.IsUnknown() || schedule.Duration.IsUnknown() || schedule.CloseDelay.IsUnknown() {
		return nil
	}
	return schedule.toAPI(diags)
}

// placeBy takes the room's region and app from its identity, which Terraform from 1.12 on keeps.
func (r *roomResource) placeBy(ctx context.Context, record roomRecord, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics) roomRecord {
	if identity == nil || identity.Raw.IsNull() {
		return record
	}
	var region, appID types.String
	diags.Append(identity.GetAttribute(ctx, path.Root("region"), &region)...)
	diags.Append(identity.GetAttribute(ctx, path.Root("app_id"), &appID)...)
	if known(region) && known(appID) {
		record.Region, record.AppID = classroom.Region(region.ValueString()), appID.ValueString()
	}
	return record
}
