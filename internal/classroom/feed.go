package classroom

import (
	"context"
	"encoding/json"
	"net/http"
)

// ConsumeEvents takes the next events of all rooms of the app ("Get classroom events"). The
// service gives each event once. So the call is never repeated once it may have been taken,
// and an answer on its way is awaited for a moment where ctx ends: events that are returned
// must be kept, whatever has become of ctx. No events means that there are none for now.
func (c *Client) ConsumeEvents(ctx context.Context) ([]*Event, error) {
	data, err := c.call(ctx, request{
		op:      "take the next events of the app",
		method:  http.MethodGet,
		path:    []string{"sequences"},
		polling: true,
		once:    true,
	})
	if err != nil {
		return nil, err
	}
	entries := fedEntries(data)
	events := make([]*Event, len(entries))
	for i, entry := range entries {
		events[i] = eventFrom(entry)
	}
	return events, nil
}

// fedEntries finds the events in an answer: the documentation's table has an object, its
// example a list. What is of neither form is still an event, since it cannot be had again.
func fedEntries(data value) []value {
	_, listed := data.v.([]any)
	_, paged := data.get("list").v.([]any)
	switch {
	case listed:
		return data.list()
	case paged:
		return data.get("list").list()
	case !data.exists() || data.object() != nil && len(data.object()) == 0:
		return nil
	}
	return []value{data}
}

// JSON is the whole event as the service sent it, with fields that Event does not have.
func (e *Event) JSON() json.RawMessage { return e.whole.json() }
