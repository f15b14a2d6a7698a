package provider

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// life is what is known of the course of a room's class. Each object inside a room keeps it
// in its private state, so that a later run can tell a room that has run its course from one
// that vanished.
type life struct {
	State  classroom.RoomState `json:"state"`            // as last seen
	Over   time.Time           `json:"over,omitzero"`    // when the room closes by its schedule
	Region classroom.Region    `json:"region,omitempty"` // where the room was seen
	AppID  string              `json:"app_id,omitempty"` // whose room it is

	// anew is set, for one run, where the room is about to be created, maybe anew: what was in
	// an earlier one is to be made anew too.
	anew bool
}

const lifeKey = "life"

// privateState is the part of a resource's private state that the framework gives access to.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

func loadLife(ctx context.Context, private privateState, diags *diag.Diagnostics) life {
	var l life
	encoded, found := private.GetKey(ctx, lifeKey)
	diags.Append(found...)
	if len(encoded) > 0 {
		_ = json.Unmarshal(encoded, &l) // what another version wrote is as good as nothing
	}
	return l
}

func (l life) save(ctx context.Context, private privateState, diags *diag.Diagnostics) {
	encoded, err := json.Marshal(l)
	if err != nil { // cannot happen: a struct of plain values
		return
	}
	diags.Append(private.SetKey(ctx, lifeKey, encoded)...)
}

// over tells whether the class has run its course at a time.
func (l life) over(now time.Time) bool {
	return l.State >= classroom.Ended || !l.Over.IsZero() && !now.Before(l.Over)
}

// home loads the life of the room that an object is in. It tells whether to go on: there is
// no error so far, and the provider works where the room is. Elsewhere a room of the same id is
// a stranger's, and none means nothing.
func (s *service) home(ctx context.Context, roomUUID string, private privateState, diags *diag.Diagnostics) (l life, goOn bool) {
	l = loadLife(ctx, private, diags)
	here := (l.Region == "" || l.Region == s.client.Region()) && (l.AppID == "" || l.AppID == s.client.AppID())
	if !here && !l.over(s.client.Now()) {
		diags.AddError(fmt.Sprintf("Room %q is looked for in another place than it was created in", roomUUID),
			fmt.Sprintf("It was last seen in region %q of app %s; the provider is configured for region %q of app %s. "+
				"Use a provider block for the room's own region and app, or remove the object from the state with a removed block.",
				l.Region, l.AppID, s.client.Region(), s.client.AppID()))
	}
	return l, here && !diags.HasError()
}

// homeUndisturbed is home for what takes something out of the room. It reports an error where
// the class has begun since that was planned: whoever plans it with the class in view asks for it.
func (s *service) homeUndisturbed(ctx context.Context, roomUUID string, private privateState, diags *diag.Diagnostics) (planned life, goOn bool) {
	planned, goOn = s.home(ctx, roomUUID, private, diags)
	if !goOn || planned.State != classroom.NotStarted {
		return planned, goOn
	}
	room, err := s.client.GetRoom(ctx, roomUUID)
	if err != nil || stateOf(room) != classroom.Started {
		return planned, true // what is refused then, the call itself tells
	}
	diags.AddError(fmt.Sprintf("The class in room %q has begun since the plan was made", roomUUID),
		"What was planned before would disturb it, and was not done. Plan again, with a refresh: what the new plan changes in the room is changed while the class goes on.")
	return planned, false
}

// merge completes what is known of a room with what else is known of it.
func (l life) merge(other life) life {
	if l.Over.IsZero() {
		l.Over = other.Over
	}
	l.State = max(l.State, other.State)
	return l
}

// lives remembers, for one run, what the rooms' own resources know of their classes: a
// service of the specification's era tells no schedule to the objects inside.
type lives struct {
	mu     sync.Mutex
	byRoom map[string]life
}

func newLives() *lives { return &lives{byRoom: map[string]life{}} }

func (l *lives) note(roomUUID string, seen life) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if seen.Over.IsZero() {
		seen.Over = l.byRoom[roomUUID].Over
	}
	l.byRoom[roomUUID] = seen
}

func (l *lives) of(roomUUID string) life {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.byRoom[roomUUID]
}

// lifeOf is the life of a room that was just read.
func (s *service) lifeOf(room *classroom.Room) life {
	s.lives.note(room.UUID, life{
		State:  stateOf(room),
		Over:   room.Schedule.ClosesAt(),
		Region: s.client.Region(),
		AppID:  s.client.AppID(),
	})
	return s.lives.of(room.UUID)
}

// lifeWith is the life of a room that was just read, completed with what an object inside it
// has known. A room never goes back: one that seems to is another, made since with the same id.
func (s *service) lifeWith(room *classroom.Room, known life) life {
	seen := s.lifeOf(room)
	if isReadable(room) || seen.State < known.State {
		return seen
	}
	return seen.merge(known)
}

// knownLife is what this run knows of a room, for an object that is created in it. Where the
// room is another configuration's, it is read; whether it is there, the creation will tell.
func (s *service) knownLife(ctx context.Context, roomUUID string) life {
	if s.lives.of(roomUUID).Region == "" {
		if room, err := s.client.GetRoom(ctx, roomUUID); err == nil {
			s.lifeOf(room)
		}
	}
	l := s.lives.of(roomUUID)
	l.Region, l.AppID = s.client.Region(), s.client.AppID()
	return l
}

// fate is what becomes of an object that the service does not have any more.
type fate int

const (
	fateFailed fate = iota // it is not known: an error has been reported
	fateOver               // its class has run its course: it stays, and that is no drift
	fateGone               // it is gone: it is planned anew
)

// fateOf decides what becomes of an object after a call that failed, by what was last known
// of its room. It is asked in Read only: a saved plan must not depend on the clock.
func (s *service) fateOf(roomUUID string, l life, err error, diags *diag.Diagnostics) fate {
	if !classroom.IsNotFound(err) {
		addError(diags, err)
		return fateFailed
	}
	if s.overBy(roomUUID, l, err) {
		return fateOver
	}
	return fateGone
}

// overBy tells whether a call failed because the room's class has run its course, be it that
// the service says so, or that it has destroyed the room since.
func (s *service) overBy(roomUUID string, l life, err error) bool {
	if classroom.HasCode(err, classroom.CodeRoomEnded, classroom.CodeRoomEndedForGood) {
		return true
	}
	noted := s.lives.of(roomUUID)
	return classroom.IsNotFound(err) && !noted.anew && l.merge(noted).over(s.timeOf(err))
}

// timeOf is the service's time of an answer, which no clock of this machine can get wrong.
func (s *service) timeOf(err error) time.Time {
	var failed *classroom.Error
	if errors.As(err, &failed) && !failed.Time.IsZero() {
		return failed.Time
	}
	return s.client.Now()
}
