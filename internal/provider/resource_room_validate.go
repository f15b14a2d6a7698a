package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// ValidateConfig checks what attributes say of each other, as far as they are known.
func (r *roomResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config roomModel
	resp.Diagnostics.Append(getModel(ctx, req.Config, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	config.checkStudentLimits(&resp.Diagnostics)
	config.checkSchedule(ctx, &resp.Diagnostics)
	config.checkLeadTime(ctx, &resp.Diagnostics)
}

// checkStudentLimits refuses a cloud classroom that the service refuses to create.
func (m *roomModel) checkStudentLimits(diags *diag.Diagnostics) {
	student := roles[classroom.RoleStudent]
	if m.Type.ValueString() != roomTypes[classroom.CloudClassroom] || m.RoleLimits.IsUnknown() {
		return
	}
	if _, given := m.RoleLimits.Elements()[student]; !given {
		diags.AddAttributeError(path.Root("role_limits"), "Missing role_limits of a cloud_classroom",
			"Add role_limits = { student = { limit = … } }: the service creates no room of this type without them.")
	}
}

// checkSchedule warns of a schedule that lacks what the service goes by.
func (m *roomModel) checkSchedule(ctx context.Context, diags *diag.Diagnostics) {
	if !known(m.Schedule) {
		return
	}
	at := path.Root("schedule")
	switch schedule := decode[scheduleModel](ctx, m.Schedule, diags); {
	case schedule.StartTime.IsNull() && !schedule.Duration.IsNull():
		diags.AddAttributeWarning(at.AtName("duration"), summaryTimes, "Set schedule.start_time as well: without it nothing starts the class, and its duration does not count.")
	case schedule.Duration.IsNull() && !schedule.StartTime.IsNull():
		diags.AddAttributeWarning(at.AtName("start_time"), summaryTimes, "Set schedule.duration as well: without it nothing ends the class, and its room is closed only when the service destroys it, five days after its creation.")
	case known(schedule.CloseDelay) && schedule.CloseDelay.ValueInt64()+schedule.Duration.ValueInt64() > int64(classroom.RoomLifetime.Seconds()):
		diags.AddAttributeWarning(at.AtName("close_delay"), summaryTimes, "Shorten schedule.close_delay: the service destroys a room five days after its creation, which is before the room closes.")
	}
}

// checkLeadTime refuses what contradicts a lead time.
func (m *roomModel) checkLeadTime(ctx context.Context, diags *diag.Diagnostics) {
	if m.LeadTime.IsNull() {
		return
	}
	if m.RecreateAfterEnd.ValueBool() {
		diags.AddAttributeError(path.Root("recreate_after_end"), "recreate_after_end conflicts with lead_time",
			"Leave recreate_after_end out: a room with a lead time is opened for its class, and once that has ended for good there is nothing to open it for. A new schedule opens it again.")
	}
	start := types.StringNull()
	if known(m.Schedule) {
		start = decode[scheduleModel](ctx, m.Schedule, diags).StartTime
	}
	if !m.Schedule.IsUnknown() && start.IsNull() {
		diags.AddAttributeError(path.Root("lead_time"), "lead_time needs a start",
			"Set schedule.start_time: lead_time says how long before it the room is opened.")
	}
}
