package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// Summaries of what many rooms can meet at once are constant: the CLI groups them.
const (
	summaryRoomOver          = "Class is over; nothing was changed in its room"
	summaryClosedBeforeClass = "Room was closed before its class"
	summaryTimes             = "Class cannot take place as scheduled"
	summaryMissed            = "Class has passed without a room"
)

// addSameIDError refuses to give a new room the id of one that the service still has.
// It names the changes that need a new room, if that is why.
func addSameIDError(roomUUID string, changed path.Paths, diags *diag.Diagnostics) {
	undo := "Undo the change"
	if len(changed) > 0 {
		undo = fmt.Sprintf("Undo the change of %s (after an import: configure what the room has)", names(changed))
	}
	diags.AddAttributeError(path.Root(roomUUIDName), "Room cannot be replaced under the same id",
		fmt.Sprintf("%s, or give the new room another room_uuid or a room_uuid_prefix. "+
			"Room %q is in this state already and in use: its id is free again only an hour after it has closed, and until then the new room cannot be created.\n\n"+
			"If the resource was only renamed, add a moved block. If it was marked as tainted, use terraform untaint. "+
			"To keep the id all the same, take the room out of the configuration, apply, and put it back in an hour; terraform destroy meets this error too, since it plans the configuration first.", undo, roomUUID))
}

func addTwoAddressesError(roomUUID string, diags *diag.Diagnostics) {
	diags.AddAttributeError(path.Root(roomUUIDName), "Two resources have the same room_uuid",
		fmt.Sprintf("Give each room an id of its own, or remove one of the two resources: both would manage room %q.", roomUUID))
}

// refuseCutOff reports an error where destroying the room would cut off a class in progress. It
// names the changes that need a new room, if that is why.
func refuseCutOff(state roomModel, record roomRecord, changed path.Paths, diags *diag.Diagnostics) {
	if !record.classInProgress(record.SeenAt) || state.DeletionPolicy.ValueString() == deletionAbandon {
		return
	}
	if state.ForceDestroy.ValueBool() {
		diags.AddWarning("Class in progress is cut off",
			fmt.Sprintf("force_destroy allows destroying room %q (%s) while its class runs.", state.RoomUUID.ValueString(), state.Name.ValueString()))
		return
	}
	addCutOffError(state.RoomUUID.ValueString(), state.Name.ValueString(), changed, diags)
}

func addCutOffError(roomUUID, name string, changed path.Paths, diags *diag.Diagnostics) {
	why := "Wait until the class has ended: destroying its room now would cut it off."
	if len(changed) > 0 {
		why = fmt.Sprintf("Undo the change of %s, or wait until the class has ended: the change needs a new room, and destroying this one would cut the class off.", names(changed))
	}
	diags.AddError("Class is in progress",
		fmt.Sprintf("%s Room %q (%s) has a class in progress.\n\nTo do it now, first apply one of these alone: desired_state = \"ended\" ends the class, force_destroy = true allows cutting it off, "+
			"deletion_policy = \"abandon\" leaves the room to its schedule.", why, roomUUID, name))
}

func names(paths path.Paths) string { return strings.Trim(paths.String(), "[]") }

// warnOfRemoval warns that destroying a room takes away a lesson that is still to come.
func warnOfRemoval(state roomModel, record roomRecord, diags *diag.Diagnostics) {
	toCome := record.stateAt(record.SeenAt) == classroom.NotStarted && record.StartsAt.After(record.SeenAt)
	if !toCome || state.DeletionPolicy.ValueString() == deletionAbandon {
		return
	}
	diags.AddWarning("Room is closed for good before its class",
		fmt.Sprintf("Keep the room in the configuration if the class is to take place: room %q (%s) has a class at %s, and a closed room cannot be opened again.",
			state.RoomUUID.ValueString(), state.Name.ValueString(), record.StartsAt.Format(time.RFC3339)))
}

// warnOfAnotherClass warns, where a class has ended for good, that a change does not correct it
// but opens a room for another one.
func warnOfAnotherClass(state roomModel, changed path.Paths, diags *diag.Diagnostics) {
	if rank(state.State) < classroom.Ended || state.RecreateAfterEnd.ValueBool() {
		return
	}
	diags.AddWarning("Class is over; a change opens a new room",
		fmt.Sprintf("Undo the change of %s if there is to be no other class: the class in room %q (%s) has ended for good, and the new room's class takes place by its own schedule.",
			names(changed), state.RoomUUID.ValueString(), state.Name.ValueString()))
}

// warnOfMissed warns of a class that a change has moved into the past, or that was over by the time of the apply.
func warnOfMissed(plan roomModel, diags *diag.Diagnostics) {
	diags.AddWarning(summaryMissed,
		fmt.Sprintf("Give room %q (%s) a schedule that is still to come, or remove it: its class has passed, and no room is opened for it. It is in the state as missed.",
			plan.RoomUUID.ValueString(), plan.Name.ValueString()))
}

// warnOfMove warns where another schedule or lead time of a room that is not in the service cannot work.
func warnOfMove(ctx context.Context, plan roomModel, now time.Time, diags *diag.Diagnostics) {
	if plan.State.ValueString() == stateMissed {
		warnOfMissed(plan, diags)
		return
	}
	warnOfTimes(ctx, plan, now, diags)
}

// warnOfTimes warns of a schedule that cannot work.
func warnOfTimes(ctx context.Context, plan roomModel, now time.Time, diags *diag.Diagnostics) {
	schedule := plan.schedule(ctx, diags)
	if schedule == nil || schedule.StartTime.IsZero() {
		return
	}
	what := adviceOnTimes(*schedule, plan.LeadTime.IsNull(), now)
	if what == "" {
		return
	}
	diags.AddAttributeWarning(path.Root("schedule"), summaryTimes,
		fmt.Sprintf("%s Room %q starts at %s.", what, plan.Name.ValueString(), schedule.StartTime.Format(time.RFC3339)))
}

// adviceOnTimes says how to mend a schedule that cannot work; it is empty for one that can.
func adviceOnTimes(schedule classroom.Schedule, opensAtOnce bool, now time.Time) string {
	closes := schedule.ClosesAt()
	switch {
	case !now.Before(classEnd(schedule)) && !opensAtOnce:
		return "Give the class a start_time that is still to come: it has ended already, and its room is not opened."
	case !now.Before(classEnd(schedule)):
		return "Give the class a start_time that is still to come: it has ended already, and its room closes as soon as it is created."
	case opensAtOnce && schedule.StartTime.Sub(now) > classroom.RoomLifetime:
		return "Set lead_time, so that the room is created in time: the service destroys a room five days after its creation, which is before this class starts."
	case opensAtOnce && !closes.IsZero() && closes.Sub(now) > classroom.RoomLifetime:
		return "Set lead_time, or shorten the schedule: the service destroys a room five days after its creation, which is before this class closes."
	}
	return ""
}
