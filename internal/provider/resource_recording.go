package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

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
}

func (r *recordingResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan recordingModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	recording := r.start(ctx, plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	plan.recordingFacts = recordingFrom(recording)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	r.knownLife(ctx, plan.room()).save(ctx, resp.Private, &resp.Diagnostics)
}

// start begins the recording, and finds out which it is.
func (r *recordingResource) start(ctx context.Context, plan recordingModel, diags *diag.Diagnostics) *classroom.Recording {
	web := plan.decodeWeb(ctx, diags)
	room, err := r.client.GetRoom(ctx, plan.room())
	if err != nil {
		addError(diags, err)
		return nil
	}
	r.lifeOf(room)
	checkEra(web, room, diags)
	var before listed
	if !isReadable(room) { // the start will not tell what it started
		if before, err = r.list(ctx, plan.room(), ""); err != nil {
			addError(diags, err)
		}
	}
	if diags.HasError() {
		return nil
	}
	recording, err := r.client.StartRecording(ctx, plan.room(), plan.toAPI(web))
	if err != nil {
		r.addStartError(ctx, plan.room(), err, diags)
		return nil
	}
	if recording == nil || recording.ID == "" {
		return r.started(ctx, plan.room(), before, diags)
	}
	return recording
}

// started is the running recording that was not running before.
func (r *recordingResource) started(ctx context.Context, roomUUID string, before listed, diags *diag.Diagnostics) *classroom.Recording {
	summary := fmt.Sprintf("The recording of room %q was started, but cannot be found", roomUUID)
	after, err := r.list(ctx, roomUUID, "")
	switch {
	case err != nil:
		_, detail := describe(err)
		diags.AddError(summary, detail+"\n"+importRecording(roomUUID, nil))
	case after.running == nil || before.running != nil && before.running.ID == after.running.ID:
		diags.AddError(summary, "The service does not list it. "+importRecording(roomUUID, nil))
	}
	return after.running
}

// listed is what a listing says of the recordings of a room.
type listed struct {
	mine    *classroom.Recording // the one that was asked for
	running *classroom.Recording // the newest that is running
}

func (r *recordingResource) list(ctx context.Context, roomUUID, recordID string) (listed, error) {
	recordings, err := r.client.ListRecordings(ctx, roomUUID)
	return listed{mine: recordings.ByID(recordID), running: recordings.Running()}, err
}

// addStartError explains a start that did not succeed, above all beside a running recording.
func (r *recordingResource) addStartError(ctx context.Context, roomUUID string, err error, diags *diag.Diagnostics) {
	summary, detail := describe(err)
	if classroom.HasCode(err, classroom.CodeRecording) || classroom.IsUnsure(err) {
		found, _ := r.list(ctx, roomUUID, "") // the advice does without
		detail += "\n" + importRecording(roomUUID, found.running)
	}
	diags.AddError(summary, detail)
}

func importRecording(roomUUID string, running *classroom.Recording) string {
	id, more := roomUUID+"/RECORD", " RECORD is its record_id, which the data source classroom_recordings lists."
	if running != nil {
		id, more = roomUUID+"/"+running.ID, ""
	}
	return fmt.Sprintf("To manage the running recording, import it: terraform import ADDRESS '%s', or an import block\n\n"+
		"  import {\n    to = ADDRESS\n    id = %q\n  }\n\nwhere ADDRESS is this resource's.%s", id, id, more)
}

func (r *recordingResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state recordingModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	l, goOn := r.home(ctx, state.room(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	imported := isMarked(ctx, req.Private, importedKey, &resp.Diagnostics)
	room, found, err := r.look(ctx, state)
	switch {
	case err == nil:
		l = r.lifeWith(room, l)
		l.save(ctx, resp.Private, &resp.Diagnostics)
		mark(ctx, resp.Private, importedKey, false, &resp.Diagnostics)
	case r.fateOf(state.room(), l, err, &resp.Diagnostics) == fateGone:
		resp.State.RemoveResource(ctx)
		return
	case resp.Diagnostics.HasError():
		return
	}
	switch {
	case found.mine != nil:
		if imported {
			state.Mode = modeOf(found.mine, isReadable(room))
		}
		state.refresh(found.mine)
	case err == nil && (imported || !l.over(r.client.Now())):
		resp.State.RemoveResource(ctx)
		return
	default:
		state.end()
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}

// look reads the room and its recordings.
func (r *recordingResource) look(ctx context.Context, state recordingModel) (*classroom.Room, listed, error) {
	room, err := r.client.GetRoom(ctx, state.room())
	if err != nil {
		return nil, listed{}, err
	}
	found, err := r.list(ctx, state.room(), state.RecordID.ValueString())
	return room, found, err
}

func (r *recordingResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state recordingModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	l, goOn := r.home(ctx, plan.room(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	plan.recordingFacts = state.recordingFacts
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	// Giving the default explicitly asks for nothing, unless it is not known what there is.
	if plan.OnHold.ValueBool() != state.OnHold.ValueBool() || state.OnHold.IsNull() && !plan.OnHold.IsNull() {
		r.hold(ctx, &plan, l, &resp.Diagnostics)
	}
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	}
}

// hold pauses the recording or lets it go on, if it is running still: nothing else must be
// held, and to a service of the specification's era the call looks like a start.
func (r *recordingResource) hold(ctx context.Context, plan *recordingModel, l life, diags *diag.Diagnostics) {
	found, err := r.list(ctx, plan.room(), plan.RecordID.ValueString())
	running := found.running != nil && found.running.ID == plan.RecordID.ValueString()
	if found.mine != nil {
		plan.refresh(found.mine)
	}
	if running {
		err = r.client.HoldRecording(ctx, plan.room(), plan.OnHold.ValueBool())
	}
	summary := fmt.Sprintf("The recording of room %q is not running any more; on_hold changes nothing", plan.room())
	switch {
	case err == nil && !running:
		diags.AddAttributeWarning(path.Root("on_hold"), summary, "It has ended by itself, or was stopped.")
	case classroom.HasCode(err, classroom.CodeNotRecording) || r.overBy(plan.room(), l, err):
		addWarning(diags, summary, err)
	case err != nil:
		addError(diags, err)
	}
}

func (r *recordingResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state recordingModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if _, goOn := r.homeUndisturbed(ctx, state.room(), req.Private, &resp.Diagnostics); !goOn {
		return
	}
	err := r.stop(ctx, state)
	stopped := classroom.IsNotFound(err) ||
		classroom.HasCode(err, classroom.CodeNotRecording, classroom.CodeRoomEnded, classroom.CodeRoomEndedForGood)
	if err != nil && !stopped {
		addError(&resp.Diagnostics, err)
	}
}

// stop ends the recording, but not one that somebody else has begun since this one ended.
func (r *recordingResource) stop(ctx context.Context, state recordingModel) error {
	found, err := r.list(ctx, state.room(), state.RecordID.ValueString())
	if err != nil {
		return err
	}
	mine := found.running != nil && found.running.ID == state.RecordID.ValueString()
	unlisted := found.running == nil && found.mine == nil
	if !mine && !unlisted {
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
	mark(ctx, resp.Private, importedKey, true, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}
