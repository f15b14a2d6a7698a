package provider

import (
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// creationTolerance is by how much two accounts of one creation may differ: ours may be the
// time of the answer to the create call, and has seconds only.
const creationTolerance = time.Minute

// roomRecord is what is known of a room and its class. The room and each object in it keep it in
// their private state, so that a later run can distinguish a class that has ended for good from a room
// that vanished, and a room from a later one with the same id.
type roomRecord struct {
	RoomUUID  string              `json:"room_uuid,omitempty"`
	Region    classroom.Region    `json:"region,omitempty"`
	AppID     string              `json:"app_id,omitempty"`
	CreatedAt time.Time           `json:"created_at,omitzero"`
	State     classroom.RoomState `json:"state"` // the furthest that was shown
	// Generation is that of the API which showed the state last.
	Generation classroom.Generation `json:"generation,omitempty"`
	StartsAt   time.Time            `json:"starts_at,omitzero"`
	EndsAt     time.Time            `json:"ends_at,omitzero"`
	ClosesAt   time.Time            `json:"closes_at,omitzero"`
	// ClosedAt is when the room was first seen closed: it is destroyed an hour later at the latest.
	ClosedAt time.Time `json:"closed_at,omitzero"`
	// ClosedBeforeClass is set where the room was ended or closed without its class having started.
	ClosedBeforeClass bool `json:"closed_before_class,omitempty"`
	endWanted         bool // by the room's desired_state: its closing is what the configuration asks for
	// FirstSeenAt and SeenAt are when the room was read first and last, by the service's clock.
	FirstSeenAt time.Time `json:"first_seen_at,omitzero"`
	SeenAt      time.Time `json:"seen_at,omitzero"`
}

// isKnown reports whether the record is of any room.
func (r roomRecord) isKnown() bool { return r.Region != "" }

// schedule is when the class takes place, as far as it is known.
func (r roomRecord) schedule() classroom.Schedule {
	return classroom.Schedule{StartTime: r.StartsAt, EndTime: r.EndsAt, CloseTime: r.ClosesAt}
}

// classIsOver reports whether the class has ended for good at a time.
func (r roomRecord) classIsOver(now time.Time) bool {
	return r.schedule().StateAt(now) >= classroom.Closed || r.State >= classroom.Ended && !r.ClosedBeforeClass
}

// hasEnded reports whether the room takes nothing more at a time, whether its class took place or not.
func (r roomRecord) hasEnded(now time.Time) bool {
	return r.stateAt(now) >= classroom.Ended || r.classIsOver(now)
}

// isEarlierThan reports whether a room that was created at a time is a later one with the same id.
func (r roomRecord) isEarlierThan(created time.Time) bool {
	return !r.CreatedAt.IsZero() && created.Sub(r.CreatedAt) > creationTolerance
}

// stateAt is how far the class has come at a time: what was shown, or where that says nothing,
// what the schedule says. A service may move a class by its schedule without showing it.
func (r roomRecord) stateAt(now time.Time) classroom.RoomState {
	bySchedule := r.schedule().StateAt(now)
	switch {
	case r.State == classroom.Started && r.Generation != classroom.CurrentAPI && bySchedule == classroom.Closed:
		return classroom.Closed
	case r.State != classroom.StateUnknown:
		return r.State
	}
	return max(bySchedule, classroom.NotStarted)
}

func (r roomRecord) classInProgress(now time.Time) bool { return r.stateAt(now) == classroom.Started }

// isRoom reports whether a room that was read is the one of the record, and not a later one with
// the same id.
func (r roomRecord) isRoom(room *classroom.Room) bool {
	switch {
	case !r.isKnown():
		return true
	case !room.CreatedAt.IsZero() && !r.CreatedAt.IsZero():
		return !r.isEarlierThan(room.CreatedAt)
	case r.State >= classroom.Ended && room.State < r.State && room.State != classroom.StateUnknown:
		return false // a class never goes back
	}
	return !r.isDestroyed(room.ReadAt)
}

// isDestroyed reports whether the service must have destroyed the room at a time.
func (r roomRecord) isDestroyed(now time.Time) bool {
	ends := func(from time.Time, life time.Duration) bool {
		return !from.IsZero() && now.After(from.Add(life))
	}
	closes := r.ClosesAt
	if !closes.IsZero() && closes.Before(r.CreatedAt) { // created after its class: it closes at once
		closes = r.CreatedAt
	}
	created := r.CreatedAt
	if created.IsZero() {
		created = r.FirstSeenAt // at the latest
	}
	return ends(created, classroom.RoomLifetime) || ends(r.ClosedAt, classroom.ClosedRoomLifetime) || ends(closes, classroom.ClosedRoomLifetime)
}

// observe is the record after a reading of the same room. What the reading does not return stays.
func (r roomRecord) observe(room *classroom.Room) roomRecord {
	r.RoomUUID = room.UUID
	r.Generation = room.Generation
	if room.Generation == classroom.CurrentAPI || room.State != classroom.NotStarted {
		r.State = max(r.State, room.State) // an event that says "not started" may be an old one
	}
	for _, shown := range []struct {
		field    *time.Time
		observed time.Time
	}{{&r.CreatedAt, room.CreatedAt}, {&r.StartsAt, room.Schedule.StartTime}, {&r.EndsAt, room.Schedule.EndsAt()}, {&r.ClosesAt, room.Schedule.ClosesAt()}} {
		if !shown.observed.IsZero() {
			*shown.field = shown.observed
		}
	}
	if r.State >= classroom.Closed && r.ClosedAt.IsZero() {
		r.ClosedAt = room.ReadAt
	}
	if r.FirstSeenAt.IsZero() {
		r.FirstSeenAt = room.ReadAt
	}
	r.SeenAt = room.ReadAt
	return r
}

// isAnotherCreation reports whether two records of one id are of two rooms.
func (r roomRecord) isAnotherCreation(other roomRecord) bool {
	return r.isEarlierThan(other.CreatedAt) || other.isEarlierThan(r.CreatedAt)
}

// complete fills in what another record of the same room knows.
func (r roomRecord) complete(other roomRecord) roomRecord {
	if !other.isKnown() || other.RoomUUID != r.RoomUUID && r.RoomUUID != "" || r.isAnotherCreation(other) {
		return r
	}
	r.State = max(r.State, other.State)
	r.ClosedBeforeClass = r.ClosedBeforeClass || other.ClosedBeforeClass
	for _, both := range []struct{ field, other *time.Time }{
		{&r.CreatedAt, &other.CreatedAt}, {&r.StartsAt, &other.StartsAt}, {&r.EndsAt, &other.EndsAt},
		{&r.ClosesAt, &other.ClosesAt}, {&r.ClosedAt, &other.ClosedAt}, {&r.FirstSeenAt, &other.FirstSeenAt},
	} {
		if both.field.IsZero() {
			*both.field = *both.other
		}
	}
	return r
}
