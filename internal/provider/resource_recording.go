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

var (
	_ resource.ResourceWithConfigure      = &recordingResource{}
	_ resource.ResourceWithIdentity       = &recordingResource{}
	_ resource.ResourceWithImportState    = &recordingResource{}
	_ resource.ResourceWithModifyPlan     = &recordingResource{}
	_ resource.ResourceWithValidateConfig = &recordingResource{}
)

func newRecordingResource() resource.Resource { return &recordingResource{} }

// recordingResource manages one recording session of a room.
type recordingResource struct{ serviceResource }

func (r *recordingResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_recording"
	resp.ResourceBehavior.MutableIdentity = true // a recording that waits for its class has no record_id yet
}

func (r *recordingResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan recordingModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	web := configuredWeb(ctx, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	plan.recordingFacts = noFacts(statusWaiting)
	granted, found := r.roomPreflight(ctx, plan.room(), roomRecord{}, effectAdds, &resp.Diagnostics)
	switch granted {
	case clearanceRefused:
		return
	case clearanceOver, clearanceMissing:
		plan.keepAbsent(ctx, found, resp.Private, &resp.Diagnostics)
	case clearanceGranted:
		savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
		if !r.startDue(ctx, &plan, web, found, recordedRefuses, resp.Private, &resp.Diagnostics) {
			return
		}
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.State, plan)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
}

// keepAbsent keeps a recording whose room is not there, or takes nothing more.
func (m *recordingModel) keepAbsent(ctx context.Context, found roomLook, private privateState, diags *diag.Diagnostics) {
	if found.presence == roomOver {
		m.Status = types.StringValue(statusMissed)
	}
	keepWaiting(ctx, m.room(), found, private, diags)
}

// startDue starts the recording, or with start = "with_class" only if the class is in progress. It
// reports whether the object is to be in the state.
func (r *recordingResource) startDue(ctx context.Context, plan *recordingModel, web *webModel, found roomLook, recorded recordedAlready, private privateState, diags *diag.Diagnostics) bool {
	if plan.Start.ValueString() == startWithClass {
		now := r.client.Now()
		if found.room != nil {
			now = found.room.ReadAt
		}
		switch state := found.record.stateAt(now); {
		case state < classroom.Started:
			return true
		case state > classroom.Started:
			plan.Status = types.StringValue(statusMissed)
			return true
		}
	}
	generation, err := r.generation(ctx, plan.room(), found)
	var recording *classroom.Recording
	if err == nil {
		checkVideoSize(web, generation, diags)
		if diags.HasError() {
			return false
		}
		recording, err = r.start(ctx, *plan, web, generation)
	}
	switch {
	case isAbsence(err):
		plan.keepAbsent(ctx, r.afterRefusal(found, err), private, diags)
	case err != nil:
		return r.keepRunning(ctx, plan, generation, recorded, err, diags)
	default:
		plan.recordingFacts = recordingFrom(recording)
	}
	return true
}

func (r *recordingResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state recordingModel
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	found := r.lookFrom(ctx, state.room(), req.Private, &resp.Diagnostics)
	if r.readWaiting(ctx, state.ids(), found, resp) != waitingForNothing {
		if found.presence == roomOver {
			r.readStatusWaiting(ctx, state, found, resp)
		}
		return
	}
	r.keepPresence(ctx, found, resp)
	switch {
	case state.RecordID.IsNull():
		r.readStatusWaiting(ctx, state, found, resp)
	case found.presence == roomPresent:
		r.readListed(ctx, state, found, req, resp)
	case found.presence == roomOver:
		state.markEnded()
		resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
	}
}

// readStatusWaiting finds out whether the class of a recording that waits for it has passed.
func (r *recordingResource) readStatusWaiting(ctx context.Context, state recordingModel, found roomLook, resp *resource.ReadResponse) {
	over := found.presence == roomOver || found.presence == roomPresent && found.record.stateAt(found.room.ReadAt) >= classroom.Ended
	if !over || found.record.ClosedBeforeClass || state.Status.ValueString() == statusMissed {
		return
	}
	state.Status = types.StringValue(statusMissed)
	resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
	resp.Diagnostics.AddWarning("Recording was missed",
		fmt.Sprintf("Apply while the class is in progress to record it: no apply found the class in room %q running. The recording stays in the state as missed.", state.room()))
}

// readListed takes over what the listing says of the recording.
func (r *recordingResource) readListed(ctx context.Context, state recordingModel, found roomLook, req resource.ReadRequest, resp *resource.ReadResponse) {
	imported := isMarked(ctx, req.Private, unreadKey, &resp.Diagnostics)
	list, err := r.client.ListRecordings(ctx, state.room())
	switch {
	case isAbsence(err):
		if r.afterRefusal(found, err).presence == roomMissing {
			resp.State.RemoveResource(ctx)
			return
		}
	case err != nil:
		addError(&resp.Diagnostics, err)
		return
	default:
		mark(ctx, resp.Private, unreadKey, false, &resp.Diagnostics)
	}
	over := err != nil || found.record.hasEnded(found.room.ReadAt)
	mine := list.ByID(state.RecordID.ValueString())
	switch {
	case mine != nil:
		if imported {
			state.Mode = modeOf(mine, found.room.Generation)
		}
		state.refresh(mine)
	case imported || !over:
		if !state.mayBeUnlisted(list, found.room.ReadAt) {
			resp.State.RemoveResource(ctx)
		}
		return
	default:
		state.markEnded()
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
}

func (r *recordingResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state recordingModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	web := configuredWeb(ctx, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	starts := state.Status.ValueString() == statusWaiting && plan.RecordID.IsUnknown()
	plan.recordingFacts = state.recordingFacts
	switch {
	case starts:
		r.updateStarts(ctx, &plan, web, req, resp)
	// Giving the default explicitly asks for nothing, unless it is not known what there is.
	case plan.OnHold.ValueBool() != state.OnHold.ValueBool() || state.OnHold.IsNull() && !plan.OnHold.IsNull():
		r.hold(ctx, &plan, req, &resp.Diagnostics)
	}
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(setModel(ctx, &resp.State, plan)...)
	}
}

// updateStarts starts a recording that has waited for its class.
func (r *recordingResource) updateStarts(ctx context.Context, plan *recordingModel, web *webModel, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	planned := loadPrivate[roomRecord](ctx, req.Private, roomRecordKey, &resp.Diagnostics)
	granted, found := r.roomPreflight(ctx, plan.room(), planned, effectAdds, &resp.Diagnostics)
	switch granted {
	case clearanceRefused:
	case clearanceOver:
		plan.Status = types.StringValue(statusMissed)
	case clearanceMissing:
		addMissingError(plan.room(), found, &resp.Diagnostics)
	case clearanceGranted:
		r.startDue(ctx, plan, web, found, recordedAdopts, resp.Private, &resp.Diagnostics)
	}
}

// hold pauses the recording or lets it go on, if it is running still: nothing else must be
// held, and to the 2023 API the call looks like a start.
func (r *recordingResource) hold(ctx context.Context, plan *recordingModel, req resource.UpdateRequest, diags *diag.Diagnostics) {
	if plan.RecordID.IsNull() {
		return
	}
	if granted, _ := r.preflightUpdate(ctx, plan.room(), effectAdds, req, diags); granted != clearanceGranted {
		return
	}
	list, err := r.client.ListRecordings(ctx, plan.room())
	if listed := list.ByID(plan.RecordID.ValueString()); listed != nil {
		plan.refresh(listed)
	}
	running := list.Running()
	if running != nil && running.ID == plan.RecordID.ValueString() {
		err = r.client.HoldRecording(ctx, plan.room(), plan.OnHold.ValueBool())
	} else if err == nil {
		diags.AddAttributeWarning(path.Root("on_hold"), summaryNotRunning, fmt.Sprintf("The recording of room %q has ended by itself, or was stopped.", plan.room()))
	}
	switch {
	case classroom.HasCode(err, classroom.CodeNotRecording) || isAbsence(err):
		addWarning(diags, summaryNotRunning, fmt.Sprintf("The recording of room %q has ended by itself, or was stopped.", plan.room()), err)
	case err != nil:
		addError(diags, err)
	}
}

const summaryNotRunning = "Recording is not running any more; on_hold changes nothing"

func (r *recordingResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state recordingModel
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if state.RecordID.IsNull() {
		r.lookForReplacement(ctx, state.room(), req.Private, &resp.Diagnostics)
		return
	}
	if granted, _ := r.preflightRemoval(ctx, state.room(), req.Private, &resp.Diagnostics); granted != clearanceGranted {
		return
	}
	err := r.stop(ctx, state)
	if err != nil && !isAbsence(err) && !classroom.HasCode(err, classroom.CodeNotRecording) {
		addError(&resp.Diagnostics, err)
	}
}

// stop ends the recording, but not one that somebody else has begun since this one ended.
func (r *recordingResource) stop(ctx context.Context, state recordingModel) error {
	list, err := r.client.ListRecordings(ctx, state.room())
	if err != nil {
		return err
	}
	running, mine := list.Running(), list.ByID(state.RecordID.ValueString())
	unlisted := running == nil && mine == nil
	if !unlisted && (running == nil || running.ID != state.RecordID.ValueString()) {
		return nil
	}
	return r.client.StopRecording(ctx, state.room())
}

// ImportState takes the ids of the room and of the recording, joined by "/".
func (r *recordingResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ids := r.importIDs(ctx, req, &resp.Diagnostics, roomUUIDName, recordIDName)
	if resp.Diagnostics.HasError() {
		return
	}
	for name, id := range ids {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), id)...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("start"), startNow)...)
	mark(ctx, resp.Private, importedKey, true, &resp.Diagnostics)
	mark(ctx, resp.Private, unreadKey, true, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}
