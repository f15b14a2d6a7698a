package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// planInRoom is what the plans of all objects in a room share. It gives the object's nonce.
func (s *service) planInRoom(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) string {
	nonce := ensureNonce(ctx, resp.Private, &resp.Diagnostics)
	var present, planned types.String
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(roomUUIDName), &present)...)
	}
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(roomUUIDName), &planned)...)
	}
	switch {
	case req.State.Raw.IsNull() && req.Plan.Raw.IsNull():
	case resp.Diagnostics.HasError() || waitsFor(ctx, req.Private, &resp.Diagnostics) != waitingForNothing:
	case req.Plan.Raw.IsNull():
		s.planRemoval(ctx, present.ValueString(), resp)
	case req.State.Raw.IsNull():
		s.planAddition(ctx, planned, resp)
	case !planned.Equal(present):
		s.refuseMoveInClass(ctx, present.ValueString(), planned, req.Private, &resp.Diagnostics)
	}
	return nonce
}

// ensureNonce gives an object the name by which the plan checks know it.
func ensureNonce(ctx context.Context, private privateState, diags *diag.Diagnostics) string {
	nonce := loadPrivate[string](ctx, private, nonceKey, diags)
	if nonce == "" {
		nonce = newNonce()
		savePrivate(ctx, private, nonceKey, nonce, diags)
	}
	return nonce
}

// planRemoval looks at the room now, and keeps what it saw for the removal: Terraform before 1.12
// plans the removal of what left the configuration from a state that it has not refreshed.
func (s *service) planRemoval(ctx context.Context, roomUUID string, resp *resource.ModifyPlanResponse) {
	prior := loadPrivate[roomRecord](ctx, resp.Private, roomRecordKey, &resp.Diagnostics)
	if s.placementOf(prior) == placementElsewhereOver {
		return
	}
	found := s.look(ctx, roomUUID, prior, &resp.Diagnostics)
	if found.presence == roomPresent || found.presence == roomOver {
		savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
	}
}

// planAddition keeps what this run has seen of the room. It is for the removal of a tainted object
// that this creation replaces, which gets the private state of this plan.
func (s *service) planAddition(ctx context.Context, roomUUID types.String, resp *resource.ModifyPlanResponse) {
	entry := s.rooms.Room(roomUUID.ValueString())
	if presence, _ := entry.plannedPresence(); known(roomUUID) && (presence == roomOver || presence == roomScheduled) {
		s.refuseAnothersRoom(ctx, roomUUID.ValueString(), resp)
		return
	}
	if known(roomUUID) && entry.resource != creationPlanned && entry.record.isKnown() {
		savePrivate(ctx, resp.Private, roomRecordKey, entry.record, &resp.Diagnostics)
	}
}

// refuseAnothersRoom refuses to plan an object in a room that is over or only scheduled where the
// service has a room of this id: that is another one, and the creation could not distinguish them.
func (s *service) refuseAnothersRoom(ctx context.Context, roomUUID string, resp *resource.ModifyPlanResponse) {
	room, err := s.client.GetRoom(ctx, roomUUID)
	if err != nil || room.CurrentState() == classroom.Closed { // which takes nothing, whosever it is
		return
	}
	resp.Diagnostics.AddAttributeError(path.Root(roomUUIDName), "Room id belongs to another room now",
		fmt.Sprintf("Leave the object out, or give its room another room_uuid: the room %q of this configuration is over or not opened yet, and another configuration has created a room with its id.", roomUUID))
}

// refuseMoveInClass refuses to plan that an object leaves its room, mostly for the room's own
// replacement, while the class in it runs: the room would refuse to be destroyed, but only after
// what is in it has been removed.
func (s *service) refuseMoveInClass(ctx context.Context, roomUUID string, planned types.String, private privateState, diags *diag.Diagnostics) {
	found := s.lookFrom(ctx, roomUUID, private, diags)
	if found.presence != roomPresent || !found.record.classInProgress(found.room.ReadAt) {
		return
	}
	entry := s.rooms.Room(roomUUID)
	if entry.mayBeCutOff || known(planned) && s.rooms.StaysPlanned(roomUUID) {
		return
	}
	diags.AddAttributeError(path.Root(roomUUIDName), "Class is in progress; nothing in its room can be replaced",
		fmt.Sprintf("Wait until the class in room %q has ended, or undo what replaces the room. The object would be removed from a running class for another room's sake. "+
			"To do it now, first apply force_destroy = true on the room alone.", roomUUID))
}
