package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// ModifyPlan decides by the state, what Read has kept, and what the service says now; by the time of the
// plan it only warns. It runs again at apply, maybe of a saved plan, and must say the same.
func (r *roomResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	p := roomPlan{nonce: ensureNonce(ctx, resp.Private, &resp.Diagnostics), req: req, resp: resp}
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(getModel(ctx, req.State, &p.state)...)
	}
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(getModel(ctx, req.Plan, &p.plan)...)
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(roomUUIDName), &p.configuredID)...)
	}
	switch {
	case resp.Diagnostics.HasError(), req.State.Raw.IsNull() && req.Plan.Raw.IsNull():
	case req.Plan.Raw.IsNull():
		r.planDestruction(ctx, &p)
	case req.State.Raw.IsNull():
		r.planCreation(ctx, &p)
	default:
		r.planChange(ctx, &p)
	}
}

// roomPlan is a plan of one room in the making.
type roomPlan struct {
	nonce        string
	req          resource.ModifyPlanRequest
	resp         *resource.ModifyPlanResponse
	state, plan  roomModel
	configuredID types.String
}

func (p *roomPlan) diags() *diag.Diagnostics { return &p.resp.Diagnostics }

// planCreation plans a new room, which may be the replacement of the one that the nonce names.
func (r *roomResource) planCreation(ctx context.Context, p *roomPlan) {
	old, replaces := r.rooms.ReplacedBy(p.nonce)
	if replaces {
		r.refuseReplacementInClass(old, p)
		r.rooms.Release(p.nonce, old.RoomUUID)
	}
	if known(p.configuredID) {
		savePrivate(ctx, p.resp.Private, plannedCreationKey, p.configuredID.ValueString(), p.diags())
		r.claimNewID(ctx, p, old)
		r.rooms.NoteCreation(p.configuredID.ValueString())
	}
	warnOfTimes(ctx, p.plan, r.client.Now(), p.diags())
	r.claimProperties(p)
}

// claimNewID refuses an id that a room of this configuration still has in the service: until that
// is destroyed, the service answers the creation with a conflict, and by then the old room is closed.
func (r *roomResource) claimNewID(ctx context.Context, p *roomPlan, old roomRecord) {
	roomUUID := p.configuredID.ValueString()
	held := r.rooms.HeldByAnother(p.nonce, roomUUID) || old.RoomUUID == roomUUID
	switch {
	case held && r.isInUse(ctx, roomUUID):
		addSameIDError(roomUUID, nil, p.diags())
	case r.rooms.Claim(p.nonce, roomUUID):
		addTwoAddressesError(roomUUID, p.diags())
	}
}

// isInUse reports whether the service has a room of this id, as far as can be known.
func (r *roomResource) isInUse(ctx context.Context, roomUUID string) bool {
	_, err := r.client.GetRoom(ctx, roomUUID)
	return !classroom.IsRoomNotFound(err)
}

// planDestruction looks at the room now, and keeps what it saw for the destruction: Terraform
// before 1.12 plans it from a state that it has not refreshed.
func (r *roomResource) planDestruction(ctx context.Context, p *roomPlan) {
	roomUUID := p.state.RoomUUID.ValueString()
	if !p.state.isInService() {
		r.rooms.Release(p.nonce, roomUUID)
		return
	}
	found := r.lookOwn(ctx, r.recordOf(ctx, p.state, p.resp.Private, p.diags()), p.diags())
	if found.presence != roomPresent {
		r.rooms.Release(p.nonce, roomUUID)
		return
	}
	savePrivate(ctx, p.resp.Private, roomRecordKey, found.record, p.diags())
	r.rooms.NoteResource(p.nonce, found.record, resourcePresent, p.state.mayBeCutOff())
	refuseCutOff(p.state, found.record, nil, p.diags())
	warnOfRemoval(p.state, found.record, p.diags())
	if r.rooms.Retire(p.nonce, roomUUID) {
		addSameIDError(roomUUID, nil, p.diags())
	}
}

func (r *roomResource) planChange(ctx context.Context, p *roomPlan) {
	keepForm(ctx, p.state, &p.plan)
	record := r.recordOf(ctx, p.state, p.resp.Private, p.diags())
	if p.state.isInService() {
		r.rooms.NoteResource(p.nonce, record, resourcePresent, p.state.mayBeCutOff())
	} else if p.state.State.ValueString() == stateDestroyed {
		r.rooms.NoteResource("", record, resourceDestroyed, true)
	}
	p.resp.RequiresReplace = r.planReplacement(ctx, p)
	if len(p.resp.RequiresReplace) > 0 {
		r.checkReplacement(ctx, p, record)
	} else if r.rooms.Claim(p.nonce, p.state.RoomUUID.ValueString()) {
		addTwoAddressesError(p.state.RoomUUID.ValueString(), p.diags())
	}
	r.claimProperties(p)
	p.resp.Diagnostics.Append(setModel(ctx, &p.resp.Plan, p.plan)...)
}

