package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var (
	_ resource.ResourceWithConfigure      = &roomResource{}
	_ resource.ResourceWithIdentity       = &roomResource{}
	_ resource.ResourceWithImportState    = &roomResource{}
	_ resource.ResourceWithModifyPlan     = &roomResource{}
	_ resource.ResourceWithValidateConfig = &roomResource{}
)

func newRoomResource() resource.Resource { return &roomResource{} }

type roomResource struct{ serviceResource }

func (r *roomResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_room"
}

func (r *roomResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan roomModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	request := plan.toAPI(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	generated := plan.RoomUUID.IsUnknown()
	roomUUID, creation, err := r.create(ctx, &plan, request)
	plan.RoomUUID = types.StringValue(roomUUID)
	if err != nil {
		// Nobody else knows a generated id: kept in the state, the room cannot be orphaned.
		kept := generated && classroom.IsUnsure(err)
		r.addCreateError(ctx, roomUUID, kept, err, &resp.Diagnostics)
		if !kept {
			return
		}
	}
	warnOfCreation(roomUUID, creation, &resp.Diagnostics)
	plan.State = types.StringValue(roomStates[classroom.NotStarted])
	plan.CreatedAt = timetypes.NewRFC3339Null()
	if !creation.At.IsZero() {
		plan.CreatedAt = timetypes.NewRFC3339TimeValue(creation.At)
	}
	r.save(ctx, plan, resp)
	if err != nil || resp.Diagnostics.HasError() {
		return
	}
	r.finish(ctx, &plan, creation, resp)
	r.save(ctx, plan, resp)
}

// save keeps the room in the state as soon as it exists.
func (r *roomResource) save(ctx context.Context, plan roomModel, resp *resource.CreateResponse) {
	roomUUID := plan.RoomUUID.ValueString()
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	r.journal.told(roomUUID)
	r.identify(ctx, resp.Identity, map[string]string{roomUUIDName: roomUUID}, &resp.Diagnostics)
	r.noteLife(ctx, &plan, nil, &resp.Diagnostics).save(ctx, resp.Private, &resp.Diagnostics)
}

// finish does what the create call could not. A failure is a warning: an error would taint
// the room, and the next apply would close it instead of finishing it.
func (r *roomResource) finish(ctx context.Context, plan *roomModel, creation classroom.Creation, resp *resource.CreateResponse) {
	roomUUID := plan.RoomUUID.ValueString()
	if creation.PropertiesPending {
		properties, _ := plan.Properties.toJSON() // has been sent through toAPI already
		err := r.client.UpdateRoomProperties(ctx, roomUUID, classroom.PropertiesUpdate{Properties: properties}, nil)
		if err != nil {
			addWarning(&resp.Diagnostics, fmt.Sprintf("Room %q was created, but without its properties; the next apply sets them", roomUUID), err)
			mark(ctx, resp.Private, unsetPropertiesKey, true, &resp.Diagnostics)
		}
	}
	if err := r.moveTo(ctx, roomUUID, rank(plan.State), rank(plan.DesiredState)); err != nil {
		addWarning(&resp.Diagnostics, fmt.Sprintf("Room %q was created, but is not in its desired state; the next apply moves it there", roomUUID), err)
	}
	if !creation.Adopted && plan.DesiredState.IsNull() && plan.beginsAfter(ctx, creation.At, &resp.Diagnostics) {
		return // reading the room would tell nothing new, and double the requests of an apply
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		addWarning(&resp.Diagnostics, fmt.Sprintf("Room %q was created, but could not be read back", roomUUID), err)
		return
	}
	plan.State = types.StringValue(roomStates[stateOf(room)])
	if !room.CreatedAt.IsZero() {
		plan.CreatedAt = timetypes.NewRFC3339TimeValue(room.CreatedAt)
	}
}

// unsetPropertiesKey marks, in the private state, a room whose properties did not arrive.
const unsetPropertiesKey = "properties_unset"

func (r *roomResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var roomUUID types.String
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(roomUUIDName), &roomUUID)...)
	r.identify(ctx, resp.Identity, map[string]string{roomUUIDName: roomUUID.ValueString()}, &resp.Diagnostics)
	r.journal.see(roomUUID.ValueString())
	var state roomModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if state.State.ValueString() == stateDestroyed {
		r.readDestroyed(ctx, state, resp)
		return
	}
	l, goOn := r.home(ctx, roomUUID.ValueString(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	room, err := r.client.GetRoom(ctx, roomUUID.ValueString())
	if err != nil {
		r.readGone(ctx, state, l, err, resp)
		return
	}
	state.refresh(ctx, room, isMarked(ctx, req.Private, unreadKey, &resp.Diagnostics), &resp.Diagnostics)
	mark(ctx, resp.Private, unreadKey, false, &resp.Diagnostics)
	if isMarked(ctx, req.Private, unsetPropertiesKey, &resp.Diagnostics) && !isReadable(room) {
		state.Properties = propertiesNull()
	}
	r.noteLife(ctx, &state, room, &resp.Diagnostics).save(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}

// readDestroyed keeps what has run its course. Its id may by now be another room's, so the
// service is not asked.
func (r *roomResource) readDestroyed(ctx context.Context, state roomModel, resp *resource.ReadResponse) {
	r.noteLife(ctx, &state, nil, &resp.Diagnostics)
	if state.RecreateAfterEnd.ValueBool() {
		r.recreate(ctx, state, resp)
	}
}

// recreate has the room planned anew, with what was in it.
func (r *roomResource) recreate(ctx context.Context, state roomModel, resp *resource.ReadResponse) {
	r.lives.note(state.RoomUUID.ValueString(), life{anew: true})
	resp.State.RemoveResource(ctx)
}

func (r *roomResource) readGone(ctx context.Context, state roomModel, l life, err error, resp *resource.ReadResponse) {
	roomUUID := state.RoomUUID.ValueString()
	switch r.fateOf(roomUUID, l.merge(r.noteLife(ctx, &state, nil, &resp.Diagnostics)), err, &resp.Diagnostics) {
	case fateFailed:
	case fateGone:
		resp.State.RemoveResource(ctx)
	case fateOver:
		if state.RecreateAfterEnd.ValueBool() {
			r.recreate(ctx, state, resp)
			return
		}
		state.State = types.StringValue(stateDestroyed)
		r.noteLife(ctx, &state, nil, &resp.Diagnostics).save(ctx, resp.Private, &resp.Diagnostics)
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	}
}

func (r *roomResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state roomModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	l, _ := r.home(ctx, state.RoomUUID.ValueString(), req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.identify(ctx, resp.Identity, map[string]string{roomUUIDName: state.RoomUUID.ValueString()}, &resp.Diagnostics)
	current := state
	if plan.ExaminationURL.IsNull() && isMarked(ctx, req.Private, importedKey, &resp.Diagnostics) {
		current.ExaminationURL = types.StringNull() // read by the import, and not the configuration's business
	}
	err := r.write(ctx, &current, plan, &resp.Diagnostics)
	if err == nil && !resp.Diagnostics.HasError() {
		settle(&plan, current)
		mark(ctx, resp.Private, unsetPropertiesKey, false, &resp.Diagnostics)
		mark(ctx, resp.Private, importedKey, false, &resp.Diagnostics)
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
		return
	}
	// The prior state, with what did arrive.
	resp.Diagnostics.Append(resp.State.Set(ctx, current)...)
	if err == nil {
		return
	}
	if !r.overBy(state.RoomUUID.ValueString(), l, err) {
		addError(&resp.Diagnostics, err)
		return
	}
	addWarning(&resp.Diagnostics, fmt.Sprintf("Room %q has run its course; nothing was changed in it", state.RoomUUID.ValueString()), err)
	settle(&plan, current)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
}

// settle fills in what the plan left open.
func settle(plan *roomModel, current roomModel) {
	if plan.State.IsUnknown() {
		plan.State = current.State
	}
	if plan.CreatedAt.IsUnknown() {
		plan.CreatedAt = current.CreatedAt
	}
}

// write makes the calls that lead from the current room to the planned one, and keeps in
// current what has arrived.
func (r *roomResource) write(ctx context.Context, current *roomModel, plan roomModel, diags *diag.Diagnostics) error {
	roomUUID := current.RoomUUID.ValueString()
	if current.State.ValueString() == stateDestroyed {
		if !current.ExaminationURL.Equal(plan.ExaminationURL) || !isSameProperties(ctx, current.Properties, plan.Properties) {
			diags.AddWarning(fmt.Sprintf("Room %q has run its course; nothing was changed in it", roomUUID),
				"The service has destroyed the room. The new values are in the state only. Set recreate_after_end to have a new room.")
		}
		return nil
	}
	if err := r.writeProperties(ctx, current, plan, diags); err != nil {
		return err
	}
	if !needsMove(*current, plan) {
		return nil
	}
	if err := r.moveTo(ctx, roomUUID, rank(current.State), rank(plan.DesiredState)); err != nil {
		return err
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		return err
	}
	current.State = types.StringValue(roomStates[stateOf(room)])
	return nil
}

func (r *roomResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state roomModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	r.journal.settle(state.RoomUUID.ValueString())
	warnOfUnclaimed(r.journal.unclaimed(), &resp.Diagnostics)
	spared := state.DeletionPolicy.ValueString() == deletionAbandon || state.State.ValueString() == stateDestroyed
	if _, goOn := r.home(ctx, state.RoomUUID.ValueString(), req.Private, &resp.Diagnostics); goOn && !spared {
		r.end(ctx, state, &resp.Diagnostics)
	}
}

// end closes the room, or ends its class, as the deletion policy says, after a last look at it.
func (r *roomResource) end(ctx context.Context, state roomModel, diags *diag.Diagnostics) {
	roomUUID := state.RoomUUID.ValueString()
	room, err := r.client.RefreshRoom(ctx, roomUUID)
	if err != nil {
		if !classroom.IsNotFound(err) {
			addError(diags, err)
		}
		return
	}
	state.State = types.StringValue(roomStates[stateOf(room)])
	refuseCutOff(state, nil, diags)
	if diags.HasError() {
		return
	}
	target := classroom.Closed
	if state.DeletionPolicy.ValueString() == deletionEnd {
		target = classroom.Ended
	}
	if err := r.moveTo(ctx, roomUUID, stateOf(room), target); err != nil && !classroom.IsNotFound(err) {
		addError(diags, err)
	}
}
