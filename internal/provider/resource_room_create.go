package provider

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// create makes the room, and has the journal know of it until its fate is clear. Without an
// id it takes the one that a killed run has generated for the same request, or a new one.
func (r *roomResource) create(ctx context.Context, plan *roomModel, request classroom.RoomRequest) (string, classroom.Creation, error) {
	roomUUID, prefix := plan.RoomUUID.ValueString(), plan.RoomUUIDPrefix.ValueString()
	chosen, at := r.journal.begin(ctx, roomUUID, fingerprint(prefix, request), func() string { return generateID(prefix) })
	attempted := !at.IsZero()
	request.AdoptExisting = attempted
	creation, err := r.client.CreateRoom(ctx, chosen, request)
	if ctx.Err() != nil {
		r.journal.interrupt()
	}
	another := classroom.HasCode(err, classroom.CodeRoomExists)
	if err == nil || classroom.IsUnsure(err) || attempted && !another {
		return chosen, creation, err
	}
	r.journal.settle(chosen)
	if attempted && roomUUID == "" { // the room that the killed run made is closed
		return r.create(ctx, plan, request)
	}
	return chosen, creation, err
}

// beginsAfter tells whether the class of a new room has not begun at a time that is known.
func (m *roomModel) beginsAfter(ctx context.Context, at time.Time, diags *diag.Diagnostics) bool {
	schedule := decode[scheduleModel](ctx, m.Schedule, diags)
	if schedule == nil || at.IsZero() {
		return !at.IsZero()
	}
	return schedule.toAPI(diags).StartTime.After(at)
}

// generateID makes an id that no other room has.
func generateID(prefix string) string {
	random := make([]byte, idSuffixLength/2)
	_, _ = rand.Read(random) // never fails
	if prefix == "" {
		prefix = "room-"
	}
	return prefix + hex.EncodeToString(random)
}

func warnOfCreation(roomUUID string, creation classroom.Creation, diags *diag.Diagnostics) {
	if creation.Adopted && !creation.Verified {
		diags.AddWarning(fmt.Sprintf("Room %q was found after an attempt to create it had no answer", roomUUID),
			"It was adopted. This service does not tell a room's name and type, so it could not be verified that it is the one asked for.")
	}
	if len(creation.Omitted) > 0 {
		diags.AddWarning(fmt.Sprintf("Room %q was created without some of its attributes", roomUUID),
			"This service is of the specification's era and does not know "+strings.Join(creation.Omitted, ", ")+".")
	}
}

// taintAdvice is for a room that is in the state though it may not exist: Terraform marks it as tainted.
const taintAdvice = "\nThe room is in the state. The next apply replaces it, unless you say that it is the room you want: terraform untaint ADDRESS, where ADDRESS is this resource's."

// addCreateError explains a create that did not succeed, above all an id in use.
func (r *roomResource) addCreateError(ctx context.Context, roomUUID string, kept bool, err error, diags *diag.Diagnostics) {
	summary, detail := describe(err)
	if kept {
		detail += taintAdvice
	}
	switch {
	case classroom.IsNotFound(err):
		diags.AddError(summary, detail+"\nFor a room that is to be created this means that the service does not know the place: check the provider's region and app_id.")
		return
	case !classroom.HasCode(err, classroom.CodeRoomExists):
		diags.AddError(summary, detail)
		return
	}
	room, lookErr := r.client.RefreshRoom(ctx, roomUUID)
	if lookErr == nil && stateOf(room) == classroom.Closed {
		diags.AddError(summary, detail+"\nThat room is closed and not yet destroyed: its id is free again in at most an hour. "+
			"Apply again then, omit room_uuid, or use room_uuid_prefix instead.")
		return
	}
	diags.AddError(summary, detail+fmt.Sprintf("\nIf it is the room you mean, import it: terraform import ADDRESS '%s', or an import block\n\n"+
		"  import {\n    to = ADDRESS\n    id = %q\n  }\n\nwhere ADDRESS is this resource's. Otherwise choose another room_uuid, or use room_uuid_prefix.", roomUUID, roomUUID))
}
