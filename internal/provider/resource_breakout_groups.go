package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var (
	_ resource.ResourceWithConfigure      = &breakoutGroupsResource{}
	_ resource.ResourceWithIdentity       = &breakoutGroupsResource{}
	_ resource.ResourceWithImportState    = &breakoutGroupsResource{}
	_ resource.ResourceWithValidateConfig = &breakoutGroupsResource{}
)

func newBreakoutGroupsResource() resource.Resource { return &breakoutGroupsResource{} }

// breakoutGroupsResource manages all the breakout groups of a room.
type breakoutGroupsResource struct{ serviceResource }

type breakoutGroupsModel struct {
	RoomUUID types.String          `tfsdk:"room_uuid"`
	Groups   map[string]groupModel `tfsdk:"groups"`
}

type groupModel struct {
	Name  types.String `tfsdk:"name"`
	Users []string     `tfsdk:"users"`
}

func (m breakoutGroupsModel) toAPI() []classroom.Group {
	var groups []classroom.Group
	for _, id := range slices.Sorted(maps.Keys(m.Groups)) {
		group := m.Groups[id]
		groups = append(groups, classroom.Group{UUID: id, Name: group.Name.ValueString(), Users: slices.Sorted(slices.Values(group.Users))})
	}
	return groups
}

// fromAPI takes over the service's groups. A name that is not configured stays null,
// whatever the service made of it.
func (m *breakoutGroupsModel) fromAPI(groups map[string]classroom.Group, imported bool) {
	prior := m.Groups
	m.Groups = map[string]groupModel{}
	for id, group := range groups {
		model := groupModel{Name: textOrNull(group.Name), Users: group.Users}
		if old, found := prior[id]; found && old.Name.IsNull() && !imported {
			model.Name = types.StringNull()
		}
		m.Groups[id] = model
	}
}

func (r *breakoutGroupsResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_breakout_groups"
}

func (r *breakoutGroupsResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan breakoutGroupsModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	none := breakoutGroupsModel{Groups: map[string]groupModel{}}
	if _, err := r.regroup(ctx, none, plan, &resp.Diagnostics); err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	r.knownLife(ctx, plan.RoomUUID.ValueString()).save(ctx, resp.Private, &resp.Diagnostics)
}

// named gives groups without a configured name the one that the state has: to a service that
// replaces its list, a name left out would be a name taken away.
func (m breakoutGroupsModel) named(state breakoutGroupsModel) breakoutGroupsModel {
	groups := maps.Clone(m.Groups)
	for id, group := range groups {
		if group.Name.IsNull() {
			group.Name = state.Groups[id].Name
			groups[id] = group
		}
	}
	return breakoutGroupsModel{RoomUUID: m.RoomUUID, Groups: groups}
}

func (m breakoutGroupsModel) ids() map[string]string {
	return map[string]string{roomUUIDName: m.RoomUUID.ValueString()}
}

func (r *breakoutGroupsResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state breakoutGroupsModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	roomUUID := state.RoomUUID.ValueString()
	l, goOn := r.home(ctx, roomUUID, req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		if r.fateOf(roomUUID, l, err, &resp.Diagnostics) == fateGone {
			resp.State.RemoveResource(ctx)
		}
		return
	}
	l = r.lifeWith(room, l)
	l.save(ctx, resp.Private, &resp.Diagnostics)
	imported := isMarked(ctx, req.Private, importedKey, &resp.Diagnostics)
	mark(ctx, resp.Private, importedKey, false, &resp.Diagnostics)
	switch {
	case !isReadable(room):
	case len(room.Groups) > 0 || imported:
		state.fromAPI(room.Groups, imported)
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	case !l.over(r.client.Now()): // groups end with their class
		resp.State.RemoveResource(ctx)
	}
}

