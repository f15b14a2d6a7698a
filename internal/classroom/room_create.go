package classroom

import (
	"context"
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

	// What follows is known to the current API only.

	Properties map[string]any     // initial custom properties; a dotted key is a path
	Widgets    map[string]bool    // by widget uuid: on or off
	RoleLimits map[Role]RoleLimit // required for CloudClassroom

	// AdoptExisting takes an existing room that equals the request for the one asked for.
	AdoptExisting bool
}

// CreateOutcome is whether a call to create a room has created it.
type CreateOutcome int

// The outcomes of a call to create a room.
const (
	RoomNotCreated   CreateOutcome = iota
	RoomMaybeCreated               // no answer was clear
	RoomCreated                    // or adopted
)

// Creation is how a room came about.
type Creation struct {
	Outcome CreateOutcome
	// At is when the service created the room, or answered so, by its clock; zero where it
	// shows neither.
	At time.Time
	// Adopted is set where the room was there when the service was asked for it. Verified is
	// then whether the service shows that it is the one asked for.
	Adopted, Verified bool
	// Differences names what keeps the room that was found from being the one asked for, in
	// the words of the configuration.
	Differences []string
	// PropertiesPending is set where custom properties can only be written once the room exists.
	PropertiesPending bool
	// Omitted names what the 2023 API does not know, so that it was not sent.
	Omitted []string

	existed bool // before anything was sent
}

// lookTime is how long looking for a room may take after an unclear attempt to create it.
const lookTime = time.Minute

// CreateRoom creates a room ("Create a classroom"). A create is never repeated blindly: where an attempt remains
// without a clear answer, the service is asked for the room first. An id in use answers 409
// with CodeRoomExists, unless an attempt of this very call may have created the room, or the
// request adopts an existing one.
func (c *Client) CreateRoom(ctx context.Context, roomUUID string, r RoomRequest) (Creation, error) {
	creation, err := c.createRoom(ctx, roomUUID, r)
	switch {
	case err == nil:
		creation.Outcome = RoomCreated
	case IsUnsure(err):
		creation.Outcome = RoomMaybeCreated
	}
	return creation, err
}

func (c *Client) createRoom(ctx context.Context, roomUUID string, r RoomRequest) (Creation, error) {
	creation, r, err := c.fit(ctx, roomUUID, r)
	if err != nil {
		return creation, err
	}
	attempts := createAttempts{began: c.clock.Now(), existed: creation.existed}
	for failures := 1; ; failures++ {
		unanswered, at, err := c.postRoom(ctx, roomUUID, r)
		attempts.unanswered = attempts.unanswered || unanswered
		creation.At = at
		if err == nil || !attempts.needLook(r, err) {
			return creation, err
		}
		room, lookErr := c.lookForCreated(ctx, roomUUID)
		attempts.elapsed = c.clock.Now().Sub(attempts.began)
		// Only an attempt that may have been taken, and has left no room, is made again.
		if !unanswered || !IsRoomNotFound(lookErr) || !c.retry.another(ctx, failures) {
			return r.resolve(creation, attempts, err, room, lookErr)
		}
	}
}

// fit takes out of a request what the 2023 API does not know.
func (c *Client) fit(ctx context.Context, roomUUID string, r RoomRequest) (Creation, RoomRequest, error) {
	var creation Creation
	omitted := r.currentOnly()
	if len(omitted) == 0 && len(r.Properties) == 0 && r.Type != CloudClassroom {
		return creation, r, nil
	}
	existed, err := c.learnGeneration(ctx, roomUUID)
	creation.existed = existed
	switch {
	case err != nil || c.Generation() == CurrentAPI:
		return creation, r, err
	case r.Type == CloudClassroom:
		return creation, r, &UnsupportedError{Op: fmt.Sprintf("create room %q", roomUUID), What: "cloud classrooms (room type 10)"}
	}
	creation.PropertiesPending, creation.Omitted = len(r.Properties) > 0, omitted
	r.Properties, r.Widgets, r.RoleLimits = nil, nil, nil
	if r.HandsUp != nil {
		r.HandsUp = &HandsUp{MaxAccept: r.HandsUp.MaxAccept}
	}
	return creation, r, nil
}

// currentOnly names the parts of a request that only the current API knows, apart from the
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

// postRoom makes the call, and reports whether an attempt without an answer may have been taken.
func (c *Client) postRoom(ctx context.Context, roomUUID string, r RoomRequest) (unanswered bool, at time.Time, err error) {
	c.rooms.forget(roomUUID)
	defer c.rooms.forget(roomUUID)
	answer, state, err := c.send(ctx, request{
		op:     fmt.Sprintf("create room %q", roomUUID),
		method: http.MethodPost,
		path:   []string{roomUUID},
		body:   r.body(),
		once:   true,
	})
	return state.unsure > 0, answer.at, err
}

// lookForCreated reads the room even where the run has been cancelled meanwhile: the state
// must know what exists.
func (c *Client) lookForCreated(ctx context.Context, roomUUID string) (*Room, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookTime)
	defer cancel()
	return c.RefreshRoom(ctx, roomUUID)
}
