package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// writeEffect is what a write would mean for a class in progress.
type writeEffect int

const (
	effectAdds    writeEffect = iota // something is added or changed
	effectRemoves                    // something is taken out, or put in the place of something else
)

// clearance is what the preflight finds.
type clearance int

const (
	clearanceRefused clearance = iota // an error has been reported
	clearanceGranted
	clearanceOver    // the class is over, or the id is another room's by now: nothing is to be written
	clearanceMissing // there is no such room
)

// roomPreflight is what every write in a room passes first: is the room here, is it ours, how far
// has its class come, and had it begun when this was planned. planned is what the plan knew.
func (s *service) roomPreflight(ctx context.Context, roomUUID string, planned roomRecord, effect writeEffect, diags *diag.Diagnostics) (clearance, roomLook) {
	if entry := s.rooms.Room(roomUUID); effect == effectAdds && entry.resource == resourceCreated {
		return clearanceGranted, roomLook{presence: roomPresent, record: entry.record} // nothing but this run can be in it
	}
	found := s.look(ctx, roomUUID, planned, diags)
	switch found.presence {
	case roomUnreadable:
		return clearanceRefused, found
	case roomOver:
		return clearanceOver, found
	case roomMissing, roomScheduled:
		return clearanceMissing, found
	case roomPresent:
	}
	if effect == effectRemoves && found.record.classInProgress(found.room.ReadAt) && !planned.classInProgress(planned.SeenAt) {
		addBegunError(roomUUID, diags)
		return clearanceRefused, found
	}
	return clearanceGranted, found
}

func addBegunError(roomUUID string, diags *diag.Diagnostics) {
	diags.AddError("Class has begun since the plan was made",
		fmt.Sprintf("Plan again, with a refresh: a plan made while the class runs shows the change, and applying it is your decision. "+
			"The class in room %q was not in progress when this was planned, and the change would disturb it. Nothing was sent.", roomUUID))
}

func addRoomOverWarning(roomUUID string, found roomLook, diags *diag.Diagnostics) {
	addOverWarning(summaryRoomOver, fmt.Sprintf("The class in room %q has ended for good.", roomUUID), found, diags)
}

func addOverWarning(summary, what string, found roomLook, diags *diag.Diagnostics) {
	detail := what + " The new values are in the state only."
	if found.err != nil {
		_, answer := describe(found.err)
		detail += "\n" + answer
	}
	diags.AddWarning(summary, detail)
}

// addMissingError reports a room that vanished between plan and apply.
func addMissingError(roomUUID string, found roomLook, diags *diag.Diagnostics) {
	if found.err != nil {
		addError(diags, found.err)
		return
	}
	diags.AddError("Room is another one by now",
		fmt.Sprintf("Plan again: the room in the state is gone, and room %q was created since by another configuration. Nothing was sent.", roomUUID))
}
