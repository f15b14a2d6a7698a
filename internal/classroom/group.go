package classroom

import (
	"context"
	"fmt"
	"net/http"
)

// Limits of breakout groups ("Create or remove breakout rooms"; current API).
const (
	MaxGroups        = 20
	MaxUsersPerGroup = 17
)

// Group is a breakout room, split off from a classroom ("Create or remove breakout rooms").
type Group struct {
	UUID  string
	Name  string
	Users []string // user uuids
}

// SetGroups opens the breakout groups of a room ("Create or remove breakout rooms"). No source
// says whether it replaces the groups that exist already, or merges.
func (c *Client) SetGroups(ctx context.Context, roomUUID string, groups []Group) error {
	list := make([]any, len(groups))
	for i, group := range groups {
		users := make([]any, len(group.Users))
		for j, user := range group.Users {
			users[j] = map[string]any{"userUuid": user}
		}
		entry := map[string]any{"groupUuid": group.UUID, "users": users}
		if group.Name != "" {
			entry["groupName"] = group.Name
		}
		list[i] = entry
	}
	return c.writeGroups(ctx, roomUUID, fmt.Sprintf("open breakout groups in room %q", roomUUID), "1", map[string]any{"groups": list})
}

// RemoveGroups removes all breakout groups of a room ("Create or remove breakout rooms").
func (c *Client) RemoveGroups(ctx context.Context, roomUUID string) error {
	return c.writeGroups(ctx, roomUUID, fmt.Sprintf("remove the breakout groups of room %q", roomUUID), "0", nil)
}

func (c *Client) writeGroups(ctx context.Context, roomUUID, op, state string, body any) error {
	return c.writeRoom(ctx, roomUUID, request{op: op, method: http.MethodPut, path: []string{roomUUID, "groups", "states", state}, body: body})
}
