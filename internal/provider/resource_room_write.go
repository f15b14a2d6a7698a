package provider

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// updateOpened changes a room that is in the service.
func (r *roomResource) updateOpened(ctx context.Context, state, plan roomModel, out *roomResponse) {
	planned := r.recordOf(ctx, state, out.private, out.diags)
	current := state
	if isMarked(ctx, out.private, importedKey, out.diags) {
		forgetUnconfigured(&current, plan)
	}
	changes := roomChangesOf(current, plan, out.diags)
	if out.diags.HasError() {
		return
	}
	if changes.isEmpty() {
		r.keepUpdated(ctx, current, plan, out)
		return
	}
	granted, found := r.roomPreflight(ctx, state.RoomUUID.ValueString(), planned, changes.effect(), out.diags)
	switch granted {
	case clearanceRefused:
	case clearanceOver:
		addRoomOverWarning(state.RoomUUID.ValueString(), found, out.diags)
		r.keepUpdated(ctx, current, plan, out)
	case clearanceMissing:
		addMissingError(state.RoomUUID.ValueString(), found, out.diags)
	case clearanceGranted:
		r.applyChanges(ctx, current, plan, changes, found, out)
	}
}

// keepUpdated keeps what the plan says.
func (r *roomResource) keepUpdated(ctx context.Context, current, plan roomModel, out *roomResponse) {
	fillComputed(&plan, current)
	mark(ctx, out.private, pendingPropertiesKey, false, out.diags)
	mark(ctx, out.private, importedKey, false, out.diags)
	out.set(ctx, plan)
}

// applyChanges makes the calls that lead from the current room to the planned one. After a failure
// the state has what did arrive.
func (r *roomResource) applyChanges(ctx context.Context, current, plan roomModel, changes roomChanges, found roomLook, out *roomResponse) {
	err := r.writeProperties(ctx, &current, plan, changes)
	if err == nil && changes.moves {
		err = r.moveForward(ctx, &current, plan)
	}
	switch {
	case err == nil:
		r.keepUpdated(ctx, current, plan, out)
	case r.classEndedMeanwhile(found, err):
		found.err = err
		addRoomOverWarning(current.RoomUUID.ValueString(), found, out.diags)
		r.keepUpdated(ctx, current, plan, out)
	default:
		out.set(ctx, current)
		addError(out.diags, err)
	}
}

// roomChanges is what an update sends.
type roomChanges struct {
	properties     proptypes.Changes
	prior          map[string]any // the properties that the state has
	adopts         bool           // the properties are managed from now on, and what the room has is not known
	examinationURL *string
	moves          bool
	ends           bool // the move ends or closes the class
}

func (c roomChanges) isEmpty() bool {
	return len(c.properties.Set) == 0 && len(c.properties.Remove) == 0 && c.examinationURL == nil && !c.moves
}

func (c roomChanges) effect() writeEffect {
	if len(c.properties.Remove) > 0 || c.ends {
		return effectRemoves
	}
	return effectAdds
}

func roomChangesOf(current, plan roomModel, diags *diag.Diagnostics) roomChanges {
	at := path.Root("properties")
	prior, next := storedProperties(current.Properties, at, diags), sentProperties(plan.Properties, at, diags)
	changes := roomChanges{
		properties: proptypes.Diff(prior, next), prior: prior, adopts: prior == nil && next != nil,
		moves: needsMove(current, plan), ends: needsMove(current, plan) && rank(plan.DesiredState) >= classroom.Ended,
	}
	if !plan.ExaminationURL.Equal(current.ExaminationURL) {
		text := plan.ExaminationURL.ValueString() // the service's "" is our null
		changes.examinationURL = &text
	}
	return changes
}

// forgetUnconfigured drops from an imported room what the configuration leaves out: it is
// forgotten, and stays in the room as it is.
func forgetUnconfigured(current *roomModel, plan roomModel) {
	if plan.ExaminationURL.IsNull() {
		current.ExaminationURL = types.StringNull()
	}
}

