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

// begin dates a ban that the service took at a time.
func (m *userBanModel) begin(now time.Time) {
	m.ExpiresAt = timetypes.NewRFC3339Null()
	if !m.Duration.IsNull() {
		m.ExpiresAt = timetypes.NewRFC3339TimeValue(time.Unix(now.Unix()+m.Duration.ValueInt64(), 0).UTC())
	}
}

// expired tells whether a ban has run out by itself. A permanent one never does.
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
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if err := r.ban(ctx, &plan); err != nil {
		addBanError(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	r.knownLife(ctx, plan.room()).save(ctx, resp.Private, &resp.Diagnostics)
}

// ban kicks the user out and bars them from now on, in place of any ban there is.
func (r *userBanResource) ban(ctx context.Context, plan *userBanModel) error {
	err := r.client.KickUser(ctx, plan.room(), plan.user(), &classroom.Ban{Duration: plan.Duration.ValueInt64Pointer()})
	plan.begin(r.client.Now())
	return err
}

// addBanError tells what became of the user where that is not known: nothing reads it later.
func addBanError(diags *diag.Diagnostics, err error) {
	summary, detail := describe(err)
	if classroom.IsUnsure(err) {
		detail += "\nNothing can read a ban, though, and the request is not repeated by itself. Applying again repeats it, and it counts from then."
	}
	diags.AddError(summary, detail)
}

// Read looks at the room only: a ban cannot be read.
func (r *userBanResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state userBanModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	l, goOn := r.home(ctx, state.room(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	room, err := r.client.GetRoom(ctx, state.room())
	if err != nil {
		if r.fateOf(state.room(), l, err, &resp.Diagnostics) == fateGone {
			resp.State.RemoveResource(ctx)
		}
		return
	}
	r.lifeWith(room, l).save(ctx, resp.Private, &resp.Diagnostics)
}

func (r *userBanResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan userBanModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	l, goOn := r.home(ctx, plan.room(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	err := r.ban(ctx, &plan)
	switch {
	case r.overBy(plan.room(), l, err):
		addWarning(&resp.Diagnostics, fmt.Sprintf("The class is over; user %q of room %q was not banned anew", plan.user(), plan.room()), err)
	case err != nil:
		addBanError(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
}

// Delete lets the user in again. Where the ban has run out they may be in the room, and
// nobody says whether the call would put them out.
func (r *userBanResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state userBanModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if _, goOn := r.home(ctx, state.room(), req.Private, &resp.Diagnostics); !goOn || state.expired(r.client.Now()) {
		return
	}
	err := r.client.LiftBan(ctx, state.room(), state.user())
	over := classroom.HasCode(err, classroom.CodeRoomEnded, classroom.CodeRoomEndedForGood)
	if err != nil && !classroom.IsNotFound(err) && !over {
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
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}
