package classroom

import "time"

// Limits of a schedule, in s ("Create a classroom").
const (
	MaxClassDuration  = 86400
	DefaultCloseDelay = 600 // how long a room stays open after the class's end, where the schedule does not say
)

// Schedule is when a class takes place ("Query a classroom"). What is not known is zero or nil. A service gives the
// length of a class by Duration and CloseDelay, by EndTime and CloseTime, or by all of them.
type Schedule struct {
	StartTime  time.Time
	Duration   *int64 // s
	CloseDelay *int64 // s from the end of the class until the room closes

	EndTime   time.Time // of the class; read only
	CloseTime time.Time // of the room; read only
}

// EndsAt is when the class ends by its schedule; the zero time where that is not known.
func (s Schedule) EndsAt() time.Time {
	switch {
	case !s.EndTime.IsZero():
		return s.EndTime
	case s.StartTime.IsZero() || s.Duration == nil:
		return time.Time{}
	}
	return s.StartTime.Add(seconds(*s.Duration))
}

// ClosesAt is when the room closes by its schedule; the zero time where that is not known.
func (s Schedule) ClosesAt() time.Time {
	ends := s.EndsAt()
	switch {
	case !s.CloseTime.IsZero():
		return s.CloseTime
	case ends.IsZero():
		return time.Time{}
	case s.CloseDelay == nil:
		return ends.Add(seconds(DefaultCloseDelay))
	}
	return ends.Add(seconds(*s.CloseDelay))
}

// StateAt is the state that the schedule alone gives a room at a time; StateUnknown before the
// end where it has no start.
func (s Schedule) StateAt(now time.Time) RoomState {
	reached := func(at time.Time) bool { return !at.IsZero() && !now.Before(at) }
	switch {
	case reached(s.ClosesAt()):
		return Closed
	case reached(s.EndsAt()):
		return Ended
	case s.StartTime.IsZero():
		return StateUnknown
	case reached(s.StartTime):
		return Started
	}
	return NotStarted
}

// Planned is the schedule as a configuration writes it: Duration and CloseDelay come from
// EndTime and CloseTime where the service gives only these.
func (s Schedule) Planned() Schedule {
	planned := Schedule{StartTime: s.StartTime, Duration: s.Duration, CloseDelay: s.CloseDelay}
	if planned.Duration == nil {
		planned.Duration = secondsBetween(s.StartTime, s.EndTime)
	}
	if planned.CloseDelay == nil {
		planned.CloseDelay = secondsBetween(s.EndsAt(), s.CloseTime)
	}
	return planned
}

func seconds(n int64) time.Duration { return time.Duration(n) * time.Second }

// secondsBetween is nil where one of the times is not known, or they are not in this order.
func secondsBetween(from, to time.Time) *int64 {
	if from.IsZero() || to.Before(from) {
		return nil
	}
	n := int64(to.Sub(from) / time.Second)
	return &n
}
