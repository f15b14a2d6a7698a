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
	if r.removeOwner != nil {
		r.noteMaker(ctx, plan.ids, resp)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	l := r.knownLife(ctx, plan.room())
	claimed := r.claims.of(r.owner(plan.ids)...)
	defer claimed.Unlock()
	claimed.add(slices.Collect(maps.Keys(next))...)
	if err := r.set(ctx, r.client, plan.ids, propertiesChange{Set: next, Enabled: plan.Enabled.ValueBoolPointer(), Cause: cause}); err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	resp.State.Raw = req.Plan.Raw
	r.identify(ctx, resp.Identity, plan.ids, &resp.Diagnostics)
	l.save(ctx, resp.Private, &resp.Diagnostics)
}

func (r *propertiesResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	state := r.get(ctx, req.State, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, state.ids, &resp.Diagnostics)
	l, goOn := r.home(ctx, state.room(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	found, l, err := r.look(ctx, state.ids, l)
	if err != nil {
		if r.fateOf(state.room(), l, err, &resp.Diagnostics) == fateGone {
			resp.State.RemoveResource(ctx)
		}
		return
	}
	l.save(ctx, resp.Private, &resp.Diagnostics)
	if r.removeOwner != nil && !found.Present && !l.over(r.client.Now()) {
		resp.State.RemoveResource(ctx)
		return
	}
	r.refresh(ctx, state, found, l, req, resp)
}

// look reads the owner of the properties, and the room around it.
func (r *propertiesResource) look(ctx context.Context, ids map[string]string, l life) (owned, life, error) {
	room, err := r.client.GetRoom(ctx, ids[roomUUIDName])
	if err != nil {
		return owned{}, l, err
	}
	l = r.lifeWith(room, l)
	found, err := r.read(ctx, r.client, room, ids)
	return found, l, err
}

// refresh takes over the values of the keys that the state has, and on import of all that
// are asked for. What the service does not tell stays as it was.
func (r *propertiesResource) refresh(ctx context.Context, state propertiesModel, found owned, l life, req resource.ReadRequest, resp *resource.ReadResponse) {
	asked, imported := importedKeys(ctx, req.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, importedKeysKey, []byte("null"))...)
	if !found.Readable {
		if imported {
			resp.Diagnostics.AddWarning(fmt.Sprintf("The values of the properties %s could not be imported", r.describe(state.ids)),
				"This service does not tell them. The next apply writes the configured keys.")
		}
		return
	}
	have := ownedPart(found.Properties, state.managed(found, asked, imported))
	if len(have) == 0 && !imported && l.over(r.client.Now()) {
		return // cleared when the class was over
	}
	if imported || !isNull(state.Properties) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, state.at, state.with(have, &resp.Diagnostics))...)
	}
	if imported || !state.Enabled.IsNull() {
		setEnabled(ctx, found.Enabled, resp)
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
	prior := state.stored(&resp.Diagnostics)
	l, goOn := r.home(ctx, plan.room(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	r.identify(ctx, resp.Identity, plan.ids, &resp.Diagnostics)
	arrived, err := r.write(ctx, state, plan, prior, next, cause)
	switch {
	case err == nil:
		resp.State.Raw = req.Plan.Raw
	case r.overBy(plan.room(), l, err):
		addWarning(&resp.Diagnostics, fmt.Sprintf("The class is over; nothing was changed %s", r.describe(plan.ids)), err)
		resp.State.Raw = req.Plan.Raw
	default:
		addError(&resp.Diagnostics, err)
		if !isNull(state.Properties) {
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, state.at, state.with(arrived, &resp.Diagnostics))...)
		}
	}
}

