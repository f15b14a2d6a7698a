package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// isAbsence reports whether a write failed because the room is gone or its class is over.
func isAbsence(err error) bool {
	return classroom.IsRoomNotFound(err) || classroom.IsClassOver(err)
}

// afterRefusal is what is known of a room once a write to it failed with an absence: the preflight's
// look may be older than that.
func (s *service) afterRefusal(found roomLook, err error) roomLook {
	found.err = err
	found.presence = roomOver
	if classroom.IsRoomNotFound(err) {
		found.presence = found.record.absenceAt(s.client.Now())
	}
	return found
}

// classEndedMeanwhile reports whether a call failed because the class has ended since the look.
func (s *service) classEndedMeanwhile(found roomLook, err error) bool {
	return isAbsence(err) && s.afterRefusal(found, err).presence == roomOver
}

// keepPresence keeps what a look has found, and takes an object out of the state whose room vanished.
func (s *service) keepPresence(ctx context.Context, found roomLook, resp *resource.ReadResponse) {
	switch found.presence {
	case roomPresent, roomOver:
		savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
	case roomMissing:
		resp.State.RemoveResource(ctx)
	case roomScheduled:
		// The room vanished before its class and is scheduled again: the object waits with it.
		savePrivate(ctx, resp.Private, waitingKey, waitingForRoom, &resp.Diagnostics)
	case roomUnreadable:
	}
}

// readWaiting reads an object that waits: it stays as it is, or leaves the state, so that it is
// planned to be created. It gives what the object waits for.
func (s *service) readWaiting(ctx context.Context, ids map[string]string, found roomLook, resp *resource.ReadResponse) waitingFor {
	waiting := waitsFor(ctx, resp.Private, &resp.Diagnostics)
	switch waiting {
	case waitingForNothing:
		return waitingForNothing
	case waitingForUser:
		if !s.staysWaitingForUser(ctx, ids, found, &resp.Diagnostics) {
			resp.State.RemoveResource(ctx)
		}
	case waitingForRoom:
		if !s.staysWaiting(ids[roomUUIDName], found, &resp.Diagnostics) {
			resp.State.RemoveResource(ctx)
		}
	}
	return waiting
}

func (s *service) staysWaitingForUser(ctx context.Context, ids map[string]string, found roomLook, diags *diag.Diagnostics) bool {
	if found.presence != roomPresent {
		return s.staysWaiting(ids[roomUUIDName], found, diags)
	}
	_, err := s.client.GetUser(ctx, ids[roomUUIDName], ids[userUUIDName])
	if err != nil && !classroom.IsUserNotFound(err) && !isAbsence(err) {
		addError(diags, err)
	}
	return err != nil
}

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
