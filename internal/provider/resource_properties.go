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
	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

var (
	_ resource.ResourceWithConfigure   = &propertiesResource{}
	_ resource.ResourceWithIdentity    = &propertiesResource{}
	_ resource.ResourceWithImportState = &propertiesResource{}
	_ resource.ResourceWithModifyPlan  = &propertiesResource{}
)

// propertiesResource manages some keys of the custom properties of a room, a user, an extApp
// or a widget. Keys that it does not have are other owners' and are never touched.
type propertiesResource struct {
	serviceResource
	propertyFamily
}

func (r *propertiesResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + r.typeName
}

func (r *propertiesResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan := r.get(ctx, req.Plan, &resp.Diagnostics)
	next, cause := plan.toAPI(&resp.Diagnostics)
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
		if !r.create(ctx, plan, next, cause, found, resp) {
			return
		}
	}
	resp.State.Raw = req.Plan.Raw
	r.identify(ctx, resp.Identity, plan.ids, &resp.Diagnostics)
}

func (r *propertiesResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	state := r.get(ctx, req.State, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, state.ids, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	found := r.lookFrom(ctx, state.room(), req.Private, &resp.Diagnostics)
	if r.readWaiting(ctx, state.ids, found, resp) != waitingForNothing {
		return
	}
	r.keepPresence(ctx, found, resp)
	if found.presence != roomPresent {
		return
	}
	there, err := r.read(ctx, r.client, found.room, state.ids)
	over := found.record.hasEnded(found.room.ReadAt)
	switch {
	case err != nil:
		r.readFailed(ctx, found, over, err, resp)
	case r.removeOwner != nil && there.Readable && !there.Present && !over:
		resp.State.RemoveResource(ctx)
	default:
		r.refresh(ctx, state, there, over, req, resp)
	}
}

// readFailed takes an object out of the state whose owner is gone, unless its class is over.
func (r *propertiesResource) readFailed(ctx context.Context, found roomLook, over bool, err error, resp *resource.ReadResponse) {
	switch {
	case classroom.IsNotFound(err):
		if !over && !r.classEndedMeanwhile(found, err) {
			resp.State.RemoveResource(ctx)
		}
	case !classroom.IsClassOver(err):
		addError(&resp.Diagnostics, err)
	}
}

// refresh takes over the values of the keys that the state has, and after an import of all that
// are asked for. What the service does not return stays as it was.
func (r *propertiesResource) refresh(ctx context.Context, state propertiesModel, there owned, over bool, req resource.ReadRequest, resp *resource.ReadResponse) {
	asked, unread := importedKeys(ctx, req.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, importedKeysKey, []byte("null"))...)
	if !there.Readable {
		if unread {
			resp.Diagnostics.AddWarning("Values of properties could not be imported",
				fmt.Sprintf("The next apply writes the configured keys: this service (2023 API) does not return the values of the properties %s.", r.describe(state.ids)))
		}
		return
	}
	have := proptypes.Select(there.Properties, r.managed(state, there, asked, unread))
	if len(have) == 0 && !unread && over {
		return // cleared when the class ended
	}
	if unread || !state.Properties.IsNull() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, state.at, withJSON(state.Properties, have, &resp.Diagnostics))...)
	}
	if unread || !state.Enabled.IsNull() {
		setEnabled(ctx, there.Enabled, resp)
	}
}

func setEnabled(ctx context.Context, enabled *bool, resp *resource.ReadResponse) {
	if enabled != nil {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("enabled"), *enabled)...)
	}
}

func (r *propertiesResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	plan := r.get(ctx, req.Plan, &resp.Diagnostics)
	state := r.get(ctx, req.State, &resp.Diagnostics)
	next, cause := plan.toAPI(&resp.Diagnostics)
	prior := storedProperties(state.Properties, state.at, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, plan.ids, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	changes := proptypes.Diff(prior, next)
	if isMarked(ctx, req.Private, importedKey, &resp.Diagnostics) {
		changes.Remove = nil // what an import read, and the configuration leaves out, is forgotten
	}
	change := propertiesChange{Set: changes.Set, Cause: cause}
	if !plan.Enabled.Equal(state.Enabled) {
		change.Enabled = plan.Enabled.ValueBoolPointer()
	}
	effect := effectAdds
	if len(changes.Remove) > 0 {
		effect = effectRemoves
	}
	if len(changes.Remove) == 0 && change.isEmpty() {
		keepPlan(ctx, req, resp)
		return
	}
	granted, found := r.preflightUpdate(ctx, plan.room(), effect, req, &resp.Diagnostics)
	switch granted {
	case clearanceRefused:
	case clearanceOver, clearanceMissing:
		keepPlan(ctx, req, resp)
	case clearanceGranted:
		r.update(ctx, plan, state, prior, changes.Remove, change, found, req, resp)
	}
}

// keepPlan keeps what the plan says. An imported object stays marked until then: after a failure
// the next update must not take for its own what the import has read.
func keepPlan(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	mark(ctx, resp.Private, importedKey, false, &resp.Diagnostics)
	resp.State.Raw = req.Plan.Raw
}

func (r *propertiesResource) update(ctx context.Context, plan, state propertiesModel, prior map[string]any, remove []string, change propertiesChange, found roomLook, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	arrived, err := r.write(ctx, plan, prior, remove, change)
	switch {
	case err == nil:
		keepPlan(ctx, req, resp)
	case r.classEndedMeanwhile(found, err):
		addRoomOverWarning(plan.room(), roomLook{err: err}, &resp.Diagnostics)
		keepPlan(ctx, req, resp)
	default:
		addError(&resp.Diagnostics, err)
		if !state.Properties.IsNull() {
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, state.at, withJSON(state.Properties, arrived, &resp.Diagnostics))...)
		}
	}
}

