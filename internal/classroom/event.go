package classroom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
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

	// What Attendance reads of it.
	passages []passage
	rewards  []reward
}

// Data is the event's details as JSON; its shape depends on Cmd.
func (e *Event) Data() json.RawMessage { return e.data.json() }

func eventFrom(v value) *Event {
	sequence, _ := v.get("sequence").integer()
	cmd, _ := v.get("cmd").integer()
	version, _ := v.get("version").integer()
	event := &Event{RoomUUID: v.get("roomUuid").text(), Sequence: sequence, Cmd: Cmd(cmd), Version: version, data: v.get("data"), whole: v}
	event.passages, event.rewards = passagesOf(event), rewardsOf(event)
	return event
}

// Events lists the events of a room, of one type or, with CmdAny, of all, in the order of
// their sequences ("Query a specified event").
func (c *Client) Events(ctx context.Context, roomUUID string, cmd Cmd) iter.Seq2[*Event, error] {
	return each(func() ([]*Event, error) {
		return c.listEvents(ctx, roomUUID, cmd, fmt.Sprintf("list the events of room %q", roomUUID), eventFrom)
	})
}

// listEvents lists the events of a type, or of all: a service may ignore the filter.
func (c *Client) listEvents(ctx context.Context, roomUUID string, cmd Cmd, op string, from func(value) *Event) ([]*Event, error) {
	events, err := c.readEvents(ctx, roomUUID, cmd, op, from)
	return slices.DeleteFunc(events, func(event *Event) bool { return cmd != CmdAny && event.Cmd != cmd }), err
}

// readEvents asks for the events of a type, and may get others, in the order of their sequences. A service that filters may still
// count all events in its total, so an incomplete list is read again without the filter.
func (c *Client) readEvents(ctx context.Context, roomUUID string, cmd Cmd, op string, from func(value) *Event) ([]*Event, error) {
	unfiltered := request{op: op, method: http.MethodGet, path: []string{roomUUID, "sequences"}}
	filtered := unfiltered
	if cmd != CmdAny {
		filtered.query = url.Values{"cmd": {strconv.FormatInt(int64(cmd), 10)}}
	}
	convert := func(entry value) (*Event, error) {
		event := from(entry)
		if event.RoomUUID != "" && event.RoomUUID != roomUUID {
			return nil, c.refuse(unfiltered, "the answer has events of another room")
		}
		return event, nil
	}
	events, err := list(ctx, c, filtered, c.ask, convert)
	var short *Error
	if errors.As(err, &short) && short.incomplete {
		events, err = list(ctx, c, unfiltered, c.ask, convert)
	}
	return inOrder(events, func(e *Event) int64 { return e.Sequence }), err
}