func (r *breakoutGroupsResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state breakoutGroupsModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	l, goOn := r.homeUndisturbed(ctx, state.RoomUUID.ValueString(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	removed, err := r.regroup(ctx, state, plan.named(state), &resp.Diagnostics)
	roomUUID := plan.RoomUUID.ValueString()
	switch {
	case err == nil:
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	case r.overBy(roomUUID, l, err):
		addWarning(&resp.Diagnostics, fmt.Sprintf("The class is over; the breakout groups of room %q were not changed", roomUUID), err)
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	default:
		addError(&resp.Diagnostics, err)
		if removed {
			resp.Diagnostics.AddError(fmt.Sprintf("Room %q has no breakout groups now", roomUUID),
				"They had to be removed to be changed, and could not be opened again. Apply again to open them.")
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("groups"), map[string]groupModel{})...)
		}
	}
}

// regroup ends right whether the service replaces or merges the list that it is sent. It
// disturbs nobody who stays where they are, unless the service merges, or cannot be read and
// might: then what is to go can only go with all the groups. It tells whether they are removed.
func (r *breakoutGroupsResource) regroup(ctx context.Context, state, plan breakoutGroupsModel, diags *diag.Diagnostics) (removed bool, err error) {
	roomUUID := plan.RoomUUID.ValueString()
	claimed := r.claims.of("groups", roomUUID)
	defer claimed.Unlock()
	claimed.add("groups")
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		return false, err
	}
	r.lifeOf(room)
	if isReadable(room) || onlyAdds(state, plan) {
		if err := r.client.SetGroups(ctx, roomUUID, plan.toAPI()); err != nil || !isReadable(room) {
			return false, err
		}
		if removed, err := r.removeLeft(ctx, plan); err != nil || !removed {
			warnOfLeft(roomUUID, err, diags)
			return false, nil
		}
	} else if err := r.client.RemoveGroups(ctx, roomUUID); err != nil {
		return false, err
	}
	err = r.client.SetGroups(ctx, roomUUID, plan.toAPI())
	return err != nil, err
}

// removeLeft removes all groups where the service, which merges then, is seen to have left
// somebody where they are not to be.
func (r *breakoutGroupsResource) removeLeft(ctx context.Context, plan breakoutGroupsModel) (removed bool, err error) {
	roomUUID := plan.RoomUUID.ValueString()
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil || !plan.lacks(room.Groups) {
		return false, err
	}
	return true, r.client.RemoveGroups(ctx, roomUUID)
}

// warnOfLeft is no error: the planned groups were opened, and the next plan reads what is open.
func warnOfLeft(roomUUID string, err error, diags *diag.Diagnostics) {
	if err != nil {
		addWarning(diags, fmt.Sprintf("The breakout groups of room %q were opened, but others may be left; the next plan tells", roomUUID), err)
	}
}

// lacks tells whether there is a group, or a member, that is not planned.
func (m breakoutGroupsModel) lacks(groups map[string]classroom.Group) bool {
	for id, group := range groups {
		planned, found := m.Groups[id]
		for _, user := range group.Users {
			found = found && slices.Contains(planned.Users, user)
		}
		if !found {
			return true
		}
	}
	return false
}

// onlyAdds tells whether no group and no member is to go, for sure: after the import from a
// service that cannot be read, the state has no groups, but the room may have.
func onlyAdds(state, plan breakoutGroupsModel) bool {
	if state.Groups == nil {
		return false
	}
	for id, old := range state.Groups {
		for _, user := range old.Users {
			if !slices.Contains(plan.Groups[id].Users, user) {
				return false
			}
		}
	}
	return true
}

func (r *breakoutGroupsResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state breakoutGroupsModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	roomUUID := state.RoomUUID.ValueString()
	if _, goOn := r.homeUndisturbed(ctx, roomUUID, req.Private, &resp.Diagnostics); !goOn {
		return
	}
	claimed := r.claims.of("groups", roomUUID)
	defer claimed.Unlock()
	if len(claimed.free([]string{"groups"})) == 0 {
		return // their replacement has been opened
	}
	err := r.client.RemoveGroups(ctx, roomUUID)
	over := classroom.HasCode(err, classroom.CodeRoomEnded, classroom.CodeRoomEndedForGood)
	if err != nil && !classroom.IsNotFound(err) && !over {
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
					fmt.Sprintf("User %q is in group %q and in group %q. A user can be in one group at a time.", user.ValueString(), other, id))
			}
			groupOf[user.ValueString()] = id
		}
	}
}
