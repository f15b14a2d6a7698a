package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// ValidateConfig warns of what today's service is documented to ask for.
func (r *roomResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config roomModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if config.Type.ValueString() == roomTypes[classroom.CloudClassroom] && config.RoleLimits.IsNull() {
		resp.Diagnostics.AddAttributeWarning(path.Root("role_limits"), "role_limits is not set for a cloud_classroom",
			"The service's documentation requires role_limits for this type; the service may refuse to create the room.")
	}
}

// ModifyPlan decides by the state alone, never by the clock: it runs again at apply, maybe
// of a saved plan, and must say the same.
func (r *roomResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() {
		r.noteCreation(ctx, req, &resp.Diagnostics)
		return
	}
	var state, plan roomModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.journal.see(state.RoomUUID.ValueString())
	r.noteLife(ctx, &state, nil, &resp.Diagnostics) // without a refresh, nobody else has told those in the room
	if req.Plan.Raw.IsNull() {
		refuseCutOff(state, nil, &resp.Diagnostics)
		return
	}
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	keepForm(ctx, state, &plan)
	imported := isMarked(ctx, req.Private, importedKey, &resp.Diagnostics)
	resp.RequiresReplace = append(replaced(state, plan, imported), planState(state, &plan, &resp.Diagnostics)...)
	if len(resp.RequiresReplace) > 0 {
		refuseCutOff(state, resp.RequiresReplace, &resp.Diagnostics)
		if !resp.Diagnostics.HasError() {
			r.warnOfReplacement(ctx, req, state, &resp.Diagnostics)
			warnOfAnotherClass(state, resp.RequiresReplace, &resp.Diagnostics)
		}
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
}

// planState plans the room's state, and tells whether a new room is due.
func planState(state roomModel, plan *roomModel, diags *diag.Diagnostics) path.Paths {
	plan.State = state.State
	if plan.DesiredState.IsUnknown() || needsMove(state, *plan) {
		plan.State = types.StringUnknown()
	}
	if state.State.ValueString() != stateDestroyed {
		return nil
	}
	if plan.RecreateAfterEnd.IsUnknown() {
		diags.AddAttributeError(path.Root("recreate_after_end"), "recreate_after_end is not known yet",
			"The room has run its course: whether it is created anew must be known when it is planned.")
	}
	if !plan.RecreateAfterEnd.ValueBool() {
		plan.State = state.State
		return nil
	}
	plan.State = types.StringUnknown()
	return path.Paths{path.Root("state")}
}

// noteCreation tells what was in an earlier room of the same id that it is to be made anew.
func (r *roomResource) noteCreation(ctx context.Context, req resource.ModifyPlanRequest, diags *diag.Diagnostics) {
	var roomUUID types.String
	diags.Append(req.Plan.GetAttribute(ctx, path.Root(roomUUIDName), &roomUUID)...)
	if known(roomUUID) {
		r.lives.note(roomUUID.ValueString(), life{anew: true})
	}
}

// keepForm plans the prior form of what is written otherwise but means the same.
func keepForm(ctx context.Context, state roomModel, plan *roomModel) {
	if !isNull(state.Properties) && isSameProperties(ctx, state.Properties, plan.Properties) {
		plan.Properties = state.Properties
	}
	if known(state.Schedule) && known(plan.Schedule) && sameObject(state.Schedule, plan.Schedule) {
		plan.Schedule = state.Schedule
	}
}

func sameObject(a, b types.Object) bool {
	for name, value := range a.Attributes() {
		if !sameValue(value, b.Attributes()[name]) {
			return false
		}
	}
	return true
}

// replaced lists the attributes whose change needs a new room. After an import, a value that
// the state does not have is adopted, as the service may not tell it, and what the import has
// read may be left out of the configuration.
func replaced(state, plan roomModel, imported bool) path.Paths {
	var paths path.Paths
	for _, attribute := range []struct {
		name         string
		prior, asked attr.Value
	}{
		{"room_uuid", state.RoomUUID, plan.RoomUUID},
		{"name", state.Name, plan.Name},
		{"type", state.Type, plan.Type},
		{"schedule", state.Schedule, plan.Schedule},
		{"hands_up", state.HandsUp, plan.HandsUp},
		{"hosting_scene", state.HostingScene, plan.HostingScene},
		{"widgets", state.Widgets, plan.Widgets},
		{"role_limits", state.RoleLimits, plan.RoleLimits},
	} {
		if !compatible(attribute.prior, attribute.asked, imported) {
			paths.Append(path.Root(attribute.name))
		}
	}
	// Giving up the prefix for the id that was generated from it changes nothing.
	if !plan.RoomUUIDPrefix.IsNull() && !compatible(state.RoomUUIDPrefix, plan.RoomUUIDPrefix, imported) {
		paths.Append(path.Root("room_uuid_prefix"))
	}
	return paths
}

func compatible(prior, asked attr.Value, imported bool) bool {
	switch {
	case prior.Equal(asked), imported && (prior.IsNull() || asked.IsNull()):
		return true
	case !known(asked):
		return false
	}
	return compatibleParts(partsOf(prior), partsOf(asked), imported)
}

// compatibleParts compares objects or maps part by part; nothing else has parts.
func compatibleParts(prior, asked map[string]attr.Value, imported bool) bool {
	for name := range asked {
		if _, found := prior[name]; !found {
			return false
		}
	}
	for name, part := range prior {
		askedPart, found := asked[name]
		if !found && !imported || found && !sameValue(part, askedPart) && !compatible(part, askedPart, imported) {
			return false
		}
	}
	return len(prior) > 0
}

func partsOf(v attr.Value) map[string]attr.Value {
	switch v := v.(type) {
	case types.Object:
		return v.Attributes()
	case types.Map:
		return v.Elements()
	}
	return nil
}

// warnOfAnotherClass tells, where a class has run its course, that a change does not correct it
// but opens a room for another one.
func warnOfAnotherClass(state roomModel, changed path.Paths, diags *diag.Diagnostics) {
	if rank(state.State) < classroom.Ended || state.RecreateAfterEnd.ValueBool() {
		return
	}
	diags.AddWarning(fmt.Sprintf("The class in room %q (%s) has run its course; a new room is opened", state.RoomUUID.ValueString(), state.Name.ValueString()),
		fmt.Sprintf("A change of %s needs a new room, whose class takes place by its own schedule. Undo the change if there is to be none.", strings.Trim(changed.String(), "[]")))
}

// warnOfReplacement tells that a fixed id is not free at once.
func (r *roomResource) warnOfReplacement(ctx context.Context, req resource.ModifyPlanRequest, state roomModel, diags *diag.Diagnostics) {
	var configured types.String
	diags.Append(req.Config.GetAttribute(ctx, path.Root("room_uuid"), &configured)...)
	kept := known(configured) && configured.Equal(state.RoomUUID)
	if !kept || state.State.ValueString() == stateDestroyed {
		return
	}
	diags.AddAttributeWarning(path.Root("room_uuid"), fmt.Sprintf("Replacing room %q will fail while its id is in use", state.RoomUUID.ValueString()),
		"The service destroys a closed room, and frees its id, only an hour later; until then the new room cannot be created. "+
			"Omit room_uuid or use room_uuid_prefix to have the new room at once, or destroy the room now and apply again in an hour.")
}
