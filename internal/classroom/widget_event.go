package classroom

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
)

// WidgetEvent is a change of a widget's data, as the streams of polls and quizzes list them.
// Sequence is 0 where the service does not number them.
type WidgetEvent struct {
	Sequence int64
	data     value
}

// Data is the change as JSON: action, changeProperties, and by whom.
func (e *WidgetEvent) Data() json.RawMessage {
	encoded, err := encode(e.data.v)
	if err != nil { // cannot happen: the value was decoded from JSON
		return json.RawMessage("null")
	}
	return encoded
}

// widgetEventFrom reads an entry of a widget's stream. Only its data is documented: it may
// come by itself, or in an envelope like that of a room's events.
func widgetEventFrom(v value) *WidgetEvent {
	sequence, _ := v.get("sequence").integer()
	data := v
	if inner := v.get("data"); inner.object() != nil && !v.get("changeProperties").exists() {
		data = inner
	}
	return &WidgetEvent{Sequence: sequence, data: data}
}

// widgetEvents lists the changes of a widget, page by page. The path has a region today, and
// has none in the specification.
func (c *Client) widgetEvents(ctx context.Context, roomUUID, widgetUUID string, r *route) iter.Seq2[*WidgetEvent, error] {
	first := request{
		op:     fmt.Sprintf("list the changes of widget %q in room %q", widgetUUID, roomUUID),
		method: http.MethodGet,
		path:   []string{roomUUID, "widgets", widgetUUID, "sequences"},
	}
	return convert(c.pages(first, func(page request) (value, error) {
		var data value
		err := r.prefer(ctx, func() (err error) {
			data, err = c.call(ctx, page)
			return err
		}, func() (err error) {
			page.noRegion = true
			data, err = c.call(ctx, page)
			return err
		})
		return data, err
	}), widgetEventFrom)
}
