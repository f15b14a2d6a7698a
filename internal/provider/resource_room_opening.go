package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// openAttempt is an open of a scheduled room of which it is not known whether it has created the room.
// It is kept with the resource until a look at the service decides that.
type openAttempt struct {
	Room  roomRecord `json:"room"` // as it is if it exists; created at the latest when the attempt ended
	Name  string     `json:"name"`
	Type  string     `json:"type"`
	Began time.Time  `json:"began,omitzero"`
}

// hasCreated reports whether a room that the service shows is the one that the attempt asked for.
func (a openAttempt) hasCreated(room *classroom.Room) bool {
	began, ended := a.Began.Add(-creationTolerance), a.Room.CreatedAt.Add(creationTolerance)
	return !room.CreatedAt.Before(began) && !room.CreatedAt.After(ended) &&
		strings.TrimSpace(room.Name) == strings.TrimSpace(a.Name) && (room.Type == nil || roomTypes[*room.Type] == a.Type)
}

// keepAttempt keeps a room that may be open as scheduled, with all that was sent.
func (r *roomResource) keepAttempt(ctx context.Context, plan roomModel, began time.Time, out *roomResponse) {
	attempt := openAttempt{Room: r.recordOf(ctx, plan, out.private, out.diags), Name: plan.Name.ValueString(), Type: plan.Type.ValueString(), Began: began}
	attempt.Room.CreatedAt = r.client.Now()
	savePrivate(ctx, out.private, openAttemptKey, attempt, out.diags)
	plan.State, plan.CreatedAt = types.StringValue(stateScheduled), timetypes.NewRFC3339Null()
	out.set(ctx, plan)
}

// lookForAttempt looks for the room that an open without a clear answer may have created. It is
// present only where it is certainly this resource's.
func (r *roomResource) lookForAttempt(ctx context.Context, roomUUID string, private privateState, diags *diag.Diagnostics) (openAttempt, roomPresence) {
	attempt := loadPrivate[openAttempt](ctx, private, openAttemptKey, diags)
	if attempt.Room.RoomUUID != roomUUID {
		return attempt, roomMissing
	}
	if r.placementOf(attempt.Room) == placementElsewhere {
		r.addElsewhereError(roomUUID, attempt.Room, diags)
		return attempt, roomUnreadable
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if classroom.IsRoomNotFound(err) {
		room, err = r.client.ConfirmRoomGone(ctx, roomUUID)
	}
	presence := attempt.presenceBy(room, err, isMarked(ctx, private, generatedIDKey, diags))
	switch presence {
	case roomUnreadable:
		addError(diags, err)
	case roomScheduled:
		diags.AddWarning("Room may have been opened",
			fmt.Sprintf("Check whether room %q is yours, and close it if no class needs it: an earlier apply asked the service for this room and had no answer, and the service does not show who created the room that has the id now.", roomUUID))
	case roomPresent, roomMissing, roomOver:
	}
	return attempt, presence
}

// presenceBy is what an answer says of the attempt's room; roomScheduled where that stays open. Nobody
// else has an id that the provider has generated.
func (a openAttempt) presenceBy(room *classroom.Room, err error, generated bool) roomPresence {
	over := classroom.IsClassOver(err)
	switch {
	case generated && (err == nil || over), err == nil && a.hasCreated(room):
		return roomPresent
	case over, err == nil && room.CreatedAt.IsZero():
		return roomScheduled
	case err == nil, classroom.IsRoomNotFound(err):
		return roomMissing
	}
	return roomUnreadable
}

// readAttempt reads a room that an earlier apply has opened, as one that is in the service.
func (r *roomResource) readAttempt(ctx context.Context, state roomModel, attempt openAttempt, nonce string, resp *resource.ReadResponse) {
	resp.Diagnostics.AddWarning("Room was adopted",
		fmt.Sprintf("Room %q is in the service: an earlier apply, which had no answer, has opened it. It is managed here from now on.", state.RoomUUID.ValueString()))
	state.State, state.CreatedAt = types.StringValue(roomStates[classroom.NotStarted]), timetypes.NewRFC3339TimeValue(attempt.Room.CreatedAt)
	savePrivate(ctx, resp.Private, roomRecordKey, attempt.Room, &resp.Diagnostics)
	savePrivate[any](ctx, resp.Private, openAttemptKey, nil, &resp.Diagnostics)
	mark(ctx, resp.Private, pendingPropertiesKey, r.client.Generation() == classroom.API2023, &resp.Diagnostics)
	r.readOpened(ctx, state, nonce, resp)
}
