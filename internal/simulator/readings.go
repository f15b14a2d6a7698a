package simulator

import (
	"fmt"
	"slices"
)

// Readings chooses what the service does where the documents leave it open; a
// client must hold for every choice. The zero value is what the simulator does
// by itself. Each field has its line in [Guesses]. Durations are in seconds, as
// in the API.
type Readings struct {
	// StateIn is where GET room shows the state of the class.
	StateIn StatePlace `json:"stateIn"`
	// ScheduleAs is which fields GET room describes the schedule by.
	ScheduleAs ScheduleForm `json:"scheduleAs"`
	// ActualEnds makes GET room's endTime and closeTime those of what happened, where it has, not of the plan.
	ActualEnds bool `json:"actualEnds"`
	// EventTimes adds endTime and closeTime to the events of the room's state (cmd 1).
	EventTimes bool `json:"eventTimes"`
	// SilentSchedule leaves out the event of a state that the schedule reached by itself.
	SilentSchedule bool `json:"silentSchedule"`

	// Over is what a room answers to writes once its class has ended, until it is destroyed.
	Over OverAnswer `json:"over"`
	// OverEverywhere makes Over the answer to reads and to a create as well.
	OverEverywhere bool `json:"overEverywhere"`
	// OverOnceClosed makes Over begin with the closing of the room, not with the end of its class.
	OverOnceClosed bool `json:"overOnceClosed"`

	// What GET room leaves out of its answer.
	OmitCreateTime     bool `json:"omitCreateTime"`
	OmitExaminationURL bool `json:"omitExaminationUrl"`
	OmitFlexProps      bool `json:"omitFlexProps"`
	OmitGroups         bool `json:"omitGroups"`
	OmitExtApps        bool `json:"omitExtApps"`

	// ListOrder is the order of events, polls, quizzes and recordings.
	ListOrder ListOrder `json:"listOrder"`
	// IgnoreCmd lists events of every type, whatever cmd the query asks for.
	IgnoreCmd bool `json:"ignoreCmd"`
	// NextIDBeside puts nextId beside data instead of in it.
	NextIDBeside bool `json:"nextIdBeside"`
	// BareLists makes data the list itself: in pages with NextIDBeside, whole without it.
	BareLists bool `json:"bareLists"`

	// WrongMethodIs405 answers 405 instead of 404 to a missing route whose path has other methods.
	WrongMethodIs405 bool `json:"wrongMethodIs405"`
	// TypeConflict answers a create on a room of another type with 409/30409104.
	TypeConflict bool `json:"typeConflict"`
	// TrimNames removes the white space around the names of rooms and groups.
	TrimNames bool `json:"trimNames"`

	// MergeGroups makes a PUT of breakout groups add to those that are there, by id.
	MergeGroups bool `json:"mergeGroups"`
	// OwnGroupIDs gives each group an id of the service's own instead of the caller's.
	OwnGroupIDs bool `json:"ownGroupIds"`
	// GroupUsersAsStrings answers the users of a group as ids, not as objects.
	GroupUsersAsStrings bool `json:"groupUsersAsStrings"`

	// PollsFromStarter names who started a poll or quiz as fromUser of each answer; operator is who answered.
	PollsFromStarter bool `json:"pollsFromStarter"`
	// KickedUserMissing answers 404/20404200 for a user who was kicked, until they join again.
	KickedUserMissing bool `json:"kickedUserMissing"`
	// UnbanOutMissing answers 404/20404200 to the lifting of a ban while its user is out.
	UnbanOutMissing bool `json:"unbanOutMissing"`

	// RecordingListedAfter is how many seconds a recording runs before the list has it.
	RecordingListedAfter int64 `json:"recordingListedAfter"`
	// StartWithoutData leaves data out of the answer to the start of a recording.
	StartWithoutData bool `json:"startWithoutData"`

	// ClockOffset is how many seconds the service's clock is ahead of this machine's, for rooms and for tokens.
	ClockOffset int64 `json:"clockOffset"`
}

// StatePlace is where GET room shows the state of the class.
type StatePlace string

// The places of a room's state. With StateContradicting only schedule.state
// moves and the others stay 0.
const (
	StateEverywhere    StatePlace = ""
	StateInData        StatePlace = "data"
	StateInProperties  StatePlace = "roomProperties"
	StateInSchedule    StatePlace = "schedule"
	StateNowhere       StatePlace = "none"
	StateContradicting StatePlace = "contradicting"
)

// ScheduleForm is which fields describe a schedule beside startTime.
type ScheduleForm string

// The forms of a schedule: with all of duration, closeDelay, endTime and
// closeTime, with the first two, or with the last two.
const (
	ScheduleWhole      ScheduleForm = ""
	ScheduleByDuration ScheduleForm = "duration"
	ScheduleByEnd      ScheduleForm = "endTime"
)

// OverAnswer is how a room says that it is over, by business code.
type OverAnswer string

// What a room that is over answers: as if it were not, 410/30410100,
// 410/20410100 or 409/30409101.
const (
	OverIsNoError OverAnswer = ""
	Over30410100  OverAnswer = "30410100"
	Over20410100  OverAnswer = "20410100"
	Over30409101  OverAnswer = "30409101"
)

var overErrors = map[OverAnswer]*apiError{
	Over30410100: {410, 30410100, "The class has been ended!"},
	Over20410100: {410, 20410100, "Room is end!"},
	Over30409101: errEnded,
}

// ListOrder is the order of a list's entries.
type ListOrder string

// The orders of a list. Shuffled is the same in every answer.
const (
	OldestFirst ListOrder = ""
	NewestFirst ListOrder = "newestFirst"
	Shuffled    ListOrder = "shuffled"
)

// check finds a value that no constant names.
func (rd Readings) check() error {
	for _, err := range []error{
		known("stateIn", rd.StateIn, StateEverywhere, StateInData, StateInProperties, StateInSchedule, StateNowhere, StateContradicting),
		known("scheduleAs", rd.ScheduleAs, ScheduleWhole, ScheduleByDuration, ScheduleByEnd),
		known("over", rd.Over, OverIsNoError, Over30410100, Over20410100, Over30409101),
		known("listOrder", rd.ListOrder, OldestFirst, NewestFirst, Shuffled),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func known[T ~string](name string, value T, values ...T) error {
	if slices.Contains(values, value) {
		return nil
	}
	return fmt.Errorf("reading %s: %q is none of %q", name, value, values)
}

// Readings returns the choices in force.
func (s *Simulator) Readings() Readings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.readings
}

// SetReadings changes the choices from now on. It panics on a value that no
// constant names, as all seeding does on a mistake.
func (s *Simulator) SetReadings(rd Readings) {
	if err := rd.check(); err != nil {
		refuse("%v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.readings = rd
}
