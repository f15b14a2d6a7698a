package provider

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// open creates the room in the service, and keeps it in the state as soon as it may exist. Whatever
// room has an id that the provider itself has chosen is this one.
func (r *roomResource) open(ctx context.Context, plan roomModel, scheduled bool, out *roomResponse) {
	request := plan.toAPI(ctx, out.diags)
	if out.diags.HasError() {
		return
	}
	roomUUID, began := plan.RoomUUID.ValueString(), r.client.Now()
	generated := isMarked(ctx, out.private, generatedIDKey, out.diags)
	request.AdoptExisting = plan.OnConflict.ValueString() == conflictAdopt || generated
	creation, err := r.client.CreateRoom(ctx, roomUUID, request)
	if generated && classroom.HasCode(err, classroom.CodeRoomExists) {
		creation, err = r.adoptOwn(ctx, roomUUID, creation, err)
	}
	switch creation.Outcome {
	case classroom.RoomCreated:
		r.completeCreation(ctx, plan, creation, out)
	case classroom.RoomMaybeCreated:
		if scheduled {
			r.keepAttempt(ctx, plan, began, out)
			addError(out.diags, err)
			return
		}
		r.keepMaybeCreated(ctx, plan, generated, err, out)
	case classroom.RoomNotCreated:
		r.addCreateError(ctx, roomUUID, creation, err, out.diags)
	}
}

// adoptOwn takes a room that has an id which the provider has generated: an earlier open, whose
// answer was lost, has created it.
func (r *roomResource) adoptOwn(ctx context.Context, roomUUID string, creation classroom.Creation, conflict error) (classroom.Creation, error) {
	room, err := r.client.RefreshRoom(ctx, roomUUID)
	if err != nil || room.CurrentState() == classroom.Closed {
		return creation, conflict
	}
	creation.Outcome, creation.Adopted, creation.Verified, creation.At = classroom.RoomCreated, true, true, room.CreatedAt
	return creation, nil
}

// keepMaybeCreated keeps a new room of which it is not known whether it exists. Nobody else knows a
// generated id: kept in the state, the room cannot be orphaned.
func (r *roomResource) keepMaybeCreated(ctx context.Context, plan roomModel, generated bool, err error, out *roomResponse) {
	summary, detail := describe(err)
	if generated {
		plan.State, plan.CreatedAt = types.StringValue(roomStates[classroom.NotStarted]), timetypes.NewRFC3339Null()
		r.save(ctx, plan, r.newRecord(plan.RoomUUID.ValueString()), out)
		detail = "The room is in the state. The next apply replaces it, unless you say that it is the room you want: terraform untaint ADDRESS, where ADDRESS is this resource's.\n" + detail
	}
	out.diags.AddError(summary, detail)
}

// completeCreation does what the create call could not. A failure is a warning: an error would
// taint the room, and the next apply would close it instead of completing it.
func (r *roomResource) completeCreation(ctx context.Context, plan roomModel, creation classroom.Creation, out *roomResponse) {
	roomUUID := plan.RoomUUID.ValueString()
	warnOfCreation(roomUUID, creation, out.diags)
	plan.State = types.StringValue(roomStates[classroom.NotStarted])
	plan.CreatedAt = createdAt(creation)
	record := r.recordOf(ctx, plan, out.private, out.diags)
	record.SeenAt = creation.At
	r.saveCreated(ctx, plan, record, creation, out)
	savePrivate[any](ctx, out.private, openAttemptKey, nil, out.diags)
	if creation.PropertiesPending {
		r.writePendingProperties(ctx, plan, out)
	}
	if err := r.moveTo(ctx, roomUUID, rank(plan.State), rank(plan.DesiredState)); err != nil {
		addWarning(out.diags, "Room was created, but is not in its desired state yet", fmt.Sprintf("The next apply moves room %q there.", roomUUID), err)
	}
	begun := record.stateAt(r.client.Now()) >= classroom.Started
	if !creation.Adopted && plan.DesiredState.IsNull() && !creation.At.IsZero() && !begun {
		return // reading the room would return nothing new, and double the requests of an apply
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		addWarning(out.diags, "Room was created, but could not be read back", fmt.Sprintf("The next plan reads room %q.", roomUUID), err)
		return
	}
	record = record.observe(room)
	plan.State = types.StringValue(roomStates[record.stateAt(room.ReadAt)])
	if !room.CreatedAt.IsZero() {
		plan.CreatedAt = timetypes.NewRFC3339TimeValue(room.CreatedAt)
	}
	r.saveCreated(ctx, plan, record, creation, out)
}

