package classroom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

// Cmd is the type of an event ("Events").
type Cmd int64

// The types of events: those of the vendor's page, and those seen besides ("Events").
const (
	CmdAny                   Cmd = 0 // every type, in a query
	CmdState                 Cmd = 1
	CmdChat                  Cmd = 3
	CmdRoomProperties        Cmd = 4
	CmdRoomPropertiesRemoved Cmd = 5
	CmdUsers                 Cmd = 20
	CmdUserProperties        Cmd = 22
	CmdUserPropertiesRemoved Cmd = 23
	CmdRecording             Cmd = 1001
	CmdResources             Cmd = 1003
	CmdRewards               Cmd = 1101
	CmdWidget                Cmd = 1110
	CmdStage                 Cmd = 1501
	CmdHands                 Cmd = 1502
)

// Event is something that happened in a room ("Query a specified event"). Sequence rises per
// room.
type Event struct {
	RoomUUID string
	Sequence int64
	Cmd      Cmd
	Version  int64
	data     value
	whole    value
}

// Data is the event's details as JSON; its shape depends on Cmd.
func (e *Event) Data() json.RawMessage {
	encoded, err := encode(e.data.v)
	if err != nil { // cannot happen: the value was decoded from JSON
		return json.RawMessage("null")
	}
	return encoded
}

func eventFrom(v value) *Event {
	sequence, _ := v.get("sequence").integer()
	cmd, _ := v.get("cmd").integer()
	version, _ := v.get("version").integer()
	return &Event{RoomUUID: v.get("roomUuid").text(), Sequence: sequence, Cmd: Cmd(cmd), Version: version, data: v.get("data"), whole: v}
}

// Events lists the events of a room, of one type or, with CmdAny, of all, in the order of
// their sequences ("Query a specified event").
func (c *Client) Events(ctx context.Context, roomUUID string, cmd Cmd) iter.Seq2[*Event, error] {
	return each(func() ([]*Event, error) {
		return c.listEvents(ctx, roomUUID, cmd, fmt.Sprintf("list the events of room %q", roomUUID))
	})
}

// listEvents checks the type of each event: a service may ignore the filter. One that filters may
// still count all events in its total, so an incomplete list is read again without the filter.
func (c *Client) listEvents(ctx context.Context, roomUUID string, cmd Cmd, op string) ([]*Event, error) {
	list := request{op: op, method: http.MethodGet, path: []string{roomUUID, "sequences"}}
	filtered := list
	if cmd != CmdAny {
		filtered.query = url.Values{"cmd": {strconv.FormatInt(int64(cmd), 10)}}
	}
	entries, err := c.list(filtered, c.byCall(ctx))
	var short *Error
	if errors.As(err, &short) && short.incomplete {
		entries, err = c.list(list, c.byCall(ctx))
	}
	if err != nil {
		return nil, err
	}
	events := make([]*Event, 0, len(entries))
	for _, entry := range entries {
		event := eventFrom(entry)
		if event.RoomUUID != "" && event.RoomUUID != roomUUID {
			return nil, c.refuse(list, "the answer has events of another room")
		}
		if cmd == CmdAny || event.Cmd == cmd {
			events = append(events, event)
		}
	}
	return inOrder(events, func(e *Event) int64 { return e.Sequence }), nil
}
