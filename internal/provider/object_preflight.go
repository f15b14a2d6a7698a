package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// preflightUpdate is the preflight of an update. What cannot be written any more is said, and stays
// in the state alone.
func (s *service) preflightUpdate(ctx context.Context, roomUUID string, effect writeEffect, req resource.UpdateRequest, diags *diag.Diagnostics) (clearance, roomLook) {
	if waitsFor(ctx, req.Private, diags) != waitingForNothing {
		return clearanceMissing, roomLook{}
	}
	granted, found := s.roomPreflight(ctx, roomUUID, loadPrivate[roomRecord](ctx, req.Private, roomRecordKey, diags), effect, diags)
	switch granted {
	case clearanceMissing:
		addMissingError(roomUUID, found, diags)
		return clearanceRefused, found
	case clearanceOver:
		addRoomOverWarning(roomUUID, found, diags)
	case clearanceRefused, clearanceGranted:
	}
	return granted, found
}

// preflightRemoval is the preflight of a removal. What is gone, or was never there, needs none.
func (s *service) preflightRemoval(ctx context.Context, roomUUID string, private privateState, diags *diag.Diagnostics) (clearance, roomLook) {
	if waitsFor(ctx, private, diags) == waitingForRoom {
		s.rooms.NoteLost(roomUUID, roomMissing) // a replacement waits as well
		return clearanceMissing, roomLook{}
	}
	if waitsFor(ctx, private, diags) == waitingForUser {
		s.lookForReplacement(ctx, roomUUID, private, diags)
		return clearanceMissing, roomLook{}
	}
	return s.roomPreflight(ctx, roomUUID, recordForRemoval(ctx, roomUUID, private, diags), effectRemoves, diags)
}

// lookForReplacement looks at the room of an object that goes without a call: an object which
// replaces it must not be created in another room that has the id by now.
func (s *service) lookForReplacement(ctx context.Context, roomUUID string, private privateState, diags *diag.Diagnostics) {
	if waitsFor(ctx, private, diags) == waitingForRoom {
		s.rooms.NoteLost(roomUUID, roomMissing)
		return
	}
	var unheard diag.Diagnostics // a creation looks again, and says what is wrong
	s.look(ctx, roomUUID, recordForRemoval(ctx, roomUUID, private, diags), &unheard)
}

// recordForRemoval is what the plan of a removal knew of the room.
func recordForRemoval(ctx context.Context, roomUUID string, private privateState, diags *diag.Diagnostics) roomRecord {
	planned := loadPrivate[roomRecord](ctx, private, roomRecordKey, diags)
	if planned.RoomUUID != "" && planned.RoomUUID != roomUUID {
		return roomRecord{} // that of the object which replaces this one, in another room
	}
	return planned
}
