package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// madeKey marks, in the private state, a resource whose owner of properties was not there before.
const madeKey = "made"

var errNoWidgets = errors.New("this service is of the specification's era and has no widgets; use classroom_ext_app_properties instead of classroom_widget")

func newWidgetResource() resource.Resource {
	return &propertiesResource{propertyFamily: propertyFamily{
		typeName:  "_widget",
		ids:       []string{roomUUIDName, widgetUUIDName},
		of:        "widget",
		attribute: "extra",
		optional:  true,
		hasSwitch: true,
		description: "Switch and properties of a widget in a room, the successor of the extApp; a widget that is not there is made. " +
			"Today's service only: one of the specification's era has `classroom_ext_app_properties`. Drift is seen per key.\n\n" +
			"Several owners may share a widget, each with keys of its own. Destroying deletes the keys given here; " +
			"a widget that this resource made goes whole, unless others have put keys in it meanwhile.",
		read: func(_ context.Context, _ *classroom.Client, room *classroom.Room, ids map[string]string) (owned, error) {
			if !isReadable(room) {
				return owned{}, errNoWidgets
			}
			widget, present := room.Widgets[ids[widgetUUIDName]]
			return owned{Readable: true, Present: present, Properties: widget.Extra, Enabled: widget.Enabled}, nil
		},
		set: func(ctx context.Context, client *classroom.Client, ids map[string]string, change propertiesChange) error {
			update := classroom.WidgetUpdate{Enabled: change.Enabled, Cause: change.Cause}
			if len(change.Set) > 0 {
				update.Extra = change.Set
			}
			return client.UpdateWidget(ctx, ids[roomUUIDName], ids[widgetUUIDName], update)
		},
		remove: func(ctx context.Context, client *classroom.Client, ids map[string]string, keys []string, cause map[string]any) error {
			return client.DeleteWidgetExtra(ctx, ids[roomUUIDName], ids[widgetUUIDName], keys, cause)
		},
		removeOwner: func(ctx context.Context, client *classroom.Client, ids map[string]string) error {
			return client.RemoveWidget(ctx, ids[roomUUIDName], ids[widgetUUIDName])
		},
	}}
}

// noteMaker remembers whether the first write is going to make the owner.
func (r *propertiesResource) noteMaker(ctx context.Context, ids map[string]string, resp *resource.CreateResponse) {
	found, _, err := r.look(ctx, ids, life{})
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	mark(ctx, resp.Private, madeKey, !found.Present, &resp.Diagnostics)
}

// removeMade takes an owner away whom this resource made, if nobody's properties are left there.
func (r *propertiesResource) removeMade(ctx context.Context, ids map[string]string) error {
	if _, err := r.client.FreshRoom(ctx, ids[roomUUIDName]); err != nil { // as it is after the keys were deleted
		return err
	}
	found, _, err := r.look(ctx, ids, life{})
	if err != nil || !found.Present || !hollow(found.Properties) {
		return err
	}
	return r.removeOwner(ctx, r.client, ids)
}

// hollow tells whether there is nothing but empty objects, which deleted key paths leave behind.
func hollow(properties map[string]any) bool {
	for _, value := range properties {
		inner, ok := value.(map[string]any)
		if !ok || !hollow(inner) {
			return false
		}
	}
	return true
}
