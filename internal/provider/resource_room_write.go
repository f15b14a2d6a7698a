package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// writeProperties sends what differs of the custom properties and the examination URL.
func (r *roomResource) writeProperties(ctx context.Context, current *roomModel, plan roomModel, diags *diag.Diagnostics) error {
	roomUUID := current.RoomUUID.ValueString()
	prior, next, err := r.properties(ctx, *current, plan)
	if err != nil {
		return err
	}
	changes := changedProperties(prior, next)
	claimed := r.claims.of(roomOwner, roomUUID)
	defer claimed.Unlock()
	if free := claimed.free(changes.Remove); len(free) > 0 {
		if err := r.client.DeleteRoomProperties(ctx, roomUUID, free, nil); err != nil {
			return err
		}
		for _, key := range changes.Remove {
			delete(prior, key)
		}
		var found diag.Diagnostics
		current.Properties, found = current.Properties.withJSON(prior)
		diags.Append(found...)
	}
	var examinationURL *string
	if !plan.ExaminationURL.Equal(current.ExaminationURL) {
		text := plan.ExaminationURL.ValueString() // the service's "" is our null
		examinationURL = &text
	}
	if len(changes.Set) == 0 && examinationURL == nil {
		return nil
	}
	claimed.add(slices.Collect(maps.Keys(changes.Set))...)
	update := classroom.PropertiesUpdate{Properties: changes.Set}
	if err := r.client.UpdateRoomProperties(ctx, roomUUID, update, examinationURL); err != nil {
		return err
	}
	current.Properties, current.ExaminationURL = plan.Properties, plan.ExaminationURL
	return nil
}

// properties gives the properties that the state has and those that the plan wants. What is
// managed from now on, as after an import, is compared with what the room has already.
func (r *roomResource) properties(ctx context.Context, current, plan roomModel) (prior, next map[string]any, err error) {
	if prior, err = current.Properties.storedJSON(); err != nil {
		return nil, nil, err
	}
	if next, err = plan.Properties.toJSON(); err != nil {
		return nil, nil, err
	}
	if prior != nil || next == nil {
		return prior, next, nil
	}
	room, err := r.client.GetRoom(ctx, current.RoomUUID.ValueString())
	if err != nil {
		return nil, nil, err
	}
	return ownedPart(room.Properties, plan.Properties.keys()), next, nil
}

func isSameProperties(ctx context.Context, a, b propertiesValue) bool {
	if isNull(a) || isNull(b) {
		return isNull(a) && isNull(b)
	}
	same, _ := a.DynamicSemanticEquals(ctx, b)
	return same
}

// rank orders the names of states by the course of a class.
func rank(state types.String) classroom.RoomState {
	if state.ValueString() == stateDestroyed {
		return classroom.Closed
	}
	return roomStates.number(state.ValueString())
}

// needsMove tells whether a room is short of the state that is the floor.
func needsMove(current, plan roomModel) bool {
	return known(plan.DesiredState) && rank(current.State) < rank(plan.DesiredState)
}

// moveTo moves a room forward to a state, if it is not there or past it.
func (r *roomResource) moveTo(ctx context.Context, roomUUID string, current, target classroom.RoomState) error {
	if current >= target {
		return nil
	}
	err := r.client.SetRoomState(ctx, roomUUID, target)
	if !classroom.HasCode(err, classroom.CodeRoomStarted, classroom.CodeRoomEnded, classroom.CodeRoomEndedForGood) {
		return err
	}
	// The room has moved by itself meanwhile.
	room, readErr := r.client.RefreshRoom(ctx, roomUUID)
	if readErr == nil && stateOf(room) >= target {
		return nil
	}
	return err
}

// warnOfUnclaimed tells, where rooms are destroyed, of those that the state does not know.
func warnOfUnclaimed(rooms []string, diags *diag.Diagnostics) {
	if len(rooms) > 0 {
		diags.AddWarning("A killed run may have created rooms that are not in the state",
			fmt.Sprintf("An earlier run was cut off while it created %s. This run takes up those that it is to create itself. "+
				"If the others exist, only the service knows of them, and destroys them after five days. To have them destroyed now, apply their configuration once more before you destroy it.",
				strings.Join(rooms, ", ")))
	}
}

// refuseCutOff reports an error where destroying the room would cut off a class in progress. It
// names the changes that need a new room, if that is why.
func refuseCutOff(state roomModel, changed path.Paths, diags *diag.Diagnostics) {
	inProgress := state.State.ValueString() == roomStates[classroom.Started]
	if !inProgress || state.DeletionPolicy.ValueString() == deletionAbandon {
		return
	}
	if state.ForceDestroy.ValueBool() {
		diags.AddWarning(fmt.Sprintf("The class in room %q is cut off", state.RoomUUID.ValueString()),
			"It is in progress, and force_destroy allows destroying its room all the same.")
		return
	}
	why := "Destroying the room would cut the class off. Wait until it has ended."
	if len(changed) > 0 {
		why = fmt.Sprintf("A change of %s needs a new room, and destroying this one would cut the class off. Undo the change, or wait until the class has ended.", strings.Trim(changed.String(), "[]"))
	}
	diags.AddError(fmt.Sprintf("The class in room %q (%s) is in progress", state.RoomUUID.ValueString(), state.Name.ValueString()),
		why+" To do it now, first apply one of these alone: desired_state = \"ended\" ends the class, force_destroy = true allows cutting it off, "+
			"deletion_policy = \"abandon\" leaves the room to its schedule.")
}
