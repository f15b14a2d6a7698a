package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// create writes the keys. It reports whether the object is to be in the state.
func (r *propertiesResource) create(ctx context.Context, plan propertiesModel, next, cause map[string]any, found roomLook, resp *resource.CreateResponse) bool {
	if !r.checkCreation(ctx, plan, next, found, resp) {
		return false
	}
	lock := r.locks.Lock(r.owner(plan.ids)...)
	defer lock.Unlock()
	lock.MarkWritten(slices.Collect(maps.Keys(next))...)
	err := r.set(ctx, r.client, plan.ids, propertiesChange{Set: next, Enabled: plan.Enabled.ValueBoolPointer(), Cause: cause})
	switch {
	case err == nil:
		savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
	case classroom.IsUserNotFound(err):
		keepWaitingForUser(ctx, plan.room(), plan.ids[userUUIDName], found.record, resp.Private, &resp.Diagnostics)
	case isAbsence(err):
		keepWaiting(ctx, plan.room(), r.afterRefusal(found, err), resp.Private, &resp.Diagnostics)
	default:
		addError(&resp.Diagnostics, err)
		return false
	}
	return true
}

// checkCreation looks at what the owner of the properties has already. In a running class nothing
// that others have set is overwritten: a create does not know what its plan knew.
func (r *propertiesResource) checkCreation(ctx context.Context, plan propertiesModel, next map[string]any, found roomLook, resp *resource.CreateResponse) bool {
	inClass := found.room != nil && found.record.classInProgress(found.room.ReadAt)
	if r.removeOwner == nil && !inClass {
		return true
	}
	look, there, err := r.readOwner(ctx, plan.ids, found)
	switch {
	case classroom.IsUserNotFound(err):
		return true // the write says so
	case err != nil:
		addError(&resp.Diagnostics, err)
		return false
	}
	if r.removeOwner != nil {
		mark(ctx, resp.Private, createdWidgetKey, !there.Present, &resp.Diagnostics)
	}
	if look.room == nil || !look.record.classInProgress(look.room.ReadAt) {
		return true
	}
	return r.checkOverwrites(plan, next, there, &resp.Diagnostics)
}

// checkOverwrites refuses to give a key another value than the one that it has already.
func (r *propertiesResource) checkOverwrites(plan propertiesModel, next map[string]any, there owned, diags *diag.Diagnostics) bool {
	have := proptypes.Select(there.Properties, slices.Collect(maps.Keys(next)))
	for key := range proptypes.Diff(have, next).Set {
		if _, taken := have[key]; taken {
			diags.AddAttributeError(plan.at, "Class is in progress; its properties are not overwritten",
				fmt.Sprintf("Import the property, and change it with a plan that shows the change: key %q %s has another value already, and the class in the room is in progress. Nothing was sent.", key, r.describe(plan.ids)))
			return false
		}
	}
	return true
}

// readOwner reads the owner of the properties, and the room around it where that is not known yet.
func (r *propertiesResource) readOwner(ctx context.Context, ids map[string]string, found roomLook) (roomLook, owned, error) {
	if found.room == nil {
		room, err := r.client.GetRoom(ctx, ids[roomUUIDName])
		if err != nil {
			return found, owned{}, err
		}
		found.room, found.record = room, found.record.observe(room)
	}
	there, err := r.read(ctx, r.client, found.room, ids)
	return found, there, err
}
