package classroom

import (
	"context"
	"fmt"
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

// ShownStates reports whether the events of a room show that its class was started, and that it was
// ended or closed ("The classroom state changes"). A service may move a class by its schedule without
// an event; a later event then has the time of the start.
func (c *Client) ShownStates(ctx context.Context, roomUUID string) (started, ended bool, err error) {
	events, err := c.listEvents(ctx, roomUUID, CmdState, fmt.Sprintf("list the state events of room %q", roomUUID), eventFrom)
	for _, event := range events {
		state, _ := event.data.get("state").integer()
		started = started || RoomState(state) == Started || !event.data.get("startTime").time().IsZero()
		ended = ended || RoomState(state) >= Ended
	}
	return started, ended, err
}