// writeProperties sends what differs of the custom properties and the examination URL, and keeps in
// current what has arrived.
func (r *roomResource) writeProperties(ctx context.Context, current *roomModel, plan roomModel, changes roomChanges) error {
	roomUUID := current.RoomUUID.ValueString()
	lock := r.locks.Lock(roomOwner, roomUUID)
	defer lock.Unlock()
	if keys := lock.Unwritten(changes.properties.Remove); len(keys) > 0 {
		if err := r.client.DeleteRoomProperties(ctx, roomUUID, keys, nil); err != nil {
			return err
		}
		for _, key := range changes.properties.Remove {
			delete(changes.prior, key)
		}
		kept, err := current.Properties.WithJSON(changes.prior)
		if err != nil {
			return err
		}
		current.Properties = kept
	}
	set, err := r.propertiesToSet(ctx, roomUUID, changes)
	if err != nil {
		return err
	}
	if len(set) > 0 || changes.examinationURL != nil {
		lock.MarkWritten(slices.Collect(maps.Keys(set))...)
		if err := r.client.UpdateRoomProperties(ctx, roomUUID, classroom.PropertiesUpdate{Properties: set}, changes.examinationURL); err != nil {
			return err
		}
	}
	current.Properties, current.ExaminationURL = plan.Properties, plan.ExaminationURL
	return nil
}

// propertiesToSet leaves out what the room has already, where the properties are managed from now
// on, as after an import.
func (r *roomResource) propertiesToSet(ctx context.Context, roomUUID string, changes roomChanges) (map[string]any, error) {
	if !changes.adopts {
		return changes.properties.Set, nil
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		return nil, err
	}
	have := proptypes.Select(room.Properties, slices.Collect(maps.Keys(changes.properties.Set)))
	return proptypes.Diff(have, changes.properties.Set).Set, nil
}

func isSameProperties(ctx context.Context, a, b proptypes.Object) bool {
	same, _ := a.DynamicSemanticEquals(ctx, b)
	return same
}

// rank orders the names of states by the course of a class.
func rank(state types.String) classroom.RoomState {
	switch state.ValueString() {
	case stateDestroyed, stateMissed:
		return classroom.Closed
	}
	return roomStates.number(state.ValueString())
}

// needsMove reports whether a room is short of the state that is the floor.
func needsMove(current, plan roomModel) bool {
	return known(plan.DesiredState) && current.isInService() && rank(current.State) < rank(plan.DesiredState)
}

func (r *roomResource) moveForward(ctx context.Context, current *roomModel, plan roomModel) error {
	roomUUID := current.RoomUUID.ValueString()
	if err := r.moveTo(ctx, roomUUID, rank(current.State), rank(plan.DesiredState)); err != nil {
		return err
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		return err
	}
	current.State = types.StringValue(roomStates[max(room.CurrentState(), rank(plan.DesiredState))])
	return nil
}

// moveTo moves a room forward to a state, if it is not there or past it.
func (r *roomResource) moveTo(ctx context.Context, roomUUID string, current, target classroom.RoomState) error {
	if current >= target {
		return nil
	}
	err := r.client.SetRoomState(ctx, roomUUID, target)
	if err != nil && r.reachedState(ctx, roomUUID, target, err) >= target {
		return nil // it has moved by itself meanwhile
	}
	return err
}

// reachedState is how far a room has come, where it refused to be moved to a state because it is
// there or past it. A service that shows no more than that the class is over has reached its end.
func (s *service) reachedState(ctx context.Context, roomUUID string, target classroom.RoomState, refusal error) classroom.RoomState {
	if !classroom.HasCode(refusal, classroom.CodeRoomStarted) && !classroom.IsClassOver(refusal) {
		return classroom.StateUnknown
	}
	room, err := s.client.RefreshRoom(ctx, roomUUID)
	switch {
	case err == nil:
		return stateOf(room)
	case classroom.IsClassOver(err):
		return max(target, classroom.Ended)
	}
	return classroom.StateUnknown
}
