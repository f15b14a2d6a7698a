package classroom

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
)

// WidgetEvent is a change of a widget's data, as the streams of polls and quizzes list them ("Get
// data for polls").
// Sequence is 0 where the service does not number them.
type WidgetEvent struct {
	Sequence int64
	data     json.RawMessage // a fraction of what the decoded change takes: a room may have a hundred thousand
}

// Data is the change as JSON: action, changeProperties, and by whom.
func (e *WidgetEvent) Data() json.RawMessage { return e.data }

// widgetEventFrom reads an entry of a widget's stream. Only its data is documented: it may
// come by itself, or in an envelope like that of a room's events.
func widgetEventFrom(v value) *WidgetEvent {
	sequence, _ := v.get("sequence").integer()
	data := v
	if inner := v.get("data"); inner.object() != nil && !v.get("changeProperties").exists() {
		data = inner
	}
	return &WidgetEvent{Sequence: sequence, data: data.json()}
}

// widgetEvents lists the changes of a widget in the order of their sequences. The path of the
// current API has a region, that of the 2023 API has none.
func (c *Client) widgetEvents(ctx context.Context, roomUUID, widgetUUID string, r *route) iter.Seq2[*WidgetEvent, error] {
	return each(func() ([]*WidgetEvent, error) {
		events, err := list(ctx, c, request{
			op:     fmt.Sprintf("list the changes of widget %q in room %q", widgetUUID, roomUUID),
			method: http.MethodGet,
			path:   []string{roomUUID, "widgets", widgetUUID, "sequences"},
		}, c.byRoute(r, func(old *request) { old.noRegion = true }), func(entry value) (*WidgetEvent, error) { return widgetEventFrom(entry), nil })
		return inOrder(events, func(e *WidgetEvent) int64 { return e.Sequence }), err
	})
}
