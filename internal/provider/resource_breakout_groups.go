package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure      = &breakoutGroupsResource{}
	_ resource.ResourceWithIdentity       = &breakoutGroupsResource{}
	_ resource.ResourceWithImportState    = &breakoutGroupsResource{}
	_ resource.ResourceWithModifyPlan     = &breakoutGroupsResource{}
	_ resource.ResourceWithValidateConfig = &breakoutGroupsResource{}
)

func newBreakoutGroupsResource() resource.Resource { return &breakoutGroupsResource{} }

// breakoutGroupsResource manages all the breakout groups of a room.
type breakoutGroupsResource struct{ serviceResource }

func (r *breakoutGroupsResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_breakout_groups"
}

func (r *breakoutGroupsResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan breakoutGroupsModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	granted, found := r.roomPreflight(ctx, plan.room(), roomRecord{}, effectAdds, &resp.Diagnostics)
	switch granted {
	case clearanceRefused:
		return
	case clearanceOver, clearanceMissing:
		keepWaiting(ctx, plan.room(), found, resp.Private, &resp.Diagnostics)
	case clearanceGranted:
		if !r.create(ctx, plan, found, resp) {
			return
		}
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
}

// create opens the groups. In a running class it never does so over groups that a teacher may have
// opened: a create does not know what its plan knew. It reports whether the object is to be in the state.
func (r *breakoutGroupsResource) create(ctx context.Context, plan breakoutGroupsModel, found roomLook, resp *resource.CreateResponse) bool {
	if found.room != nil && found.record.classInProgress(found.room.ReadAt) && (found.room.Groups == nil || len(found.room.Groups) > 0) {
		resp.Diagnostics.AddError("Class is in progress; its breakout groups are not replaced",
			fmt.Sprintf("Import the groups of room %q, and change them with a plan that shows the change: the class is in progress, and groups are open in its room already, or the service does not return its groups. Nothing was sent. Import them", plan.room())+
				howToImport(plan.room()))
		return false
	}
	none := breakoutGroupsModel{Groups: map[string]groupModel{}}
	outcome, err := r.regroup(ctx, none, plan, found)
	if outcome == groupsUnverified {
		warnOfSurplus(plan.room(), err, &resp.Diagnostics)
	}
	switch {
	case err == nil || outcome == groupsUnverified:
		savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
	case isAbsence(err):
		keepWaiting(ctx, plan.room(), r.afterRefusal(found, err), resp.Private, &resp.Diagnostics)
	default:
		addError(&resp.Diagnostics, err)
		return false
	}
	return true
}

func (r *breakoutGroupsResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state breakoutGroupsModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	found := r.lookFrom(ctx, state.room(), req.Private, &resp.Diagnostics)
	if r.readWaiting(ctx, state.ids(), found, resp) != waitingForNothing {
		return
	}
	r.keepPresence(ctx, found, resp)
	if found.presence != roomPresent || found.room.Groups == nil {
		return
	}
	unread := isMarked(ctx, req.Private, unreadKey, &resp.Diagnostics)
	mark(ctx, resp.Private, unreadKey, false, &resp.Diagnostics)
	forgotten := loadPrivate[[]string](ctx, req.Private, forgottenGroupsKey, &resp.Diagnostics)
	switch groups := withoutGroups(state.matchIDs(found.room.Groups), forgotten); {
	case len(groups) > 0 || unread:
		state.fromAPI(groups, unread)
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	case !found.record.hasEnded(found.room.ReadAt): // groups end with their class
		resp.State.RemoveResource(ctx)
	}
}

// ModifyPlan is that of all objects in a room. It warns of what is not sent after an import.
func (r *breakoutGroupsResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	nonce := r.planInRoom(ctx, req, resp)
	r.claimWhole(ctx, nonce, "breakout groups", req, &resp.Diagnostics, roomUUIDName)
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() || !isMarked(ctx, req.Private, importedKey, &resp.Diagnostics) {
		return
	}
	var prior, planned types.Map
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("groups"), &prior)...)
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("groups"), &planned)...)
	switch {
	case planned.IsUnknown():
	case prior.IsNull():
		warnOfAdopted("the configured breakout groups are open in the room", &resp.Diagnostics)
	default:
		warnOfLeftOutKeys(slices.Collect(maps.Keys(prior.Elements())), slices.Collect(maps.Keys(planned.Elements())), &resp.Diagnostics)
	}
}

