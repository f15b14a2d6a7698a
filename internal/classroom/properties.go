package classroom

import (
	"context"
	"fmt"
	"net/http"
)

// PropertiesUpdate adds or changes custom properties ("Update custom classroom properties"). Other keys stay; an object replaces
// its key whole; a dotted key touches just that path.
type PropertiesUpdate struct {
	Properties map[string]any
	Cause      map[string]any // passed on to the clients' event; nil sends none
}

func (u PropertiesUpdate) body() map[string]any {
	properties := u.Properties
	if properties == nil {
		properties = map[string]any{}
	}
	return withCause(map[string]any{"properties": properties}, u.Cause)
}

func withCause(body, cause map[string]any) map[string]any {
	if cause != nil {
		body["cause"] = cause
	}
	return body
}

// UpdateRoomProperties writes custom properties of a room, and its examination URL where
// one is given ("Update custom classroom properties").
func (c *Client) UpdateRoomProperties(ctx context.Context, roomUUID string, u PropertiesUpdate, examinationURL *string) error {
	body := u.body()
	if examinationURL != nil {
		body["roomProperties"] = map[string]any{"examinationUrl": *examinationURL}
	}
	return c.writeProperties(ctx, http.MethodPut, fmt.Sprintf("update properties of room %q", roomUUID), body, roomUUID)
}

// DeleteRoomProperties deletes custom properties of a room, keys or key paths ("Delete custom classroom properties").
func (c *Client) DeleteRoomProperties(ctx context.Context, roomUUID string, keys []string, cause map[string]any) error {
	return c.deleteProperties(ctx, fmt.Sprintf("delete properties of room %q", roomUUID), keys, cause, roomUUID)
}

// UpdateUserProperties writes custom properties of a user, who must have joined the room ("Update custom user properties").
func (c *Client) UpdateUserProperties(ctx context.Context, roomUUID, userUUID string, u PropertiesUpdate) error {
	op := fmt.Sprintf("update properties of user %q in room %q", userUUID, roomUUID)
	return c.writeProperties(ctx, http.MethodPut, op, u.body(), roomUUID, "users", userUUID)
}

// DeleteUserProperties deletes custom properties of a user ("Delete custom user properties").
func (c *Client) DeleteUserProperties(ctx context.Context, roomUUID, userUUID string, keys []string, cause map[string]any) error {
	op := fmt.Sprintf("delete properties of user %q in room %q", userUUID, roomUUID)
	return c.deleteProperties(ctx, op, keys, cause, roomUUID, "users", userUUID)
}

// UpdateExtAppProperties writes properties of an extApp, and switches it where enabled is
// given ("Set the extApp properties").
func (c *Client) UpdateExtAppProperties(ctx context.Context, roomUUID, extAppUUID string, u PropertiesUpdate, enabled *bool) error {
	body := u.body()
	if enabled != nil {
		body["common"] = map[string]any{"state": bit(*enabled)}
	}
	op := fmt.Sprintf("update properties of extApp %q in room %q", extAppUUID, roomUUID)
	return c.writeProperties(ctx, http.MethodPut, op, body, roomUUID, "extApps", extAppUUID)
}

// DeleteExtAppProperties deletes properties of an extApp ("Delete the extApp properties").
func (c *Client) DeleteExtAppProperties(ctx context.Context, roomUUID, extAppUUID string, keys []string, cause map[string]any) error {
	op := fmt.Sprintf("delete properties of extApp %q in room %q", extAppUUID, roomUUID)
	return c.deleteProperties(ctx, op, keys, cause, roomUUID, "extApps", extAppUUID)
}

func (c *Client) deleteProperties(ctx context.Context, op string, keys []string, cause map[string]any, owner ...string) error {
	return c.writeProperties(ctx, http.MethodDelete, op, withCause(map[string]any{"properties": keys}, cause), owner...)
}

func (c *Client) writeProperties(ctx context.Context, method, op string, body map[string]any, owner ...string) error {
	return c.writeInside(ctx, owner[0], request{op: op, method: method, path: append(owner, "properties"), body: body})
}
