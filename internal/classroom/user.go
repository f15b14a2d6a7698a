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

// GetUser reads a user. Nobody who has not joined the room can be read.
func (c *Client) GetUser(ctx context.Context, roomUUID, userUUID string) (*User, error) {
	read := request{
		op:     fmt.Sprintf("read user %q in room %q", userUUID, roomUUID),
		method: http.MethodGet,
		path:   []string{roomUUID, "users", userUUID},
	}
	var data value
	err := c.routes.user.prefer(ctx, func() (err error) {
		data, err = c.call(ctx, read)
		return err
	}, func() (err error) {
		read.polling = true
		data, err = c.call(ctx, read)
		return err
	})
	if err != nil {
		return nil, err
	}
	return userFrom(userUUID, data), nil
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