func (r *breakoutGroupsResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state breakoutGroupsModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if isMarked(ctx, req.Private, importedKey, &resp.Diagnostics) && r.updateImported(ctx, &state, plan, resp) {
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
		return
	}
	granted, found := r.preflightUpdate(ctx, plan.room(), effectRemoves, req, &resp.Diagnostics)
	switch granted {
	case clearanceRefused:
	case clearanceOver, clearanceMissing:
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	case clearanceGranted:
		r.update(ctx, plan, state, found, resp)
	}
}

// updateImported forgets what an import has read and the configuration leaves out: those groups
// stay open. It reports whether nothing else changes.
func (r *breakoutGroupsResource) updateImported(ctx context.Context, state *breakoutGroupsModel, plan breakoutGroupsModel, resp *resource.UpdateResponse) (unchanged bool) {
	mark(ctx, resp.Private, importedKey, false, &resp.Diagnostics)
	if state.Groups == nil {
		return true // the 2023 API does not return its groups: those configured are taken to be open
	}
	var forgotten []string
	for _, id := range slices.Sorted(maps.Keys(state.Groups)) {
		if _, configured := plan.Groups[id]; !configured {
			forgotten = append(forgotten, id)
			delete(state.Groups, id)
		}
	}
	savePrivate(ctx, resp.Private, forgottenGroupsKey, forgotten, &resp.Diagnostics)
	return state.isOpenAs(plan)
}

func (r *breakoutGroupsResource) update(ctx context.Context, plan, state breakoutGroupsModel, found roomLook, resp *resource.UpdateResponse) {
	forgotten := loadPrivate[[]string](ctx, resp.Private, forgottenGroupsKey, &resp.Diagnostics)
	outcome, err := r.regroup(ctx, state, plan.named(state).with(found.room, forgotten), found)
	if outcome == groupsUnverified {
		warnOfSurplus(plan.room(), err, &resp.Diagnostics)
	}
	switch {
	case err == nil || outcome == groupsUnverified:
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	case r.classEndedMeanwhile(found, err):
		addRoomOverWarning(plan.room(), roomLook{err: err}, &resp.Diagnostics)
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	default:
		addError(&resp.Diagnostics, err)
		if outcome == groupsRemoved {
			resp.Diagnostics.AddError("Room has no breakout groups now",
				fmt.Sprintf("Apply again to open them: the breakout groups of room %q had to be removed to be changed, and could not be opened again.", plan.room()))
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("groups"), map[string]groupModel{})...)
		}
	}
}

func (r *breakoutGroupsResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state breakoutGroupsModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if granted, _ := r.preflightRemoval(ctx, state.room(), req.Private, &resp.Diagnostics); granted != clearanceGranted {
		return
	}
	lock := r.locks.Lock("groups", state.room())
	defer lock.Unlock()
	if len(lock.Unwritten([]string{"groups"})) == 0 {
		return // their replacement has been opened
	}
	if err := r.client.RemoveGroups(ctx, state.room()); err != nil && !isAbsence(err) {
		addError(&resp.Diagnostics, err)
	}
}

func (r *breakoutGroupsResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ids := r.importIDs(ctx, req, &resp.Diagnostics, roomUUIDName)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(roomUUIDName), ids[roomUUIDName])...)
	mark(ctx, resp.Private, importedKey, true, &resp.Diagnostics)
	mark(ctx, resp.Private, unreadKey, true, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}

// ValidateConfig finds users who are in two groups, as far as the groups are known.
func (r *breakoutGroupsResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var groups types.Map
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("groups"), &groups)...)
	groupOf := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(groups.Elements())) {
		group, _ := groups.Elements()[id].(types.Object)
		users, _ := group.Attributes()["users"].(types.Set)
		for _, element := range users.Elements() {
			user, _ := element.(types.String)
			if !known(user) {
				continue
			}
			if other, twice := groupOf[user.ValueString()]; twice {
				resp.Diagnostics.AddAttributeError(path.Root("groups").AtMapKey(id).AtName("users"), "User in two breakout groups",
					fmt.Sprintf("Take user %q out of group %q or out of group %q: a user can be in one group at a time.", user.ValueString(), other, id))
			}
			groupOf[user.ValueString()] = id
		}
	}
}
