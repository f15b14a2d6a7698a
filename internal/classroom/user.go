package classroom

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// User is somebody who has joined a room ("Query a specific user").
type User struct {
	UUID       string
	Name       string
	Role       Role
	StreamUUID string // also the uid in the Video SDK's channel
	Online     bool
	Properties map[string]any // the custom properties; numbers are json.Number
	UpdatedAt  time.Time
}

// GetUser reads a user ("Query a specific user"). A user can be read only after joining the room.
func (c *Client) GetUser(ctx context.Context, roomUUID, userUUID string) (*User, error) {
	read := request{
		op:     fmt.Sprintf("read user %q in room %q", userUUID, roomUUID),
		method: http.MethodGet,
		path:   []string{roomUUID, "users", userUUID},
	}
	answer, err := c.byRoute(c.routes.user, func(old *request) { old.polling = true })(ctx, read)
	if err != nil {
		return nil, err
	}
	if !namesUser(userUUID, answer.data) {
		return nil, c.refuse(read, "the answer does not name this user")
	}
	return userFrom(userUUID, answer.data), nil
}

// namesUser reports whether an answer is about a user: it names the user, or has at least the
// fields of one.
func namesUser(userUUID string, data value) bool {
	if named := data.get("userUuid"); named.exists() {
		return named.text() == userUUID
	}
	return data.get("userName").exists() || data.get("userProperties").exists()
}

func userFrom(userUUID string, data value) *User {
	properties := data.get("userProperties")
	if own := properties.get("flexProps"); own.object() != nil {
		properties = own
	}
	online, _ := data.get("state").integer()
	return &User{
		UUID:       userUUID,
		Name:       data.get("userName").text(),
		Role:       roleFrom(data.get("role")),
		StreamUUID: data.get("streamUuid").text(),
		Online:     online == 1,
		Properties: properties.object(),
		UpdatedAt:  data.get("updateTime").time(),
	}
}
