package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// readDestroyed keeps a room whose class has ended for good. Its id may by now be another room's,
// so the service is not asked.
func (r *roomResource) readDestroyed(ctx context.Context, state roomModel, resp *resource.ReadResponse) {
	if state.RecreateAfterEnd.ValueBool() {
		r.removeForCreation(ctx, state, resp)
		return
	}
	r.rooms.NoteResource("", r.recordOf(ctx, state, resp.Private, &resp.Diagnostics), resourceDestroyed, true)
}

// removeForCreation has the room planned to be created, with what was in it.
func (r *roomResource) removeForCreation(ctx context.Context, state roomModel, resp *resource.ReadResponse) {
	r.rooms.NoteCreation(state.RoomUUID.ValueString())
	resp.State.RemoveResource(ctx)
}

// readScheduled reads the time alone: there is no room in the service yet, unless an apply had no
// answer. A room that is only scheduled belongs to whatever region and app the provider works in.
func (r *roomResource) readScheduled(ctx context.Context, state roomModel, nonce string, resp *resource.ReadResponse) {
	roomUUID := state.RoomUUID.ValueString()
	switch attempt, presence := r.lookForAttempt(ctx, roomUUID, resp.Private, &resp.Diagnostics); presence {
	case roomUnreadable:
		return
	case roomPresent, roomOver:
		r.readAttempt(ctx, state, attempt, nonce, resp)
		return
	case roomMissing:
		savePrivate[any](ctx, resp.Private, openAttemptKey, nil, &resp.Diagnostics)
	case roomScheduled:
	}
	r.moveIdentity(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	now, err := r.client.ServiceTime(ctx, roomUUID)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	savePrivate(ctx, resp.Private, serviceTimeKey, now, &resp.Diagnostics)
	if state.termPhase(ctx, now, &resp.Diagnostics) == phaseMissed && state.State.ValueString() == stateScheduled {
		state.State = types.StringValue(stateMissed)
		starts := state.schedule(ctx, &resp.Diagnostics).StartTime
		resp.Diagnostics.AddWarning(summaryMissed,
			fmt.Sprintf("Apply within lead_time before each class: no apply opened room %q (%s), whose class began at %s. It stays in the state as missed; a new schedule makes it due again.",
				roomUUID, state.Name.ValueString(), starts.Format(time.RFC3339)))
		resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
	}
	r.noteUnopened(ctx, state, resp.Private, &resp.Diagnostics)
}

func (r *roomResource) noteUnopened(ctx context.Context, state roomModel, private privateState, diags *diag.Diagnostics) {
	status := resourceScheduled
	if state.State.ValueString() == stateMissed {
		status = resourceMissed
	}
	record := r.newRecord(state.RoomUUID.ValueString())
	savePrivate(ctx, private, roomRecordKey, record, diags)
	r.rooms.NoteResource("", record, status, true)
}

func (r *roomResource) readOpened(ctx context.Context, state roomModel, nonce string, resp *resource.ReadResponse) {
	prior := r.recordOf(ctx, state, resp.Private, &resp.Diagnostics)
	prior.endWanted = rank(state.DesiredState) >= classroom.Ended
	prior.ClosedBeforeClass = prior.ClosedBeforeClass && !prior.endWanted
	found := r.lookOwn(ctx, prior, &resp.Diagnostics)
	switch found.presence {
	case roomUnreadable, roomScheduled:
	case roomPresent:
		r.readPresent(ctx, state, nonce, found, resp)
	case roomOver:
		r.readOver(ctx, state, nonce, found, resp)
	case roomMissing:
		r.readMissing(ctx, state, nonce, found, resp)
	}
}

// lookOwn looks at the resource's own room, whatever this run has planned for its id.
func (r *roomResource) lookOwn(ctx context.Context, prior roomRecord, diags *diag.Diagnostics) roomLook {
	switch r.placementOf(prior) {
	case placementElsewhere:
		r.addElsewhereError(prior.RoomUUID, prior, diags)
		return roomLook{record: prior}
	case placementElsewhereOver:
		return roomLook{presence: roomOver, record: prior}
	case placementHere:
	}
	return r.lookInService(ctx, prior.RoomUUID, prior, diags)
}

func (r *roomResource) readPresent(ctx context.Context, state roomModel, nonce string, found roomLook, resp *resource.ReadResponse) {
	scope := refreshManaged
	if isMarked(ctx, resp.Private, unreadKey, &resp.Diagnostics) {
		scope = refreshAll
	}
	state.refresh(ctx, found.room, scope, &resp.Diagnostics)
	state.State = types.StringValue(roomStates[found.record.stateAt(found.room.ReadAt)])
	mark(ctx, resp.Private, unreadKey, false, &resp.Diagnostics)
	if isMarked(ctx, resp.Private, pendingPropertiesKey, &resp.Diagnostics) && found.room.Generation == classroom.API2023 {
		state.Properties = proptypes.NewObjectNull()
	}
	if found.record.ClosedBeforeClass && r.readClosedBeforeClass(ctx, state, resp) {
		return
	}
	savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
	r.rooms.NoteResource(nonce, found.record, resourcePresent, state.mayBeCutOff())
	resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
}

// readClosedBeforeClass decides what becomes of the class. With a generated id another room is opened
// at once, and the resource leaves the state for that.
func (r *roomResource) readClosedBeforeClass(ctx context.Context, state roomModel, resp *resource.ReadResponse) (removed bool) {
	what := fmt.Sprintf("Room %q (%s) was closed before its class began, by hand or by another configuration. ", state.RoomUUID.ValueString(), state.Name.ValueString())
	removed = state.LeadTime.IsNull() && isMarked(ctx, resp.Private, generatedIDKey, &resp.Diagnostics)
	if removed {
		resp.Diagnostics.AddWarning(summaryClosedBeforeClass, "Apply to open another room for the class. "+what)
		r.removeForCreation(ctx, state, resp)
		return true
	}
	resp.Diagnostics.AddWarning(summaryClosedBeforeClass,
		"Apply again in an hour to open the class's room: the service destroys a closed room, and frees its id, an hour after it was closed. "+what+
			"To have a room at once, choose another room_uuid.")
	return false
}

// readOver keeps what the state has of a room whose class has ended for good.
func (r *roomResource) readOver(ctx context.Context, state roomModel, nonce string, found roomLook, resp *resource.ReadResponse) {
	stillThere := classroom.IsClassOver(found.err)
	switch {
	case stillThere && found.record.ClosedBeforeClass && r.readClosedBeforeClass(ctx, state, resp):
		return
	case stillThere:
		state.State = types.StringValue(roomStates[max(found.record.State, classroom.Ended)])
		r.rooms.NoteResource(nonce, found.record, resourcePresent, true)
	case state.RecreateAfterEnd.ValueBool():
		r.removeForCreation(ctx, state, resp)
		return
	case r.placementOf(found.record) == placementElsewhereOver:
		r.rooms.NoteResource("", found.record, resourceDestroyed, true)
		return
	default:
		state.State = types.StringValue(stateDestroyed)
		r.rooms.NoteResource("", found.record, resourceDestroyed, true)
	}
	savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
	resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
}

// readMissing has a room that vanished before its class opened again: with a lead time under the
// same id when it is due, otherwise at once. A class that can no longer be opened had its room.
func (r *roomResource) readMissing(ctx context.Context, state roomModel, nonce string, found roomLook, resp *resource.ReadResponse) {
	if state.LeadTime.IsNull() {
		resp.State.RemoveResource(ctx)
		return
	}
	if state.termPhase(ctx, r.client.Now(), &resp.Diagnostics) == phaseMissed {
		r.readOver(ctx, state, nonce, found, resp)
		return
	}
	state.State, state.CreatedAt = types.StringValue(stateScheduled), timetypes.NewRFC3339Null()
	savePrivate(ctx, resp.Private, serviceTimeKey, r.client.Now(), &resp.Diagnostics)
	r.noteUnopened(ctx, state, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
}
