package classroom

import (
	"context"
	"fmt"
	"net/http"
)

// Ban keeps a user who was kicked from coming back ("Kick a user out of a classroom").
type Ban struct {
	Duration *int64 // s from the kick; nil is for good
}

// KickUser puts a user out of a room, and with a ban keeps them out ("Kick a user out of a classroom"). It is
// never repeated once it may have been taken.
func (c *Client) KickUser(ctx context.Context, roomUUID, userUUID string, ban *Ban) error {
	body := map[string]any{}
	if ban != nil {
		dirty := map[string]any{"state": 1}
		setPresent(dirty, "duration", ban.Duration)
		body["dirty"] = dirty
	}
	return c.exitUser(ctx, fmt.Sprintf("kick user %q out of room %q", userUUID, roomUUID), roomUUID, userUUID, body)
}

// LiftBan lets a banned user in again ("Kick a user out of a classroom", state 0). No source says
// whether that puts out a user who is in the room. It is never repeated once it may have been taken.
func (c *Client) LiftBan(ctx context.Context, roomUUID, userUUID string) error {
	op := fmt.Sprintf("lift the ban of user %q from room %q", userUUID, roomUUID)
	return c.exitUser(ctx, op, roomUUID, userUUID, map[string]any{"dirty": map[string]any{"state": 0}})
}

func (c *Client) exitUser(ctx context.Context, op, roomUUID, userUUID string, body map[string]any) error {
	return c.writeInside(ctx, roomUUID, request{
		op:     op,
		method: http.MethodPost,
		path:   []string{roomUUID, "users", userUUID, "exit"},
		body:   body,
		once:   true,
	})
}
