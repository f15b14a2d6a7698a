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

// ValidateConfig checks what attributes say of each other, as far as they are known.
func (r *recordingResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config recordingModel
	resp.Diagnostics.Append(getModel(ctx, req.Config, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !config.Mode.IsUnknown() && config.Mode.ValueString() != modeWeb {
		onlyInWebMode(config, &resp.Diagnostics)
	}
	if known(config.Web) {
		checkWeb(*config.decodeWeb(ctx, &resp.Diagnostics), &resp.Diagnostics)
	}
}

func onlyInWebMode(config recordingModel, diags *diag.Diagnostics) {
	const advice = "Only the recording of a web page has it: set mode = \"web\", or leave it out."
	if known(config.Web) {
		diags.AddAttributeError(path.Root("web"), "web without mode = \"web\"", advice)
	}
	if known(config.OnHold) {
		diags.AddAttributeError(path.Root("on_hold"), "on_hold without mode = \"web\"", advice)
	}
}

func checkWeb(web webModel, diags *diag.Diagnostics) {
	if web.URL.IsNull() && web.URLWO.IsNull() && web.RootURL.IsNull() {
		diags.AddAttributeError(path.Root("web"), "No web page to record", "Set web.url, web.url_wo or web.root_url.")
	}
	if !web.fits(classroom.MaxVideoSide, classroom.MaxVideoArea) {
		diags.AddAttributeError(path.Root("web").AtName("video_width"), "Video too large",
			fmt.Sprintf("video_width × video_height must be 1920 × 1080 = %d pixels at most; where not given they are %d and %d.",
				classroom.MaxVideoArea, defaultVideoWidth, defaultVideoHeight))
	}
}

// ModifyPlan decides what becomes of the recording. That a page is needed is said here and
// not in validation, because an imported recording goes on without.
func (r *recordingResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	nonce := r.planInRoom(ctx, req, resp)
	if req.Plan.Raw.IsNull() || resp.Diagnostics.HasError() {
		return
	}
	var plan, state recordingModel
	var configured types.String
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("mode"), &configured)...)
	exists := !req.State.Raw.IsNull()
	if exists {
		resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	plan.Mode = plannedMode(configured, state, exists)
	r.claimRecording(nonce, plan, state, exists, &resp.Diagnostics)
	record := loadPrivate[roomRecord](ctx, req.Private, roomRecordKey, &resp.Diagnostics)
	waiting := state.Status.ValueString() == statusWaiting
	switch {
	case waiting && plan.RoomUUID.Equal(state.RoomUUID):
		planWaiting(&plan, state, record, waitsFor(ctx, req.Private, &resp.Diagnostics))
	case exists:
		resp.RequiresReplace = replacesRecording(state, plan)
	}
	if replaced := len(resp.RequiresReplace) > 0; replaced || !exists {
		checkStart(state, plan, &resp.Diagnostics)
		r.warnOfEarlyStart(plan, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.Plan, plan)...)
}

// claimRecording refuses a recording that waits for its class beside another one in its room: a room
// has one recording at a time, and the one that waits would adopt the other.
func (r *recordingResource) claimRecording(nonce string, plan, state recordingModel, exists bool, diags *diag.Diagnostics) {
	status := state.Status.ValueString()
	runs := !exists || status == statusWaiting || status == recordingStatuses[classroom.RecordingRunning]
	if !known(plan.RoomUUID) || !runs {
		return
	}
	claimed := "recording"
	if waits := plan.Start.ValueString() == startWithClass && (!exists || status == statusWaiting); !waits {
		claimed += "." + nonce // two that do not wait are the service's to refuse
	}
	if _, _, taken := r.rooms.ClaimKeys(nonce, "recording/"+plan.room(), []string{claimed}); taken {
		diags.AddAttributeError(path.Root("start"), "Two resources record the same class",
			fmt.Sprintf("Remove one of the two resources: both record room %q, which has one recording at a time, and one of them waits for the class.", plan.room()))
	}
}

// planWaiting plans a recording that waits for its class: it changes in place, and starts once Read
// has found the class in progress, or at once where it is not to wait any more.
func planWaiting(plan *recordingModel, state recordingModel, record roomRecord, waits waitingFor) {
	facts := state.recordingFacts
	withClass := plan.Start.ValueString() == startWithClass
	if waits == waitingForNothing && (!withClass || record.classInProgress(record.SeenAt)) {
		facts = unknownFacts()
	}
	plan.recordingFacts = facts
}

// warnOfEarlyStart warns of a recording that starts before its class, which records an empty room.
func (r *recordingResource) warnOfEarlyStart(plan recordingModel, diags *diag.Diagnostics) {
	record := r.rooms.Room(plan.room()).record
	if plan.Start.ValueString() == startWithClass || !record.StartsAt.After(r.client.Now()) {
		return
	}
	diags.AddAttributeWarning(path.Root("start"), "Recording starts before its class",
		fmt.Sprintf("Set start = \"with_class\" to record the class alone: the class in room %q is still to come, and the recording starts when it is applied.", plan.room()))
}

// checkStart looks at a recording that is to begin, maybe in place of a running one.
func checkStart(state, plan recordingModel, diags *diag.Diagnostics) {
	if plan.Mode.ValueString() == modeWeb && plan.Web.IsNull() {
		diags.AddAttributeError(path.Root("web"), "No web page to record", "With mode = \"web\", web says which page is recorded.")
	}
	if state.Status.ValueString() == recordingStatuses[classroom.RecordingRunning] {
		detail := "The new recording begins when the old one has been stopped; what happens between is on neither."
		if !plan.RoomUUID.Equal(state.RoomUUID) {
			detail = "The new recording is of another room."
		}
		diags.AddWarning("Replacing a recording stops the one that is running",
			fmt.Sprintf("What was recorded of room %q so far is kept. %s", state.room(), detail))
	}
}

// plannedMode is composite by default. Without a page nothing contradicts the mode that the
// recording has, or that the service did not show on import.
func plannedMode(configured types.String, state recordingModel, exists bool) types.String {
	switch {
	case !configured.IsNull():
		return configured
	case exists && state.Web.IsNull():
		return state.Mode
	}
	return types.StringValue(modeComposite)
}

// replacesRecording lists the attributes whose change needs a new recording. What the state
// does not have after an import is adopted.
func replacesRecording(state, plan recordingModel) path.Paths {
	var paths path.Paths
	if !state.RoomUUID.Equal(plan.RoomUUID) {
		paths.Append(path.Root(roomUUIDName))
	}
	if !state.Mode.IsNull() && !state.Mode.Equal(plan.Mode) {
		paths.Append(path.Root("mode"))
	}
	if !sameWeb(state.Web, plan.Web) {
		paths.Append(path.Root("web"))
	}
	return paths
}

// checkVideoSize refuses what the 2023 API is not documented to take.
func checkVideoSize(web *webModel, generation classroom.Generation, diags *diag.Diagnostics) {
	if web != nil && generation == classroom.API2023 && !web.fits(classroom.MaxVideoSide2023, classroom.MaxVideoArea2023) {
		diags.AddAttributeError(path.Root("web").AtName("video_width"), "Video too large for this service",
			"Set at most 1280 × 720 pixels, and 1280 in a direction: this service has the 2023 API.")
	}
}
