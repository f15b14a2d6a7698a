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

// Limits of the video in the specification, px.
const (
	specificationVideoSide = 1280
	specificationVideoArea = 1280 * 720
)

// ValidateConfig checks what attributes say of each other, as far as they are known.
func (r *recordingResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config recordingModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
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
	if web.URL.IsNull() && web.RootURL.IsNull() {
		diags.AddAttributeError(path.Root("web"), "No web page to record", "Set web.url or web.root_url.")
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
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan, state recordingModel
	var configured types.String
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("mode"), &configured)...)
	exists := !req.State.Raw.IsNull()
	if exists {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	plan.Mode = plannedMode(configured, state, exists)
	if exists {
		resp.RequiresReplace = replacesRecording(state, plan)
	}
	if replaced := len(resp.RequiresReplace) > 0; replaced || !exists {
		checkStart(state, plan, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
}

// checkStart looks at a recording that is to begin, maybe in place of a running one.
func checkStart(state, plan recordingModel, diags *diag.Diagnostics) {
	if plan.Mode.ValueString() == modeWeb && plan.Web.IsNull() {
		diags.AddAttributeError(path.Root("web"), "No web page to record", "With mode = \"web\", web says which page is recorded.")
	}
	if state.Status.ValueString() == recordingStatuses[classroom.RecordingRunning] {
		detail := "What was recorded so far is kept. The new recording begins when the old one has been stopped; what happens between is on neither."
		if !plan.RoomUUID.Equal(state.RoomUUID) {
			detail = "What was recorded so far is kept. The new recording is of another room."
		}
		diags.AddWarning(fmt.Sprintf("Replacing the recording of room %q stops the one that is running", state.room()), detail)
	}
}

// plannedMode is composite by default. Without a page nothing contradicts the mode that the
// recording has, or that could not be told on import.
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

// checkEra refuses what a service of the specification's era is not documented to take.
func checkEra(web *webModel, room *classroom.Room, diags *diag.Diagnostics) {
	if web != nil && !isReadable(room) && !web.fits(specificationVideoSide, specificationVideoArea) {
		diags.AddAttributeError(path.Root("web").AtName("video_width"), "Video too large for this service",
			"It is of the specification's era, which records 1280 × 720 pixels at most, and 1280 in a direction.")
	}
}
