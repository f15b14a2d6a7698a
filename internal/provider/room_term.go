package provider

import (
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// openEndedClass is how long a class without a duration may still be opened, from its start.
const openEndedClass = 24 * time.Hour

// termPhase is where a room with a lead time stands that is not in the service.
type termPhase int

const (
	phaseScheduled termPhase = iota // its class is too far ahead
	phaseDue                        // the next apply opens the room
	phaseMissed                     // its class has passed without a room
)

// termPhaseAt is the phase of a class at a time. A room is never opened so early that the service
// would destroy it before its class has closed.
func termPhaseAt(schedule classroom.Schedule, leadTime time.Duration, now time.Time) termPhase {
	end := classEnd(schedule)
	closes := schedule.ClosesAt()
	if closes.IsZero() {
		closes = end
	}
	opens := schedule.StartTime.Add(-leadTime)
	if earliest := closes.Add(-classroom.RoomLifetime); earliest.After(opens) {
		opens = earliest
	}
	switch {
	case !now.Before(end):
		return phaseMissed
	case now.Before(opens):
		return phaseScheduled
	}
	return phaseDue
}

func classEnd(schedule classroom.Schedule) time.Time {
	if ends := schedule.EndsAt(); !ends.IsZero() {
		return ends
	}
	return schedule.StartTime.Add(openEndedClass)
}