// planReplacement plans the room's state, and gives the attributes whose change needs a new room.
func (r *roomResource) planReplacement(ctx context.Context, p *roomPlan) path.Paths {
	switch p.state.State.ValueString() {
	case stateScheduled, stateMissed:
		r.planScheduled(ctx, p)
		return replacedIDs(p.state, p.plan, false)
	case stateDestroyed:
		if paths := planRecreation(p.state, &p.plan, p.diags()); len(paths) > 0 {
			return paths
		}
	default:
		p.plan.State = p.state.State
		if p.plan.DesiredState.IsUnknown() || needsMove(p.state, p.plan) {
			p.plan.State = types.StringUnknown()
		}
	}
	imported := isMarked(ctx, p.req.Private, importedKey, p.diags())
	if imported {
		warnOfImportedRoom(p.state, p.plan, p.diags())
	}
	return append(replacedIDs(p.state, p.plan, imported), replaced(p.state, p.plan, imported)...)
}

// planScheduled plans a room that is not in the service: it changes in place, and opens when it is due.
func (r *roomResource) planScheduled(ctx context.Context, p *roomPlan) {
	roomUUID := p.state.RoomUUID.ValueString()
	now := loadPrivate[time.Time](ctx, p.req.Private, serviceTimeKey, p.diags())
	schedule := p.plan.schedule(ctx, p.diags())
	if known(p.plan.Schedule) && schedule == nil || p.plan.Schedule.IsUnknown() || p.plan.LeadTime.IsUnknown() {
		p.plan.State, p.plan.CreatedAt = types.StringUnknown(), timetypes.NewRFC3339Unknown() // whether it is due is known at apply
		return
	}
	opens := planUnopened(ctx, &p.plan, now, p.diags())
	if !p.plan.Schedule.Equal(p.state.Schedule) || !p.plan.LeadTime.Equal(p.state.LeadTime) {
		warnOfMove(ctx, p.plan, now, p.diags())
	}
	if opens {
		r.rooms.NoteCreation(roomUUID)
		return
	}
	r.noteUnopened(ctx, p.plan, p.resp.Private, p.diags())
}

// planRecreation gives the attributes that replace a room whose class has ended for good: the state,
// where the room is to be opened again.
func planRecreation(state roomModel, plan *roomModel, diags *diag.Diagnostics) path.Paths {
	plan.State = state.State
	if plan.RecreateAfterEnd.IsUnknown() {
		diags.AddAttributeError(path.Root("recreate_after_end"), "recreate_after_end is not known yet",
			"Give recreate_after_end a value that is known when the plan is made: the class has ended for good, and it decides whether the room is recreated.")
	}
	if !plan.RecreateAfterEnd.ValueBool() {
		return nil
	}
	plan.State = types.StringUnknown()
	return path.Paths{path.Root("state")}
}

// checkReplacement refuses a replacement that would cut off a class, or whose id is not free.
func (r *roomResource) checkReplacement(ctx context.Context, p *roomPlan, record roomRecord) {
	roomUUID := p.state.RoomUUID.ValueString()
	r.rooms.Release(p.nonce, roomUUID)
	if !p.state.isInService() {
		warnOfAnotherClass(p.state, p.resp.RequiresReplace, p.diags())
		warnOfTimes(ctx, p.plan, r.client.Now(), p.diags())
		return
	}
	found := r.lookOwn(ctx, record, p.diags())
	if found.presence == roomPresent {
		r.rooms.NoteResource(p.nonce, found.record, resourcePresent, p.state.mayBeCutOff())
		refuseCutOff(p.state, found.record, p.resp.RequiresReplace, p.diags())
		if known(p.configuredID) && p.configuredID.Equal(p.state.RoomUUID) {
			addSameIDError(roomUUID, p.resp.RequiresReplace, p.diags())
		}
	}
	if !p.diags().HasError() {
		warnOfAnotherClass(p.state, p.resp.RequiresReplace, p.diags())
		warnOfTimes(ctx, p.plan, r.client.Now(), p.diags())
	}
}

func (r *roomResource) refuseReplacementInClass(old roomRecord, p *roomPlan) {
	entry := r.rooms.Room(old.RoomUUID)
	if entry.record.classInProgress(entry.record.SeenAt) && !entry.mayBeCutOff {
		addCutOffError(old.RoomUUID, p.plan.Name.ValueString(), nil, p.diags())
	}
}

// claimProperties refuses two owners of one property key: each apply would undo the other.
func (r *roomResource) claimProperties(p *roomPlan) {
	if p.plan.RoomUUID.IsUnknown() || p.plan.Properties.IsUnknown() {
		return
	}
	r.claimKeys(p.nonce, []string{roomOwner, p.plan.RoomUUID.ValueString()}, path.Root("properties"), p.plan.Properties.Keys(), p.diags())
}
