package provider

import (
	"context"
	"errors"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// roomReading is what is known of a room at the time of a reading.
type roomReading struct {
	record roomRecord
	at     time.Time // by the service's clock
}

// errAnotherRoom says that whatever room has the id belongs to another configuration.
var errAnotherRoom = errors.New("the room of this configuration is not in the service")

// checkRoom fails with errAnotherRoom where this run has met the room's own resource, and that has no
// room in the service, or an earlier one than is there now. Without the resource nothing is known.
func (s *service) checkRoom(ctx context.Context, roomUUID string) error {
	entry := s.rooms.Room(roomUUID)
	if _, absent := entry.plannedPresence(); absent {
		return errAnotherRoom
	}
	if entry.resource != resourcePresent {
		return nil
	}
	if room, err := s.client.GetRoom(ctx, roomUUID); err == nil && !entry.record.isRoom(room) {
		return errAnotherRoom
	}
	return nil
}

// readRoom reads the room that results are read of. All objects in the room share the request.
func (s *service) readRoom(ctx context.Context, roomUUID string) (roomReading, error) {
	if err := s.checkRoom(ctx, roomUUID); err != nil {
		return roomReading{}, err
	}
	room, err := s.client.GetRoom(ctx, roomUUID)
	if err != nil {
		return roomReading{}, err
	}
	return s.observe(room), nil
}

// observe notes what an answer shows of a room.
func (s *service) observe(room *classroom.Room) roomReading {
	return roomReading{record: s.rooms.Observe(s.newRecord(room.UUID).observe(room)), at: room.ReadAt}
}

// readingAt is what a look shows of a room whose results are to be read.
func (s *service) readingAt(found roomLook) roomReading {
	if found.room != nil {
		return roomReading{record: found.record, at: found.room.ReadAt}
	}
	return roomReading{record: found.record, at: s.client.Now()}
}

// classHasEnded reports whether the class has ended, by the room's state or by its schedule.
func (r roomReading) classHasEnded() bool {
	return r.record.classIsOver(r.at) || r.record.schedule().StateAt(r.at) >= classroom.Ended
}

// isClosed reports whether nobody can be in the room any more: nothing in it is in progress.
func (r roomReading) isClosed() bool { return r.record.stateAt(r.at) >= classroom.Closed }

// presentUntil is the end of the presence of those whose leave the events do not have: when the room
// has closed, or the time of the reading.
func (r roomReading) presentUntil() time.Time {
	until := r.at
	for _, closed := range []time.Time{r.record.ClosesAt, r.record.ClosedAt} {
		if !closed.IsZero() && closed.Before(until) {
			until = closed
		}
	}
	return until
}
