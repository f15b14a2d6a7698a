package classroom

import (
	"context"
	"fmt"
	"slices"
)

// roomFromEvents reads a room by the 2023 API, which shows only its state events ("The
// classroom state changes"): the furthest state, and the latest end and close times.
func (c *Client) roomFromEvents(ctx context.Context, roomUUID, op string) (*Room, error) {
	room := &Room{UUID: roomUUID, Generation: API2023, State: StateUnknown}
	events, err := c.listEvents(ctx, roomUUID, CmdState, op, eventFrom)
	if err != nil {
		return nil, err
	}
	for _, event := range events {
		data := event.data
		if state, ok := data.get("state").integer(); ok {
			room.State = max(room.State, RoomState(state))
		}
		if end := data.get("endTime").time(); !end.IsZero() {
			room.Schedule.EndTime = end
		}
		if closes := data.get("closeTime").time(); !closes.IsZero() {
			room.Schedule.CloseTime = closes
		}
	}
	room.ReadAt = c.Now() // the listing has just shown the service's time
	return room, nil
}

// ClassWasStarted reports whether the events of a room show that its class was started ("The
// classroom state changes").
func (c *Client) ClassWasStarted(ctx context.Context, roomUUID string) (bool, error) {
	events, err := c.listEvents(ctx, roomUUID, CmdState, fmt.Sprintf("list the state events of room %q", roomUUID), eventFrom)
	return slices.ContainsFunc(events, func(event *Event) bool {
		state, ok := event.data.get("state").integer()
		return ok && RoomState(state) == Started
	}), err
}
