package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

func newWidgetResource() resource.Resource {
	return &propertiesResource{propertyFamily: propertyFamily{
		typeName:  "_widget",
		ids:       []string{roomUUIDName, widgetUUIDName},
		of:        "widget",
		attribute: "extra",
		optional:  true,
		hasSwitch: true,

		hidesSecrets: true,
		description: "Switch and properties of a widget in a room, the successor of the extApp; a widget that is not there is made. " +
			"Current API only; the 2023 API has `classroom_ext_app_properties`. Drift is seen per key.\n\n" +
			"Several owners may share a widget, each with keys of its own. Destroying deletes the keys given here; " +
			"a widget that this resource made goes whole, unless others have put keys in it meanwhile.",
		read: func(_ context.Context, _ *classroom.Client, room *classroom.Room, ids map[string]string) (owned, error) {
			if room.Generation == classroom.API2023 {
				return owned{}, &classroom.UnsupportedError{
					Op: fmt.Sprintf("read widget %q in room %q", ids[widgetUUIDName], ids[roomUUIDName]), What: "widgets (use classroom_ext_app_properties)",
				}
			}
			widget, present := room.Widgets[ids[widgetUUIDName]]
			return owned{Readable: room.Widgets != nil, Present: present, Properties: widget.Extra, Enabled: widget.Enabled}, nil
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

// removeWidget removes a widget that this resource created, if nobody's properties are left in it.
func (r *propertiesResource) removeWidget(ctx context.Context, ids map[string]string, found roomLook) error {
	room, err := r.client.FreshRoom(ctx, ids[roomUUIDName]) // as it is after the keys were deleted
	if err != nil {
		return err
	}
	found.room = room
	_, there, err := r.readOwner(ctx, ids, found)
	if err != nil || !there.Present || !hollow(there.Properties) {
		return err
	}
	return r.removeOwner(ctx, r.client, ids)
}

// hollow reports whether there is nothing but empty objects, which deleted key paths leave behind.
func hollow(properties map[string]any) bool {
	for _, value := range properties {
		inner, ok := value.(map[string]any)
		if !ok || !hollow(inner) {
			return false
		}
	}
	return true
}
