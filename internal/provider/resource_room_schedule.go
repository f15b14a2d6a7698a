package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// leadTime is how long before its class a room may be opened; 0 where none is set.
func (m *roomModel) leadTime() time.Duration {
	if !known(m.LeadTime) {
		return 0
	}
	duration, _ := time.ParseDuration(m.LeadTime.ValueString()) // its validator has parsed it
	return duration
}

// termPhase is the phase of a room that is not in the service. Without a lead time it opens at once,
// unless its class has passed.
func (m *roomModel) termPhase(ctx context.Context, now time.Time, diags *diag.Diagnostics) termPhase {
	schedule := m.schedule(ctx, diags)
	if schedule == nil || schedule.StartTime.IsZero() {
		return phaseDue
	}
	phase := termPhaseAt(*schedule, m.leadTime(), now)
	if phase == phaseScheduled && m.LeadTime.IsNull() {
		return phaseDue
	}
	return phase
}

// staysOutOfService keeps a new room with a lead time in the state alone, where its class is too
// far ahead, or has passed. It reports whether there is nothing more to do.
func (r *roomResource) staysOutOfService(ctx context.Context, plan *roomModel, out *roomResponse) bool {
	if plan.LeadTime.IsNull() {
		return false
	}
	phase, now := r.termPhaseNow(ctx, *plan, out.diags)
	if phase == phaseDue {
		return out.diags.HasError()
	}
	r.keepUnopened(ctx, *plan, phase, out)
	savePrivate(ctx, out.private, serviceTimeKey, now, out.diags)
	return true
}

// termPhaseNow is the phase of a room that is not in the service, and the service's time.
func (r *roomResource) termPhaseNow(ctx context.Context, plan roomModel, diags *diag.Diagnostics) (phase termPhase, now time.Time) {
	now, err := r.client.ServiceTime(ctx, plan.RoomUUID.ValueString())
	if err != nil {
		addError(diags, err)
		return phaseDue, now
	}
	return plan.termPhase(ctx, now, diags), now
}

func (r *roomResource) keepUnopened(ctx context.Context, plan roomModel, phase termPhase, out *roomResponse) {
	plan.State, plan.CreatedAt = types.StringValue(stateScheduled), timetypes.NewRFC3339Null()
	if phase == phaseMissed {
		plan.State = types.StringValue(stateMissed)
		warnOfMissed(plan, out.diags)
	}
	out.set(ctx, plan)
	r.identify(ctx, out.identity, plan.ids(), out.diags)
	r.noteUnopened(ctx, plan, out.private, out.diags)
}

// planUnopened plans a room that is not in the service. The time is the one that Read has kept, so
// that the plan says the same when it is made again at apply.
func planUnopened(ctx context.Context, plan *roomModel, now time.Time, diags *diag.Diagnostics) (opens bool) {
	switch plan.termPhase(ctx, now, diags) {
	case phaseScheduled:
		plan.State = types.StringValue(stateScheduled)
	case phaseMissed:
		plan.State = types.StringValue(stateMissed)
	case phaseDue:
		plan.State, plan.CreatedAt = types.StringUnknown(), timetypes.NewRFC3339Unknown()
		return true
	}
	return false
}

// updateScheduled changes a room that is not in the service, or opens it.
func (r *roomResource) updateScheduled(ctx context.Context, plan roomModel, out *roomResponse) {
	if !plan.State.IsUnknown() {
		out.set(ctx, plan)
		return
	}
	if phase, _ := r.termPhaseNow(ctx, plan, out.diags); phase == phaseMissed {
		r.keepUnopened(ctx, plan, phase, out)
		return
	}
	r.open(ctx, plan, true, out)
}