// write sends what differs, removals first, and gives what the service has after a failure.
func (r *propertiesResource) write(ctx context.Context, plan propertiesModel, prior map[string]any, remove []string, change propertiesChange) (map[string]any, error) {
	lock := r.locks.Lock(r.owner(plan.ids)...)
	defer lock.Unlock()
	if keys := lock.Unwritten(remove); len(keys) > 0 {
		if err := r.remove(ctx, r.client, plan.ids, keys, change.Cause); err != nil {
			return prior, err
		}
	}
	for _, key := range remove {
		delete(prior, key)
	}
	lock.MarkWritten(slices.Collect(maps.Keys(change.Set))...)
	if change.isEmpty() {
		return prior, nil
	}
	return prior, r.set(ctx, r.client, plan.ids, change)
}

func (r *propertiesResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	state := r.get(ctx, req.State, &resp.Diagnostics)
	_, cause := state.toAPI(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	granted, found := r.preflightRemoval(ctx, state.room(), req.Private, &resp.Diagnostics)
	if granted != clearanceGranted {
		return
	}
	err := r.clear(ctx, state, cause, found, isMarked(ctx, req.Private, createdWidgetKey, &resp.Diagnostics))
	if err != nil && !classroom.IsUserNotFound(err) && !isAbsence(err) {
		addError(&resp.Diagnostics, err)
	}
}

// clear removes the keys, but for those that another resource has written in this run, and a widget
// that this resource created.
func (r *propertiesResource) clear(ctx context.Context, state propertiesModel, cause map[string]any, found roomLook, createdWidget bool) error {
	lock := r.locks.Lock(r.owner(state.ids)...)
	defer lock.Unlock()
	if keys := lock.Unwritten(state.Properties.Keys()); len(keys) > 0 {
		if err := r.remove(ctx, r.client, state.ids, keys, cause); err != nil {
			return err
		}
	}
	if createdWidget && len(lock.written) == 0 {
		return r.removeWidget(ctx, state.ids, found)
	}
	return nil
}

// ModifyPlan plans the prior form of what is written otherwise but means the same.
func (r *propertiesResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	nonce := r.planInRoom(ctx, req, resp)
	if req.Plan.Raw.IsNull() || resp.Diagnostics.HasError() {
		return
	}
	at := path.Root(r.attribute)
	var planned proptypes.Object
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, at, &planned)...)
	if owner, ok := r.plannedOwner(ctx, req.Plan, &resp.Diagnostics); ok {
		r.claimKeys(nonce, owner, at, planned.Keys(), &resp.Diagnostics)
	}
	if req.State.Raw.IsNull() {
		return
	}
	var prior proptypes.Object
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, at, &prior)...)
	if !planned.IsUnknown() && isMarked(ctx, req.Private, importedKey, &resp.Diagnostics) {
		warnOfLeftOutKeys(prior.Keys(), planned.Keys(), &resp.Diagnostics)
	}
	if !resp.Diagnostics.HasError() && isSameProperties(ctx, prior, planned) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, at, prior)...)
	}
}

// plannedOwner names the owner of planned properties, where its ids are known.
func (r *propertiesResource) plannedOwner(ctx context.Context, plan attributeReader, diags *diag.Diagnostics) ([]string, bool) {
	ids := map[string]string{}
	for _, name := range r.ids {
		var id types.String
		diags.Append(plan.GetAttribute(ctx, path.Root(name), &id)...)
		if !known(id) {
			return nil, false
		}
		ids[name] = id.ValueString()
	}
	return r.owner(ids), true
}
