package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// waitingFor is what an object that is in the state, and not in the service, waits for.
type waitingFor string

const (
	waitingForNothing waitingFor = ""
	waitingForRoom    waitingFor = "room"
	waitingForUser    waitingFor = "user"
)

// keepWaiting keeps an object in the state that could not be created, because its room is not
// there or takes nothing more. A create cannot know whether the room is to come, is over or is
// misspelt; the next plan, which has the room in view, decides.
func keepWaiting(ctx context.Context, roomUUID string, found roomLook, private privateState, diags *diag.Diagnostics) {
	savePrivate(ctx, private, waitingKey, waitingForRoom, diags)
	savePrivate(ctx, private, roomRecordKey, found.record, diags)
	if found.presence == roomOver {
		addOverWarning("Class is over; nothing was created in its room",
			fmt.Sprintf("The class in room %q has ended for good, so that nothing can be created in it. The object stays in the state, which is no drift; you can remove it from the configuration.", roomUUID), found, diags)
		return
	}
	if found.presence == roomMissing {
		addMissingRoomWarning(roomUUID, diags)
	}
}

func addMissingRoomWarning(roomUUID string, diags *diag.Diagnostics) {
	diags.AddWarning("Object waits for its room",
		fmt.Sprintf("Check room_uuid, and the provider's region and app_id: the service has no room %q now. "+
			"The object is in the state and not in the service; the first apply that finds the room creates it.", roomUUID))
}

// keepWaitingForUser keeps an object in the state whose user has not joined the room yet.
func keepWaitingForUser(ctx context.Context, roomUUID, userUUID string, record roomRecord, private privateState, diags *diag.Diagnostics) {
	savePrivate(ctx, private, waitingKey, waitingForUser, diags)
	savePrivate(ctx, private, roomRecordKey, record, diags)
	diags.AddWarning("Object waits for its user",
		fmt.Sprintf("Apply again when user %q has joined room %q: the service knows a user only from then on. "+
			"The object is in the state and not in the service until then.", userUUID, roomUUID))
}

func waitsFor(ctx context.Context, private privateState, diags *diag.Diagnostics) waitingFor {
	return loadPrivate[waitingFor](ctx, private, waitingKey, diags)
}

// staysWaiting reports whether an object that waits for its room goes on waiting, after a look at
// the room. One that does not leaves the state, so that it is planned to be created.
func (s *service) staysWaiting(roomUUID string, found roomLook, diags *diag.Diagnostics) bool {
	switch found.presence {
	case roomPresent:
		return found.record.hasEnded(found.room.ReadAt) // a room that takes nothing more
	case roomMissing:
		if s.rooms.Room(roomUUID).resource == creationPlanned {
			return false
		}
		addMissingRoomWarning(roomUUID, diags)
	case roomOver, roomScheduled, roomUnreadable:
	}
	return true
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
