package classroom

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// RoomType is the kind of a classroom, fixed for its life ("Create a classroom").
type RoomType int64

// The types of classroom.
const (
	OneToOne       RoomType = 0
	LectureHall    RoomType = 2
	SmallClassroom RoomType = 4
	CloudClassroom RoomType = 10 // current API only
)

// RoomState is how far a class has come. It only moves forward ("Set the classroom state").
type RoomState int64

// The states of a classroom.
const (
	StateUnknown RoomState = -1 // the answer does not contain a state
	NotStarted   RoomState = 0
	Started      RoomState = 1
	Ended        RoomState = 2 // people may stay
	Closed       RoomState = 3 // everybody is out
)

// Limits of a room ("Create a classroom").
const (
	MaxNameCharacters  = 64                 // the documents give no unit; characters are what a user counts
	RoomLifetime       = 5 * 24 * time.Hour // from its creation until the service destroys it
	ClosedRoomLifetime = time.Hour          // from its close until then
)

// Room is what an answer contains of a classroom ("Query a classroom"). What it does not contain is nil or zero:
// that does not mean that the room does not have it. What it contains as empty is not nil. An
// answer of the 2023 API contains that the room exists, and what its state events carry.
type Room struct {
	UUID       string
	Generation Generation // of the API that gave the answer
	ReadAt     time.Time  // by the service's clock
	State      RoomState  // the furthest of those in the answer; see CurrentState

	Name      string
	Type      *RoomType
	CreatedAt time.Time
	Schedule  Schedule
	HandsUp   HandsUp

	HostingScene   *HostingScene
	ExaminationURL *string
	Properties     map[string]any // the custom properties; numbers are json.Number

	ExtApps map[string]ExtApp
	Widgets map[string]Widget
	Groups  map[string]Group // by group uuid; empty where breakout groups are off
	// RoleLimits has how many users of a role may be in the room, and their default streams.
	RoleLimits map[Role]RoleLimit
}

// CurrentState is the state in the answer, or where it contains none the one that the schedule
// gives the room at the time of the answer.
func (r *Room) CurrentState() RoomState {
	if r.State != StateUnknown {
		return r.State
	}
	return r.Schedule.StateAt(r.ReadAt)
}

// HandsUp is who may go on the stage ("Create a classroom").
type HandsUp struct {
	MaxAccept         *int64
	DefaultAcceptRole *string // "" or "audience"; current API only
}

// HostingScene is a class played from a recording ("Create a classroom").
type HostingScene struct {
	VideoURL        string
	ReserveVideoURL string
	FinishType      *FinishType
}

// FinishType is when a class played from a recording ends ("Create a classroom").
type FinishType int64

// The ends of a class played from a recording.
const (
	FinishWithRecording FinishType = 0
	FinishByTeacher     FinishType = 1
)

// ExtApp is an extApp's part of a room ("Set the extApp properties"). Enabled is nil where the answer does not contain it.
type ExtApp struct {
	Properties map[string]any
	Enabled    *bool
}

func (c *Client) readRoom(ctx context.Context, roomUUID string) (*Room, error) {
	var room *Room
	op := fmt.Sprintf("read room %q", roomUUID)
	err := c.routes.room.prefer(ctx, func() (err error) {
		room, err = c.currentRoom(ctx, roomUUID, op)
		return err
	}, func() (err error) {
		room, err = c.roomFromEvents(ctx, roomUUID, op)
		return err
	})
	if err != nil {
		return nil, err
	}
	if room.ReadAt.IsZero() {
		room.ReadAt = c.Now()
	}
	return room, nil
}

func (c *Client) currentRoom(ctx context.Context, roomUUID, op string) (*Room, error) {
	read := request{op: op, method: http.MethodGet, path: []string{roomUUID}}
	answer, _, err := c.send(ctx, read)
	if err != nil {
		return nil, err
	}
	if !namesRoom(roomUUID, answer.data) {
		return nil, c.refuse(read, "the answer does not name this room")
	}
	room := roomFrom(roomUUID, answer.data)
	room.ReadAt = answer.at
	return room, nil
}

// writeRoom makes a call that changes the room itself: its state, groups or recording. The shared
// answer is dropped before it, for those who read afterwards, and again after it, for what was
// read meanwhile.
func (c *Client) writeRoom(ctx context.Context, roomUUID string, r request) error {
	c.rooms.forget(roomUUID)
	defer c.rooms.forget(roomUUID)
	_, err := c.call(ctx, r)
	return err
}

// writeInside makes a call that changes something in the room. Whoever asks what the room is, as
// before each of many such calls, still shares the answer of before. A call that fails may show
// that the room has changed.
func (c *Client) writeInside(ctx context.Context, roomUUID string, r request) error {
	_, err := c.call(ctx, r)
	if err != nil {
		c.rooms.forget(roomUUID)
	}
	c.rooms.markOutdated(roomUUID)
	return err
}

// SetRoomState moves a room forward to a state ("Set the classroom state"). A room that is
// there already answers 409 with CodeRoomStarted or CodeRoomEnded.
func (c *Client) SetRoomState(ctx context.Context, roomUUID string, state RoomState) error {
	return c.writeRoom(ctx, roomUUID, request{
		op:     fmt.Sprintf("set the state of room %q to %d", roomUUID, state),
		method: http.MethodPut,
		path:   []string{roomUUID, "states", fmt.Sprint(int64(state))},
	})
}
