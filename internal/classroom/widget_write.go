package classroom

import (
	"context"
	"fmt"
	"net/http"
)

// WidgetUpdate changes a widget ("Widgets"). Other keys of Extra stay, as in [PropertiesUpdate].
type WidgetUpdate struct {
	Extra   map[string]any // nil sends none
	Enabled *bool          // nil leaves the switch alone
	Cause   map[string]any // passed on to the clients' event; nil sends none
}

// UpdateWidget writes a widget of a room, and creates it where there is none ("Widgets").
func (c *Client) UpdateWidget(ctx context.Context, roomUUID, widgetUUID string, u WidgetUpdate) error {
	body := withCause(map[string]any{}, u.Cause)
	if u.Extra != nil {
		body["extra"] = u.Extra
	}
	setSwitch(body, "state", u.Enabled)
	return c.writeWidget(ctx, http.MethodPut, "update", body, roomUUID, widgetUUID)
}

// DeleteWidgetExtra deletes keys or key paths of a widget's extra ("Widgets").
func (c *Client) DeleteWidgetExtra(ctx context.Context, roomUUID, widgetUUID string, keys []string, cause map[string]any) error {
	body := withCause(map[string]any{"properties": keys}, cause)
	return c.writeWidget(ctx, http.MethodDelete, "delete properties of", body, roomUUID, widgetUUID, "extra")
}

// RemoveWidget takes a widget out of a room, with all that it holds ("Widgets").
func (c *Client) RemoveWidget(ctx context.Context, roomUUID, widgetUUID string) error {
	return c.writeWidget(ctx, http.MethodDelete, "remove", nil, roomUUID, widgetUUID)
}

func (c *Client) writeWidget(ctx context.Context, method, what string, body any, roomUUID, widgetUUID string, below ...string) error {
	return c.writeInside(ctx, roomUUID, request{
		op:     fmt.Sprintf("%s widget %q in room %q", what, widgetUUID, roomUUID),
		method: method,
		path:   append([]string{roomUUID, "widgets", widgetUUID}, below...),
		body:   body,
	})
}
