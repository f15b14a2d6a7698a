package provider

import (
	"maps"
	"slices"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// enum gives the service's numbers the names that configurations use.
type enum[N ~int64] map[N]string

// names are in the order of the numbers.
func (e enum[N]) names() []string {
	var names []string
	for _, number := range slices.Sorted(maps.Keys(e)) {
		names = append(names, e[number])
	}
	return names
}

// number is that of a name which a validator has let through.
func (e enum[N]) number(name string) N {
	for number, candidate := range e {
		if candidate == name {
			return number
		}
	}
	return 0
}

var roomTypes = enum[classroom.RoomType]{
	classroom.OneToOne:       "one_to_one",
	classroom.LectureHall:    "lecture_hall",
	classroom.SmallClassroom: "small_classroom",
	classroom.CloudClassroom: "cloud_classroom",
}

// stateDestroyed is a state of ours: the class has run its course, and the service has
// destroyed the room since.
const stateDestroyed = "destroyed"

var roomStates = enum[classroom.RoomState]{
	classroom.NotStarted: "not_started",
	classroom.Started:    "started",
	classroom.Ended:      "ended",
	classroom.Closed:     "closed",
}

var finishTypes = enum[int64]{0: "recording_ends", 1: "teacher_ends"}

var roles = enum[classroom.Role]{
	classroom.RoleTeacher:   "teacher",
	classroom.RoleStudent:   "student",
	classroom.RoleAssistant: "assistant",
}

// What destroying a room resource does.
const (
	deletionClose   = "close"
	deletionEnd     = "end"
	deletionAbandon = "abandon"
)

var recordingTypes = enum[classroom.RecordingType]{
	classroom.RecordingIndividual: "individual",
	classroom.RecordingComposite:  "composite",
	classroom.RecordingWeb:        "web",
}

// The modes that a recording can be started in.
var (
	modeComposite = recordingTypes[classroom.RecordingComposite]
	modeWeb       = recordingTypes[classroom.RecordingWeb]
)

// recordingFailed stands beside the service's own states: the files never became ready.
const recordingFailed = "failed"

var recordingStatuses = enum[classroom.RecordingStatus]{
	classroom.RecordingRunning: "recording",
	classroom.RecordingEnded:   "ended",
}

// eventTypes names the types of events.
var eventTypes = enum[classroom.Cmd]{
	classroom.CmdState:                 "state",
	classroom.CmdChat:                  "chat",
	classroom.CmdRoomProperties:        "room_properties",
	classroom.CmdRoomPropertiesRemoved: "room_properties_removed",
	classroom.CmdUsers:                 "users",
	classroom.CmdUserProperties:        "user_properties",
	classroom.CmdUserPropertiesRemoved: "user_properties_removed",
	classroom.CmdRecording:             "recording",
	classroom.CmdResources:             "resources",
	classroom.CmdRewards:               "rewards",
	classroom.CmdWidget:                "widget",
	classroom.CmdStage:                 "stage",
	classroom.CmdHands:                 "hands",
}

var pollModes = enum[classroom.PollMode]{
	classroom.SingleChoice:   "single_choice",
	classroom.MultipleChoice: "multiple_choice",
}