// write sends what differs, removals first, and tells what the service has after a failure.
func (r *propertiesResource) write(ctx context.Context, state, plan propertiesModel, prior, next, cause map[string]any) (map[string]any, error) {
	changes := changedProperties(prior, next)
	claimed := r.claims.of(r.owner(plan.ids)...)
	defer claimed.Unlock()
	if free := claimed.free(changes.Remove); len(free) > 0 {
		if err := r.remove(ctx, r.client, plan.ids, free, cause); err != nil {
			return prior, err
		}
		for _, key := range changes.Remove {
			delete(prior, key)
		}
	}
	claimed.add(slices.Collect(maps.Keys(changes.Set))...)
	change := propertiesChange{Set: changes.Set, Cause: cause}
	if !plan.Enabled.Equal(state.Enabled) {
		change.Enabled = plan.Enabled.ValueBoolPointer()
	}
	if len(change.Set) == 0 && change.Enabled == nil {
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
	l, goOn := r.homeUndisturbed(ctx, state.room(), req.Private, &resp.Diagnostics)
	if !goOn {
		return
	}
	err := r.clear(ctx, state, cause, isMarked(ctx, req.Private, madeKey, &resp.Diagnostics))
	if err != nil && !classroom.IsNotFound(err) && !r.overBy(state.room(), l, err) {
		addError(&resp.Diagnostics, err)
	}
}

// clear removes the keys, but for those that another resource has written in this run, and an
// owner that this resource made.
func (r *propertiesResource) clear(ctx context.Context, state propertiesModel, cause map[string]any, made bool) error {
	claimed := r.claims.of(r.owner(state.ids)...)
	defer claimed.Unlock()
	if keys := claimed.free(state.Properties.keys()); len(keys) > 0 {
		if err := r.remove(ctx, r.client, state.ids, keys, cause); err != nil {
			return err
		}
	}
	if made && len(claimed.keys) == 0 {
		return r.removeMade(ctx, state.ids)
	}
	return nil
}

// ModifyPlan plans the prior form of what is written otherwise but means the same.
func (r *propertiesResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() {
		return
	}
	var prior, planned propertiesValue
	at := path.Root(r.attribute)
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, at, &prior)...)
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, at, &planned)...)
	if !resp.Diagnostics.HasError() && isSameProperties(ctx, prior, planned) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, at, prior)...)
	}
}

// propertiesModel is a plan or a state of any of the families.
type propertiesModel struct {
	ids        map[string]string
	at         path.Path // of the properties
	Properties propertiesValue
	Enabled    types.Bool
	Cause      propertiesValue
}

func (m propertiesModel) room() string { return m.ids[roomUUIDName] }

// managed lists the keys that are this resource's: on import those asked for, or all.
func (m propertiesModel) managed(found owned, asked []string, imported bool) []string {
	switch {
	case !imported:
		return m.Properties.keys()
	case asked == nil:
		return slices.Collect(maps.Keys(found.Properties))
	}
	return asked
}

// attributeReader is what plans and states have in common.
type attributeReader interface {
	GetAttribute(ctx context.Context, path path.Path, target any) diag.Diagnostics
}

func (r *propertiesResource) get(ctx context.Context, from attributeReader, diags *diag.Diagnostics) propertiesModel {
	m := propertiesModel{ids: map[string]string{}, at: path.Root(r.attribute)}
	for _, name := range r.ids {
		var id types.String
		diags.Append(from.GetAttribute(ctx, path.Root(name), &id)...)
		m.ids[name] = id.ValueString()
	}
	diags.Append(from.GetAttribute(ctx, m.at, &m.Properties)...)
	diags.Append(from.GetAttribute(ctx, path.Root("cause"), &m.Cause)...)
	if r.hasSwitch {
		diags.Append(from.GetAttribute(ctx, path.Root("enabled"), &m.Enabled)...)
	}
	return m
}

func (m propertiesModel) toAPI(diags *diag.Diagnostics) (properties, cause map[string]any) {
	properties, err := m.Properties.toJSON()
	if err != nil {
		diags.AddAttributeError(m.at, "Properties cannot be sent", sentence(err))
	}
	cause, err = m.Cause.storedJSON()
	if err != nil {
		diags.AddAttributeError(path.Root("cause"), "Cause cannot be sent", sentence(err))
	}
	return properties, cause
}

// stored gives the properties of a state, where the service itself may have put nulls.
func (m propertiesModel) stored(diags *diag.Diagnostics) map[string]any {
	properties, err := m.Properties.storedJSON()
	if err != nil {
		diags.AddAttributeError(m.at, "Properties in the state cannot be read", sentence(err))
	}
	return properties
}

// with gives the properties another content.
func (m propertiesModel) with(object map[string]any, diags *diag.Diagnostics) propertiesValue {
	properties, found := m.Properties.withJSON(object)
	diags.Append(found...)
	return properties
}
