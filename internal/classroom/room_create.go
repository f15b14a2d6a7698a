package classroom

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// RoomRequest is what a new room is to be ("Create a classroom").
type RoomRequest struct {
	Name           string
	Type           RoomType
	Schedule       *Schedule
	HandsUp        *HandsUp
	HostingScene   *HostingScene
	ExaminationURL string

	// What follows is known to today's service only.

	Properties map[string]any     // initial custom properties
	Widgets    map[string]bool    // by widget uuid: on or off
	RoleLimits map[Role]RoleLimit // required for CloudClassroom

	// Attempt is set where this very request may have been made before, and its answer lost.
	Attempt *Attempt
}

// Attempt is an earlier run's to create a room.
type Attempt struct {
	At      time.Time // when it began, by this machine's clock
	Reached RoomState // how far that run may have moved the room
}

// attemptSlack is by how much this machine's clock may be ahead of the service's.
const attemptSlack = 10 * time.Minute

// Creation tells how a room came about.
type Creation struct {
	// At is when the service answered, by its clock; zero where it did not say.
	At time.Time
	// Adopted is set where the room was found after an attempt to create it had remained
	// without an answer. Verified then tells whether the service let us see that it is the
	// one asked for.
	Adopted, Verified bool
	// PropertiesLeft is set where the service takes custom properties only once the room exists.
	PropertiesLeft bool
	// Omitted names what the service is too old to know, so that it was not sent.
	Omitted []string

	existed bool // before anything was sent
}

// CreateRoom creates a room. A create is never repeated blindly: where an attempt remains
// without a clear answer, the service is asked for the room first. An id in use answers 409
// with CodeRoomExists, unless an attempt of this very call, or an earlier one of the same
// request, may have created the room.
func (c *Client) CreateRoom(ctx context.Context, roomUUID string, r RoomRequest) (Creation, error) {
	creation, r, err := c.fit(ctx, roomUUID, r)
	if err != nil {
		return creation, err
	}
	unsure := r.Attempt != nil
	for failures := 1; ; failures++ {
		taken, at, err := c.postRoom(ctx, roomUUID, r)
		unsure = unsure || taken
		creation.At = at
		if err == nil || !unsure {
			return creation, err
		}
		room, lookErr := c.lookForCreated(ctx, roomUUID)
		if lookErr == nil {
			return r.adopt(creation, room, err)
		}
		// Only an attempt that may have been taken, and has left no room, is made again.
		if !taken || !IsNotFound(lookErr) || !c.retry.another(ctx, failures) {
			return creation, unclear(err, lookErr)
		}
	}
}

// unclear leaves open whether the room was created where it could not be looked for.
func unclear(err, lookErr error) error {
	var failed *Error
	if IsNotFound(lookErr) || !errors.As(err, &failed) {
		return err
	}
	open := *failed
	open.Unsure = true
	return &open
}

// fit takes out of a request what a service of the specification's era does not know.
func (c *Client) fit(ctx context.Context, roomUUID string, r RoomRequest) (Creation, RoomRequest, error) {
	var creation Creation
	omitted := r.currentOnly()
	if len(omitted) == 0 && len(r.Properties) == 0 && r.Type != CloudClassroom {
		return creation, r, nil
	}
	if c.routes.room.state.Load() == routeUnknown {
		_, err := c.RefreshRoom(ctx, roomUUID)
		if err != nil && !IsNotFound(err) {
			return creation, r, err
		}
		creation.existed = err == nil
	}
	switch {
	case c.routes.room.state.Load() == routePresent:
		return creation, r, nil
	case r.Type == CloudClassroom:
		return creation, r, &UnsupportedError{Op: fmt.Sprintf("create room %q", roomUUID), What: "cloud classrooms (room type 10)"}
	}
	creation.PropertiesLeft, creation.Omitted = len(r.Properties) > 0, omitted
	r.Properties, r.Widgets, r.RoleLimits = nil, nil, nil
	if r.HandsUp != nil {
		r.HandsUp = &HandsUp{MaxAccept: r.HandsUp.MaxAccept}
	}
	return creation, r, nil
}

// currentOnly names the parts of a request that only today's service knows, apart from the
// properties, which can be sent on their own.
func (r RoomRequest) currentOnly() []string {
	var names []string
	if r.HandsUp != nil && r.HandsUp.DefaultAcceptRole != nil {
		names = append(names, "hands_up.default_accept_role")
	}
	if len(r.Widgets) > 0 {
		names = append(names, "widgets")
	}
	if len(r.RoleLimits) > 0 {
		names = append(names, "role_limits")
	}
	return names
}

// postRoom makes the call, and tells of a failed one whether it may have been taken.
func (c *Client) postRoom(ctx context.Context, roomUUID string, r RoomRequest) (bool, time.Time, error) {
	c.rooms.forget(roomUUID)
	defer c.rooms.forget(roomUUID)
	_, h, err := c.callHistory(ctx, request{
		op:     fmt.Sprintf("create room %q", roomUUID),
		method: http.MethodPost,
		path:   []string{roomUUID},
		body:   r.body(),
		once:   true,
	})
	return h.unsure > 0, h.answered, err
}

// lookForCreated reads the room even where the run has been cancelled meanwhile: the state
// must know what exists.
func (c *Client) lookForCreated(ctx context.Context, roomUUID string) (*Room, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookTime)
	defer cancel()
	return c.RefreshRoom(ctx, roomUUID)
}

// adopt takes a room found after an unclear attempt for the one asked for, unless it is another.
func (r RoomRequest) adopt(creation Creation, room *Room, err error) (Creation, error) {
	stranger := creation.existed
	if r.Attempt != nil {
		stranger = !r.attempted(room)
	}
	if stranger || room.Readable && !r.matches(room) {
		conflict := &Error{Code: CodeRoomExists, Status: http.StatusConflict}
		var failed *Error
		if errors.As(err, &failed) {
			conflict.Op, conflict.Method, conflict.Path = failed.Op, failed.Method, failed.Path
		}
		conflict.Message = "a room with this id exists, and it is not the one asked for"
		return creation, conflict
	}
	creation.Adopted, creation.Verified = true, room.Readable
	return creation, nil
}

// attempted tells whether a room may be what the earlier run has made, and is of use still.
// Where the service does not tell what the room is, it must not have come farther by itself.
func (r RoomRequest) attempted(room *Room) bool {
	if room.State == Closed || !room.CreatedAt.IsZero() && room.CreatedAt.Before(r.Attempt.At.Add(-attemptSlack)) {
		return false
	}
	if !room.Readable {
		return room.State <= r.Attempt.Reached || r.Schedule != nil && !r.Schedule.StartTime.IsZero()
	}
	for key := range r.Properties {
		if _, found := room.Properties[key]; !found && room.Properties != nil {
			return false
		}
	}
	return true
}

// matches tells whether a room is the one asked for, as far as the service tells.
func (r RoomRequest) matches(room *Room) bool {
	if room.Name != r.Name || room.Type != nil && *room.Type != r.Type {
		return false
	}
	if r.Schedule == nil || room.Schedule.StartTime.IsZero() {
		return true
	}
	return room.Schedule.StartTime.Equal(r.Schedule.StartTime.Truncate(time.Millisecond))
}

// lookTime is how long looking for a room may take after an unclear attempt to create it.
const lookTime = time.Minute
