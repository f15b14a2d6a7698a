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
	CloudClassroom RoomType = 10 // today's service only
)

// RoomState is how far a class has come. It only moves forward ("Set the classroom state").
type RoomState int64

// The states of a classroom. A closed one is destroyed an hour later.
const (
	NotStarted RoomState = 0
	Started    RoomState = 1
	Ended      RoomState = 2 // people may stay
	Closed     RoomState = 3 // everybody is out
)

// Room is a classroom as the service tells it. A service of the specification's era tells
// only that a room exists and its State: Readable is then false and the rest is empty.
type Room struct {
	UUID     string
	Readable bool
	State    RoomState

	Name      string
	Type      *RoomType
	CreatedAt time.Time
	Schedule  Schedule
	HandsUp   HandsUp

	HostingScene   *HostingScene
	ExaminationURL string
	Properties     map[string]any // the custom properties; numbers are json.Number

	ExtApps map[string]ExtApp
	Widgets map[string]Widget
	Groups  map[string]Group // by group uuid; nil where breakout groups are off
	// RoleLimits has how many users of a role may be in the room, and their default streams.
	RoleLimits map[Role]RoleLimit
}

// Schedule is when a class takes place. What the service does not tell is zero or nil.
type Schedule struct {
	StartTime  time.Time
	Duration   *int64 // s
	CloseDelay *int64 // s
}

// DefaultCloseDelay is how long a room stays open after the class's end, in s, where the
// schedule does not say.
const DefaultCloseDelay = 600

// Over is when the room closes by its schedule; the zero time where it has none.
func (s Schedule) Over() time.Time {
	if s.StartTime.IsZero() || s.Duration == nil {
		return time.Time{}
	}
	delay := int64(DefaultCloseDelay)
	if s.CloseDelay != nil {
		delay = *s.CloseDelay
	}
	return s.StartTime.Add(time.Duration(*s.Duration+delay) * time.Second)
}

// HandsUp says who may go on the stage.
type HandsUp struct {
	MaxAccept         *int64
	DefaultAcceptRole *string // "" or "audience"; today's service only
}

// HostingScene is a class played from a recording.
type HostingScene struct {
	VideoURL        string
	ReserveVideoURL string
	FinishType      *int64 // 0 when the recording ends, 1 when the teacher ends it
}

// ExtApp is an extApp's part of a room. Enabled is nil where the service does not tell.
type ExtApp struct {
	Properties map[string]any
	Enabled    *bool
}

// GetRoom reads a room. Its answers are shared: however many objects hang on a room, it is
// read once, until it is written. The room must not be changed by the caller.
func (c *Client) GetRoom(ctx context.Context, roomUUID string) (*Room, error) {
	return c.rooms.get(ctx, roomUUID, func() (*Room, error) { return c.readRoom(ctx, roomUUID) })
}

// RefreshRoom reads a room anew, whatever was read before.
func (c *Client) RefreshRoom(ctx context.Context, roomUUID string) (*Room, error) {
	c.rooms.forget(roomUUID)
	return c.GetRoom(ctx, roomUUID)
}

func (c *Client) readRoom(ctx context.Context, roomUUID string) (*Room, error) {
	var room *Room
	op := fmt.Sprintf("read room %q", roomUUID)
	err := c.routes.room.prefer(ctx, func() error {
		read := request{op: op, method: http.MethodGet, path: []string{roomUUID}}
		data, err := c.call(ctx, read)
		if err == nil && !tellsOf(roomUUID, data) {
			return &Error{Op: op, Method: read.method, Path: c.path(read), Status: http.StatusOK, Message: "the answer does not tell of this room"}
		}
		room = roomFrom(roomUUID, data)
		return err
	}, func() (err error) {
		room, err = c.roomFromEvents(ctx, roomUUID, op)
		return err
	})
	if err != nil {
		return nil, err
	}
	return room, nil
}

// roomFromEvents finds out what a service of the specification's era tells of a room: that
// it exists, and the state that the last state event names.
func (c *Client) roomFromEvents(ctx context.Context, roomUUID, op string) (*Room, error) {
	room := &Room{UUID: roomUUID}
	for event, err := range c.events(ctx, roomUUID, CmdState, op) {
		if err != nil {
			return nil, err
		}
		if state, ok := event.data.get("state").integer(); ok {
			room.State = RoomState(state)
		}
	}
	return room, nil
}

// write makes a call that changes a room, whose shared answer it drops: before, for those
// who read afterwards, and again after, for what was read meanwhile.
func (c *Client) write(ctx context.Context, roomUUID string, r request) error {
	c.rooms.forget(roomUUID)
	defer c.rooms.forget(roomUUID)
	_, err := c.call(ctx, r)
	return err
}

// SetRoomState moves a room forward to a state ("Set the classroom state"). A room that is
// there already answers 409 with CodeRoomStarted or CodeRoomEnded.
func (c *Client) SetRoomState(ctx context.Context, roomUUID string, state RoomState) error {
	return c.write(ctx, roomUUID, request{
		op:     fmt.Sprintf("set the state of room %q to %d", roomUUID, state),
		method: http.MethodPut,
		path:   []string{roomUUID, "states", fmt.Sprint(int64(state))},
	})
}
