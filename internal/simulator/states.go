package simulator

import (
	"strconv"
	"time"
)

// States of a room.
const (
	notStarted = iota
	started
	ended
	closed
)

// setRoomState moves a room forward. What is reached is refused, and so is
// every way back.
func setRoomState(q *request) (any, *apiError) {
	to, err := strconv.Atoi(q.params["state"])
	if err != nil || to < notStarted || to > closed {
		return nil, q.reject("no such room state")
	}
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	switch {
	case to > r.state:
		q.moveTo(r, to, q.now)
		q.announceState(r)
		return nil, nil
	case r.state == notStarted:
		return nil, nil
	case r.state == started:
		return nil, errStarted
	default:
		return nil, errEnded
	}
}

// moveTo puts a room into a later state at a given time, with all that follows
// but its own event.
func (s *Simulator) moveTo(r *room, to int, at time.Time) {
	r.state = to
	switch to {
	case started:
		r.started = at
	case ended:
		r.ended = at
	case closed:
		r.closed = at
		s.emptyRoom(r, at)
	}
}

// moveBySchedule is moveTo for a change that nobody asked for.
func (s *Simulator) moveBySchedule(r *room, to int, at time.Time) {
	s.moveTo(r, to, at)
	if !s.readings.SilentSchedule {
		s.announceState(r)
	}
}

func (s *Simulator) announceState(r *room) {
	data := map[string]any{"state": r.state}
	setIf(data, !r.started.IsZero(), "startTime", r.started.UnixMilli())
	if s.readings.EventTimes {
		r.addEnds(data, true)
	}
	s.emit(r, cmdState, data)
}

// emptyRoom ends what cannot outlive a closed class.
func (s *Simulator) emptyRoom(r *room, at time.Time) {
	s.takeOffline(r, onlineUsers(r), leftKicked, at)
	if running := r.running(); running != nil {
		s.finishRecording(r, running, at)
	}
	if r.groups != nil {
		s.dropGroups(r)
	}
}

// change is something that happens by itself at a certain time.
type change struct {
	at    time.Time
	apply func()
}

// tick applies, in order of time, every automatic change up to now.
func (s *Simulator) tick(now time.Time) {
	for {
		first := change{}
		for _, r := range s.sortedRooms() {
			c := s.nextChange(r)
			if first.apply == nil || c.at.Before(first.at) {
				first = c
			}
		}
		if first.apply == nil || first.at.After(now) {
			break
		}
		first.apply()
	}
	s.forgetFeed(now)
}

// nextChange is the earliest thing that the clock will do to a room.
func (s *Simulator) nextChange(r *room) change {
	next := change{r.created.Add(reservation), nil}
	next.apply = func() { s.destroy(r, r.created.Add(reservation)) }
	consider := func(at time.Time, apply func()) {
		if at.Before(next.at) {
			next = change{at, apply}
		}
	}
	if at, to, ok := r.nextState(); ok {
		consider(at, func() { s.moveBySchedule(r, to, at) })
	}
	if r.state == closed {
		at := r.closed.Add(afterClosing)
		consider(at, func() { s.destroy(r, at) })
	}
	if running := r.running(); running != nil && running.limit > 0 {
		at := running.started.Add(running.limit)
		consider(at, func() { s.finishRecording(r, running, at) })
	}
	return next
}

// nextState is the room's next state by schedule. None comes before the room.
func (r *room) nextState() (time.Time, int, bool) {
	start := time.UnixMilli(r.schedule.StartTime)
	switch {
	case r.state == notStarted && r.schedule.StartTime > 0:
		return later(start, r.created), started, true
	case r.state == started && r.schedule.Duration > 0:
		from := r.started
		if r.schedule.StartTime > 0 {
			from = start
		}
		return later(from.Add(seconds(r.schedule.Duration)), r.started), ended, true
	case r.state == ended:
		return r.ended.Add(seconds(r.schedule.CloseDelay)), closed, true
	}
	return time.Time{}, 0, false
}

// destroy removes a room for good; its id is free again.
func (s *Simulator) destroy(r *room, at time.Time) {
	if r.state != closed {
		s.moveBySchedule(r, closed, at)
	}
	r.destroyed = at
	s.remove(r)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func seconds(n int64) time.Duration { return time.Duration(n) * time.Second }
