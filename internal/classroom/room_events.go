package classroom

import (
	"context"
	"fmt"
)

// roomFromEvents reads a room by the 2023 API, which shows only its state events ("The
// classroom state changes"): the furthest state, and the latest end and close times.
func (c *Client) roomFromEvents(ctx context.Context, roomUUID, op string) (*Room, error) {
	room := &Room{UUID: roomUUID, Generation: API2023, State: StateUnknown}
	err := c.eachStateEvent(ctx, roomUUID, op, func(data value) {
		if state, ok := data.get("state").integer(); ok {
			room.State = max(room.State, RoomState(state))
		}
		if end := data.get("endTime").time(); !end.IsZero() {
			room.Schedule.EndTime = end
		}
		if closes := data.get("closeTime").time(); !closes.IsZero() {
			room.Schedule.CloseTime = closes
		}
	})
	if err != nil {
		return nil, err
	}
	room.ReadAt = c.Now() // the listing has just shown the service's time
	return room, nil
}

// ClassWasStarted tells whether the events of a room show that its class was started.
func (c *Client) ClassWasStarted(ctx context.Context, roomUUID string) (bool, error) {
	started := false
	err := c.eachStateEvent(ctx, roomUUID, fmt.Sprintf("list the state events of room %q", roomUUID), func(data value) {
		state, ok := data.get("state").integer()
		started = started || ok && RoomState(state) == Started
	})
	return started, err
}

// eachStateEvent visits the data of the state events in their order. A service may ignore the
// filter of the query.
func (c *Client) eachStateEvent(ctx context.Context, roomUUID, op string, visit func(data value)) error {
	for event, err := range c.events(ctx, roomUUID, CmdState, op) {
		if err != nil {
			return err
		}
		if event.Cmd == CmdState {
			visit(event.data)
		}
	}
	return nil
}