// saveCreated keeps a new room in the state. Nothing but this run can be in it, unless it was adopted.
func (r *roomResource) saveCreated(ctx context.Context, m roomModel, record roomRecord, creation classroom.Creation, out *roomResponse) {
	r.save(ctx, m, record, out)
	if !creation.Adopted {
		r.rooms.NoteResource("", record, resourceCreated, m.mayBeCutOff())
	}
}

func (r *roomResource) writePendingProperties(ctx context.Context, plan roomModel, out *roomResponse) {
	properties, _ := plan.Properties.ToJSON() // has been sent through toAPI already
	update := classroom.PropertiesUpdate{Properties: properties}
	if err := r.client.UpdateRoomProperties(ctx, plan.RoomUUID.ValueString(), update, nil); err != nil {
		addWarning(out.diags, "Room was created, but without its properties", fmt.Sprintf("The next apply sets the properties of room %q.", plan.RoomUUID.ValueString()), err)
		mark(ctx, out.private, pendingPropertiesKey, true, out.diags)
	}
}

// save keeps the room in the state.
func (r *roomResource) save(ctx context.Context, m roomModel, record roomRecord, out *roomResponse) {
	out.set(ctx, m)
	r.identify(ctx, out.identity, m.ids(), out.diags)
	savePrivate(ctx, out.private, roomRecordKey, record, out.diags)
	r.rooms.NoteResource("", record, resourcePresent, m.mayBeCutOff())
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
	switch {
	case creation.Adopted && len(creation.Differences) > 0:
		diags.AddWarning("Room was adopted",
			fmt.Sprintf("Plan again: room %q, which an earlier apply has opened, differs from the configuration in %s. It is managed here from now on.", roomUUID, strings.Join(creation.Differences, ", ")))
	case creation.Adopted && !creation.Verified:
		diags.AddWarning("Room was adopted and could not be verified",
			fmt.Sprintf("Check that room %q is yours: it was found after an attempt to create it had no answer, and this service (2023 API) returns neither name nor type.", roomUUID))
	case creation.Adopted:
		diags.AddWarning("Room was adopted",
			fmt.Sprintf("Room %q existed already and equals the configuration in all that the service returns. It is managed here from now on.", roomUUID))
	}
	if len(creation.Omitted) > 0 {
		diags.AddWarning("Room was created without some of its attributes",
			fmt.Sprintf("Leave them out, or use a service with the current API: this service (2023 API) does not know %s. Room %q was created without them.", strings.Join(creation.Omitted, ", "), roomUUID))
	}
}

// addCreateError explains a create that did not succeed, above all an id in use.
func (r *roomResource) addCreateError(ctx context.Context, roomUUID string, creation classroom.Creation, err error, diags *diag.Diagnostics) {
	advice := ""
	switch {
	case classroom.IsNotFound(err):
		advice = "Check the provider's region and app_id: for a room that is to be created this answer means that the service does not know the place."
	case classroom.IsClassOver(err):
		advice = idNotFreeAdvice
	case classroom.HasCode(err, classroom.CodeRoomExists):
		advice = r.conflictAdvice(ctx, roomUUID, creation)
	}
	summary, detail := describeCall(err, callAdvice{instead: advice, unsure: unsureAdvice})
	diags.AddError(summary, detail)
}

const idNotFreeAdvice = "Apply again in an hour, omit room_uuid, or use room_uuid_prefix instead: a room of this id has ended and is not yet destroyed, and its id is free again an hour after it has closed."

func (r *roomResource) conflictAdvice(ctx context.Context, roomUUID string, creation classroom.Creation) string {
	room, err := r.client.RefreshRoom(ctx, roomUUID)
	if classroom.IsClassOver(err) || err == nil && room.CurrentState() == classroom.Closed {
		return idNotFreeAdvice
	}
	if len(creation.Differences) > 0 {
		return fmt.Sprintf("Choose another room_uuid, or use room_uuid_prefix: the room that has this id differs from the configuration in %s.", strings.Join(creation.Differences, ", "))
	}
	return "If the room that has this id is the one you mean, set on_conflict = \"adopt\", which takes a room that equals the configuration. " +
		"If this resource is not in the state, as a scheduled room is, you can import it instead" + howToImport(roomUUID) +
		" Otherwise choose another room_uuid, or use room_uuid_prefix.\n"
}
