package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// Names of the ids, in attributes and identities.
const (
	roomUUIDName   = "room_uuid"
	userUUIDName   = "user_uuid"
	extAppUUIDName = "ext_app_uuid"
	widgetUUIDName = "widget_uuid"
	recordIDName   = "record_id"
)

// roomOwner names a room as the owner of properties: its own, or those beside it.
const roomOwner = "room"

// propertyFamily is what differs between the kinds of custom properties.
type propertyFamily struct {
	typeName    string   // after the provider's
	ids         []string // that name the owner of the properties, room first
	of          string   // whose properties, for texts
	description string
	attribute   string // that holds the properties
	optional    bool   // the attribute may be left out
	hasSwitch   bool   // the owner can be enabled and disabled
	// hidesSecrets is set where the service itself puts tokens beside the properties: an import of
	// all keys leaves them out.
	hidesSecrets bool

	read   func(context.Context, *classroom.Client, *classroom.Room, map[string]string) (owned, error)
	set    func(context.Context, *classroom.Client, map[string]string, propertiesChange) error
	remove func(ctx context.Context, client *classroom.Client, ids map[string]string, keys []string, cause map[string]any) error
	// removeOwner is for owners that a write makes, and is nil for others.
	removeOwner func(context.Context, *classroom.Client, map[string]string) error
}

// owned is what the service returns of the owner of properties.
type owned struct {
	Readable   bool // the service returns the properties
	Present    bool // the owner is there
	Properties map[string]any
	Enabled    *bool
}

// propertiesChange is one write.
type propertiesChange struct {
	Set     map[string]any
	Enabled *bool
	Cause   map[string]any
}

func (c propertiesChange) isEmpty() bool { return len(c.Set) == 0 && c.Enabled == nil }

func (c propertiesChange) toAPI() classroom.PropertiesUpdate {
	return classroom.PropertiesUpdate{Properties: c.Set, Cause: c.Cause}
}

// owner names whose properties they are.
func (f propertyFamily) owner(ids map[string]string) []string {
	owner := []string{f.of}
	for _, name := range f.ids {
		owner = append(owner, ids[name])
	}
	return owner
}

// describe names the owner in a message.
func (f propertyFamily) describe(ids map[string]string) string {
	if len(f.ids) == 1 {
		return fmt.Sprintf("of room %q", ids[roomUUIDName])
	}
	return fmt.Sprintf("of %s %q in room %q", f.of, ids[f.ids[1]], ids[roomUUIDName])
}

func newRoomPropertiesResource() resource.Resource {
	return &propertiesResource{propertyFamily: propertyFamily{
		typeName:  "_room_properties",
		ids:       []string{roomUUIDName},
		of:        roomOwner,
		attribute: "properties",
		description: "Custom properties of a room. Several of these may share a room, each with keys of its own, and each perhaps in another configuration. " +
			"Drift is seen per key with the current API, and not with the 2023 API.",
		read: func(_ context.Context, _ *classroom.Client, room *classroom.Room, _ map[string]string) (owned, error) {
			return owned{Readable: room.Properties != nil, Present: true, Properties: room.Properties}, nil
		},
		set: func(ctx context.Context, client *classroom.Client, ids map[string]string, change propertiesChange) error {
			return client.UpdateRoomProperties(ctx, ids[roomUUIDName], change.toAPI(), nil)
		},
		remove: func(ctx context.Context, client *classroom.Client, ids map[string]string, keys []string, cause map[string]any) error {
			return client.DeleteRoomProperties(ctx, ids[roomUUIDName], keys, cause)
		},
	}}
}

func newUserPropertiesResource() resource.Resource {
	return &propertiesResource{propertyFamily: propertyFamily{
		typeName:  "_user_properties",
		ids:       []string{roomUUIDName, userUUIDName},
		of:        "user",
		attribute: "properties",
		description: "Custom properties of a user in a room. They exist only once the user has joined the room: until then the resource is in the state and waits. " +
			"Drift is seen per key.",
		read: func(ctx context.Context, client *classroom.Client, _ *classroom.Room, ids map[string]string) (owned, error) {
			user, err := client.GetUser(ctx, ids[roomUUIDName], ids[userUUIDName])
			if err != nil {
				return owned{}, err
			}
			return owned{Readable: user.Properties != nil, Present: true, Properties: user.Properties}, nil
		},
		set: func(ctx context.Context, client *classroom.Client, ids map[string]string, change propertiesChange) error {
			return client.UpdateUserProperties(ctx, ids[roomUUIDName], ids[userUUIDName], change.toAPI())
		},
		remove: func(ctx context.Context, client *classroom.Client, ids map[string]string, keys []string, cause map[string]any) error {
			return client.DeleteUserProperties(ctx, ids[roomUUIDName], ids[userUUIDName], keys, cause)
		},
	}}
}

func newExtAppPropertiesResource() resource.Resource {
	return &propertiesResource{propertyFamily: propertyFamily{
		typeName:     "_ext_app_properties",
		ids:          []string{roomUUIDName, extAppUUIDName},
		of:           "extApp",
		attribute:    "properties",
		hasSwitch:    true,
		hidesSecrets: true,
		description: "Properties and switch of an extApp in a room. The vendor's current documentation has widgets in their place. " +
			"Drift is seen per key with the current API, and not with the 2023 API.",
		read: func(_ context.Context, _ *classroom.Client, room *classroom.Room, ids map[string]string) (owned, error) {
			app, present := room.ExtApps[ids[extAppUUIDName]]
			return owned{Readable: room.ExtApps != nil, Present: present, Properties: app.Properties, Enabled: app.Enabled}, nil
		},
		set: func(ctx context.Context, client *classroom.Client, ids map[string]string, change propertiesChange) error {
			return client.UpdateExtAppProperties(ctx, ids[roomUUIDName], ids[extAppUUIDName], change.toAPI(), change.Enabled)
		},
		remove: func(ctx context.Context, client *classroom.Client, ids map[string]string, keys []string, cause map[string]any) error {
			return client.DeleteExtAppProperties(ctx, ids[roomUUIDName], ids[extAppUUIDName], keys, cause)
		},
	}}
}
