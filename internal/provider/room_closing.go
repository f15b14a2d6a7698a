package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// judgeClosing finds out, when a room is first seen ended or closed, whether its class was never started:
// then it is not over, and still needs a room. Where that cannot be found out, the room is unreadable,
// so that the next run asks again. prior is what was known before.
func (s *service) judgeClosing(ctx context.Context, prior roomRecord, found roomLook, diags *diag.Diagnostics) roomLook {
	if found.presence != roomPresent && !classroom.IsClassOver(found.err) {
		return found
	}
	now := s.readingAt(found).at
	if found.record.stateAt(now) >= classroom.Ended && prior.leavesClosingOpen(now) {
		neverStarted, err := s.neverStarted(ctx, found.record, now)
		if err != nil {
			addError(diags, err)
			return roomLook{record: prior}
		}
		found.record.ClosedBeforeClass = neverStarted
	}
	found.record = s.rooms.Observe(found.record)
	return found
}

// neverStarted reports whether a room was ended or closed without its class having started, by its events,
// or where it refuses to show them, by its schedule. After its start a class may have run without any event.
func (s *service) neverStarted(ctx context.Context, record roomRecord, now time.Time) (bool, error) {
	started, ended, err := s.client.ShownStates(ctx, record.RoomUUID)
	begun := !record.StartsAt.IsZero() && !now.Before(record.StartsAt)
	if classroom.IsClassOver(err) {
		return !record.StartsAt.IsZero() && !begun, nil
	}
	return !started && (ended || !begun), err
}

// leavesClosingOpen reports whether a room that was closed may have been so before its class, by what was
// known of it at a time before.
func (r roomRecord) leavesClosingOpen(now time.Time) bool {
	switch {
	case r.endWanted, r.CreatedAt.IsZero() && r.FirstSeenAt.IsZero():
		return false
	case r.State >= classroom.Started:
		return false
	}
	return r.EndsAt.IsZero() || now.Before(r.EndsAt)
}
