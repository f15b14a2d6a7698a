package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// roomPresence is what a look at a room finds.
type roomPresence int

const (
	roomUnreadable roomPresence = iota // nothing is known: an error has been reported
	roomPresent
	roomOver      // its class has ended for good: the room is gone or takes nothing more, and that is no drift
	roomMissing   // it vanished, or was never there
	roomScheduled // it is not in the service yet
)

// roomLook is a look at a room: what was found, and what is known of the room since.
type roomLook struct {
	presence roomPresence
	room     *classroom.Room // where it is present
	record   roomRecord
	err      error // the answer, where the room is over or missing
}

// newRecord is the record of a room of the provider's region and app of which nothing is known yet.
func (s *service) newRecord(roomUUID string) roomRecord {
	return roomRecord{RoomUUID: roomUUID, Region: s.client.Region(), AppID: s.client.AppID(), State: classroom.StateUnknown}
}

// look reads the room that an object is in, which all objects in a room share. A room with the
// same id that was created later is another one: ours is over, or gone.
func (s *service) look(ctx context.Context, roomUUID string, prior roomRecord, diags *diag.Diagnostics) roomLook {
	entry := s.rooms.Room(roomUUID)
	switch s.placementOf(prior) {
	case placementElsewhere:
		s.addElsewhereError(roomUUID, prior, diags)
		return roomLook{record: prior}
	case placementElsewhereOver:
		s.rooms.NoteLost(roomUUID, roomOver)
		return roomLook{presence: roomOver, record: prior}
	case placementHere:
	}
	lost := entry.lostFor(prior)
	if !prior.isKnown() {
		prior = s.newRecord(roomUUID)
	}
	if !lost && entry.supersedes(prior) {
		return roomLook{presence: roomMissing, record: prior}
	}
	prior = prior.complete(entry.record)
	if lost {
		return roomLook{presence: entry.lost, record: prior}
	}
	if presence, planned := entry.plannedPresence(); planned {
		return roomLook{presence: presence, record: prior}
	}
	return s.lookInService(ctx, roomUUID, prior, diags)
}

// lookFrom is look with what the private state of an object knows of the room.
func (s *service) lookFrom(ctx context.Context, roomUUID string, private privateState, diags *diag.Diagnostics) roomLook {
	return s.look(ctx, roomUUID, loadPrivate[roomRecord](ctx, private, roomRecordKey, diags), diags)
}

// supersedes reports whether the room's own resource has, or is to create, a later room than the one of
// a record: what was in that one belongs into this one.
func (e roomEntry) supersedes(prior roomRecord) bool {
	return e.resource == creationPlanned || e.resource == resourcePresent && prior.isEarlierThan(e.record.CreatedAt)
}

// lostFor reports whether an object of which nothing is known yet cannot be in the room that has the id now.
func (e roomEntry) lostFor(prior roomRecord) bool {
	return !prior.isKnown() && e.lost != roomUnreadable && e.resource != resourceCreated
}

// plannedPresence is what the room's own resource says of the room, where that needs no look.
func (e roomEntry) plannedPresence() (roomPresence, bool) {
	switch e.resource {
	case resourceDestroyed, resourceMissed:
		return roomOver, true
	case resourceScheduled:
		return roomScheduled, true
	case resourceUnseen, resourcePresent, resourceCreated, creationPlanned:
	}
	return roomUnreadable, false
}

// lookInService is look where the answer is the service's to give. A room that vanishes without
// being over is looked at twice: one wrong answer must not orphan a class.
func (s *service) lookInService(ctx context.Context, roomUUID string, prior roomRecord, diags *diag.Diagnostics) roomLook {
	room, err := s.client.GetRoom(ctx, roomUUID)
	if classroom.IsRoomNotFound(err) && !prior.classIsOver(s.client.Now()) {
		room, err = s.client.ConfirmRoomGone(ctx, roomUUID)
	}
	found := roomLook{room: room, record: prior, err: err}
	switch {
	case err == nil && prior.isRoom(room):
		found.presence = roomPresent
		found.record = prior.observe(room)
	case err == nil:
		found.room = nil
		found.presence = prior.absenceAt(room.ReadAt)
		s.rooms.NoteLost(roomUUID, found.presence)
	case classroom.IsClassOver(err):
		found.presence = roomOver
		found.record.State = max(prior.State, classroom.Ended)
	case classroom.IsRoomNotFound(err):
		found.presence = prior.absenceAt(s.client.Now())
	default:
		addError(diags, err)
	}
	return s.judgeClosing(ctx, prior, found, diags)
}

// absenceAt is what the absence of the room means at a time.
func (r roomRecord) absenceAt(now time.Time) roomPresence {
	if r.classIsOver(now) {
		return roomOver
	}
	return roomMissing
}
