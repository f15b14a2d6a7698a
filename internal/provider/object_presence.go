package provider

import (
	"context"

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
