package classroom

import (
	"errors"
	"net/http"
	"slices"
	"time"
)

// creationSlack is by how much the clocks of the service's nodes may differ.
const creationSlack = time.Minute

// createAttempts is what is known of the attempts of one call to create a room.
type createAttempts struct {
	unanswered bool // one of them may have created the room
	existed    bool // the room was seen before the first
	began      time.Time
	elapsed    time.Duration
}

// mayHaveCreated reports whether a room may be what an attempt without an answer has created: it
// was not there before, and only its schedule can have moved it on.
func (a createAttempts) mayHaveCreated(room *Room, schedule *Schedule) bool {
	before := !room.CreatedAt.IsZero() && room.CreatedAt.Before(room.ReadAt.Add(-a.elapsed-creationSlack))
	state := room.CurrentState()
	bySchedule := schedule != nil && !schedule.StartTime.IsZero()
	return a.unanswered && !a.existed && !before && state < Closed && (state <= NotStarted || bySchedule)
}

// needLook reports whether a failed attempt is reason to look for the room.
func (a createAttempts) needLook(r RoomRequest, err error) bool {
	return a.unanswered || r.AdoptExisting && HasCode(err, CodeRoomExists)
}

// unclear leaves open whether the room was created where an attempt had no answer and the room
// could not be looked for, and where the answers contradict each other: the id is in use, and no
// room has it.
func (a createAttempts) unclear(err, lookErr error) error {
	var failed *Error
	open := a.unanswered
	if IsRoomNotFound(lookErr) {
		open = HasCode(err, CodeRoomExists)
	}
	if !open || !errors.As(err, &failed) {
		return err
	}
	unsure := *failed
	unsure.Unsure = true
	return &unsure
}

// resolve decides what a create that failed has come to, by what was found when the service
// was asked for the room.
func (r RoomRequest) resolve(creation Creation, attempts createAttempts, err error, room *Room, lookErr error) (Creation, error) {
	switch {
	case lookErr == nil:
		return r.adopt(creation, room, attempts, err)
	case IsClassOver(err) || IsClassOver(lookErr): // of another room: this one has just been asked for
		creation.Differences = []string{"state"}
		return creation, refusedForID(err, lookErr)
	}
	return creation, attempts.unclear(err, lookErr)
}

// adopt takes a room that was found for the one asked for, where an attempt of this call may
// have created it or the request adopts existing rooms, and it equals the request.
func (r RoomRequest) adopt(creation Creation, room *Room, attempts createAttempts, err error) (Creation, error) {
	creation.Differences = r.differences(room)
	ours := attempts.mayHaveCreated(room, r.Schedule)
	if !ours && room.classHasEnded() {
		creation.Differences = append(creation.Differences, "state")
	}
	existing := r.AdoptExisting && room.Name != ""
	if len(creation.Differences) > 0 || !ours && !existing {
		return creation, refusedForID(err, &Error{
			Status: http.StatusConflict, Code: CodeRoomExists, Message: "a room with this id exists, and it is not the one asked for",
		})
	}
	creation.Adopted, creation.Verified = true, room.Generation == CurrentAPI
	creation.At = room.CreatedAt
	if creation.At.IsZero() && ours {
		creation.At = room.ReadAt
	}
	return creation, nil
}

// classHasEnded reports whether the class has ended, by the room's state or by its schedule.
func (r *Room) classHasEnded() bool { return max(r.State, r.Schedule.StateAt(r.ReadAt)) >= Ended }

// refusedForID is the service's refusal of a create, or in place of an answer that did not
// come the reason why the id cannot be used.
func refusedForID(err, reason error) error {
	var failed, refusal *Error
	if !errors.As(err, &failed) || failed.refused() || !errors.As(reason, &refusal) {
		return err
	}
	return &Error{
		Op: failed.Op, Method: failed.Method, Path: failed.Path,
		Status: refusal.Status, Code: refusal.Code, Message: refusal.Message, Time: refusal.Time,
	}
}

// difference names a part of a room that is not as requested.
type difference struct {
	name string
	is   bool
}

// differences names what is not as requested, of all that the answer contains.
func (r RoomRequest) differences(room *Room) []string {
	all := slices.Concat(r.plainDifferences(room), r.scheduleDifferences(room), r.handsUpDifferences(room), r.hostingDifferences(room),
		[]difference{{"role_limits", r.roleLimitsDiffer(room)}, {"widgets", r.widgetsDiffer(room)}, {"properties", r.propertiesDiffer(room)}})
	var names []string
	for _, d := range all {
		if d.is {
			names = append(names, d.name)
		}
	}
	return names
}
