package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var (
	_ resource.ResourceWithConfigure   = &userBanResource{}
	_ resource.ResourceWithIdentity    = &userBanResource{}
	_ resource.ResourceWithImportState = &userBanResource{}
	_ resource.ResourceWithModifyPlan  = &userBanResource{}
)

func newUserBanResource() resource.Resource { return &userBanResource{} }

// userBanResource keeps a user out of a room.
type userBanResource struct{ serviceResource }

type userBanModel struct {
	RoomUUID  types.String      `tfsdk:"room_uuid"`
	UserUUID  types.String      `tfsdk:"user_uuid"`
	Duration  types.Int64       `tfsdk:"duration"`
	ExpiresAt timetypes.RFC3339 `tfsdk:"expires_at"`
}

func (m userBanModel) room() string { return m.RoomUUID.ValueString() }
func (m userBanModel) user() string { return m.UserUUID.ValueString() }

func (m userBanModel) ids() map[string]string {
	return map[string]string{roomUUIDName: m.room(), userUUIDName: m.user()}
}

// startAt dates a ban that the service took at a time.
func (m *userBanModel) startAt(now time.Time) {
	m.ExpiresAt = timetypes.NewRFC3339Null()
	if !m.Duration.IsNull() {
		m.ExpiresAt = timetypes.NewRFC3339TimeValue(time.Unix(now.Unix()+m.Duration.ValueInt64(), 0).UTC())
	}
}

// expired reports whether a ban has run out by itself. A permanent one never does.
func (m userBanModel) expired(now time.Time) bool {
	if !known(m.ExpiresAt) {
		return false
	}
	expiresAt, invalid := m.ExpiresAt.ValueRFC3339Time()
	return !invalid.HasError() && !now.Before(expiresAt)
}

func (r *userBanResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user_ban"
}

func (r *userBanResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan userBanModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	granted, found := r.roomPreflight(ctx, plan.room(), roomRecord{}, effectAdds, &resp.Diagnostics)
	switch granted {
	case clearanceRefused:
		return
	case clearanceOver, clearanceMissing:
		keepWaiting(ctx, plan.room(), found, resp.Private, &resp.Diagnostics)
		plan.ExpiresAt = timetypes.NewRFC3339Null()
	case clearanceGranted:
		err := r.ban(ctx, &plan)
		switch {
		case classroom.IsUserNotFound(err):
			keepWaitingForUser(ctx, plan.room(), plan.user(), found.record, resp.Private, &resp.Diagnostics)
			plan.ExpiresAt = timetypes.NewRFC3339Null()
		case isAbsence(err):
			found = r.afterRefusal(found, err)
			keepWaiting(ctx, plan.room(), found, resp.Private, &resp.Diagnostics)
			plan.ExpiresAt = timetypes.NewRFC3339Null()
		case err != nil:
			addBanError(&resp.Diagnostics, err)
			return
		default:
			savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
		}
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.State, plan)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
}

// ban kicks the user out and bars them from now on, in place of any ban there is.
func (r *userBanResource) ban(ctx context.Context, plan *userBanModel) error {
	err := r.client.KickUser(ctx, plan.room(), plan.user(), &classroom.Ban{Duration: plan.Duration.ValueInt64Pointer()})
	plan.startAt(r.client.Now())
	return err
}

// addBanError reports what became of the user where that is not known: nothing reads it later.
func addBanError(diags *diag.Diagnostics, err error) {
	summary, detail := describe(err)
	if classroom.IsUnsure(err) {
		summary, detail = describe(err, "Nothing can read a ban, though, and the request is not repeated by itself. Applying again repeats it, and it counts from then.")
	}
	diags.AddError(summary, detail)
}

// Read looks at the room only: a ban cannot be read.
func (r *userBanResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state userBanModel
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	found := r.lookFrom(ctx, state.room(), req.Private, &resp.Diagnostics)
	waiting := r.readWaiting(ctx, state.ids(), found, resp)
	if waiting != waitingForNothing {
		return
	}
	r.keepPresence(ctx, found, resp)
}

func (r *userBanResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	nonce := r.planInRoom(ctx, req, resp)
	r.claimWhole(ctx, nonce, "bans", req, &resp.Diagnostics, roomUUIDName, userUUIDName)
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() || !isMarked(ctx, req.Private, importedKey, &resp.Diagnostics) {
		return
	}
	var prior, planned types.Int64
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("duration"), &prior)...)
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("duration"), &planned)...)
	if !planned.Equal(prior) {
		warnOfAdopted("the user is banned for the configured duration", &resp.Diagnostics)
	}
}

func (r *userBanResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state userBanModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if isMarked(ctx, req.Private, importedKey, &resp.Diagnostics) { // an import kicks nobody
		mark(ctx, resp.Private, importedKey, false, &resp.Diagnostics)
		plan.ExpiresAt = state.ExpiresAt
		resp.Diagnostics.Append(setModel(ctx, &resp.State, plan)...)
		return
	}
	granted, found := r.preflightUpdate(ctx, plan.room(), effectAdds, req, &resp.Diagnostics)
	switch granted {
	case clearanceRefused:
		return
	case clearanceOver, clearanceMissing:
		plan.ExpiresAt = state.ExpiresAt
	case clearanceGranted:
		err := r.ban(ctx, &plan)
		switch {
		case r.classEndedMeanwhile(found, err):
			addRoomOverWarning(plan.room(), roomLook{err: err}, &resp.Diagnostics)
			plan.ExpiresAt = state.ExpiresAt
		case err != nil:
			addBanError(&resp.Diagnostics, err)
			return
		}
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.State, plan)...)
}

// Delete lets the user in again. Where the ban has run out they may be in the room, and nobody
// says whether the call would put them out.
func (r *userBanResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state userBanModel
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if state.expired(r.client.Now()) {
		r.lookForReplacement(ctx, state.room(), req.Private, &resp.Diagnostics)
		return
	}
	if granted, _ := r.preflightRemoval(ctx, state.room(), req.Private, &resp.Diagnostics); granted != clearanceGranted {
		return
	}
	err := r.client.LiftBan(ctx, state.room(), state.user())
	switch {
	case classroom.IsUserNotFound(err):
		resp.Diagnostics.AddWarning("Ban may still stand",
			fmt.Sprintf("Check whether user %q can join room %q: the service did not lift the ban, because it does not know the user now, who is out of the room.", state.user(), state.room()))
	case err != nil && !isAbsence(err):
		addBanError(&resp.Diagnostics, err)
	}
}

// ImportState takes the ids of the room and of the user, joined by "/".
func (r *userBanResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ids := r.importIDs(ctx, req, &resp.Diagnostics, roomUUIDName, userUUIDName)
	if resp.Diagnostics.HasError() {
		return
	}
	for name, id := range ids {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), id)...)
	}
	mark(ctx, resp.Private, importedKey, true, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}
