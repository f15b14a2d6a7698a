package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
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
	resp.ResourceBehavior.MutableIdentity = true // a room that is only scheduled follows the provider block
}

func (r *roomResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan roomModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	generated := plan.RoomUUID.IsUnknown()
	if generated {
		plan.RoomUUID = types.StringValue(generateID(plan.RoomUUIDPrefix.ValueString()))
	}
	out := &roomResponse{&resp.State, resp.Identity, resp.Private, &resp.Diagnostics}
	mark(ctx, resp.Private, generatedIDKey, generated, &resp.Diagnostics)
	if r.staysOutOfService(ctx, &plan, out) {
		return
	}
	r.open(ctx, plan, false, out)
}

func (r *roomResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state roomModel
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(roomUUIDName), &state.RoomUUID)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	nonce := ensureNonce(ctx, resp.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	switch state.State.ValueString() {
	case stateDestroyed:
		r.readDestroyed(ctx, state, resp)
	case stateScheduled, stateMissed:
		r.readScheduled(ctx, state, nonce, resp)
	default:
		r.readOpened(ctx, state, nonce, resp)
	}
}

func (r *roomResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state roomModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	out := &roomResponse{&resp.State, resp.Identity, resp.Private, &resp.Diagnostics}
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	switch state.State.ValueString() {
	case stateDestroyed:
		if !state.ExaminationURL.Equal(plan.ExaminationURL) || !isSameProperties(ctx, state.Properties, plan.Properties) {
			addOverWarning(summaryRoomOver, fmt.Sprintf("The service has destroyed room %q. Set recreate_after_end to have a new room.", state.RoomUUID.ValueString()), roomLook{}, &resp.Diagnostics)
		}
		fillComputed(&plan, state)
		out.set(ctx, plan)
	case stateScheduled, stateMissed:
		r.updateScheduled(ctx, plan, out)
	default:
		r.updateOpened(ctx, state, plan, out)
	}
}

// fillComputed gives the computed attributes that the plan left open their current values.
func fillComputed(plan *roomModel, current roomModel) {
	if plan.State.IsUnknown() {
		plan.State = current.State
	}
	if plan.CreatedAt.IsUnknown() {
		plan.CreatedAt = current.CreatedAt
	}
}

// Delete takes the room's creation from the state: the private state that it receives may be that
// of the plan of a replacement.
func (r *roomResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state roomModel
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() || state.DeletionPolicy.ValueString() == deletionAbandon {
		return
	}
	if !state.isInService() {
		if _, presence := r.lookForAttempt(ctx, state.RoomUUID.ValueString(), req.Private, &resp.Diagnostics); presence != roomPresent {
			return
		}
	}
	record := r.recordOf(ctx, state, req.Private, &resp.Diagnostics)
	record = r.placeBy(ctx, record, req.Identity, &resp.Diagnostics)
	switch r.placementOf(record) {
	case placementElsewhere:
		r.addElsewhereError(record.RoomUUID, record, &resp.Diagnostics)
	case placementElsewhereOver:
	case placementHere:
		sameID := loadPrivate[string](ctx, req.Private, plannedCreationKey, &resp.Diagnostics) == record.RoomUUID
		r.closeRoom(ctx, state, record, sameID, &resp.Diagnostics)
	}
}

// closeRoom closes the room, or ends its class, as the deletion policy says, after a last look. It
// refuses to where the room's replacement has the same id, which a plan without a refresh cannot see.
func (r *roomResource) closeRoom(ctx context.Context, state roomModel, record roomRecord, sameID bool, diags *diag.Diagnostics) {
	roomUUID := state.RoomUUID.ValueString()
	room, err := r.client.RefreshRoom(ctx, roomUUID)
	switch {
	case isAbsence(err):
		return
	case err != nil:
		addError(diags, err)
		return
	case !record.isRoom(room):
		diags.AddWarning("Room was not closed; its id belongs to another room now",
			fmt.Sprintf("Nothing is left to do for the room in the state: the service has destroyed it. Room %q was created since by another configuration, and was left alone.", roomUUID))
		return
	}
	record = record.observe(room)
	refuseCutOff(state, record, nil, diags)
	if sameID {
		addSameIDError(roomUUID, nil, diags)
	}
	if diags.HasError() {
		return
	}
	target := classroom.Closed
	if state.DeletionPolicy.ValueString() == deletionEnd {
		target = classroom.Ended
	}
	if err := r.moveTo(ctx, roomUUID, record.stateAt(room.ReadAt), target); err != nil && !isAbsence(err) {
		addError(diags, err)
	}
}

// roomResponse is where Create and Update put what they have reached.
type roomResponse struct {
	state    *tfsdk.State
	identity *tfsdk.ResourceIdentity
	private  privateState
	diags    *diag.Diagnostics
}

func (a *roomResponse) set(ctx context.Context, m roomModel) {
	a.diags.Append(setModel(ctx, a.state, m)...)
}

// createdAt is a creation's time as an attribute; null where it is not known.
func createdAt(creation classroom.Creation) timetypes.RFC3339 { return timeOrNull(creation.At) }
