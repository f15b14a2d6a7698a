package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

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

// nameOrNull is the name of a number that the service gives. One that the documents do not have is
// null, with a warning; what it is the number of names the object.
func nameOrNull[N ~int64](names enum[N], number N, what string, diags *diag.Diagnostics) types.String {
	name, found := names[number]
	if !found {
		diags.AddWarning("Service gives a value that its documents do not have",
			fmt.Sprintf("Look for a newer version of the provider: the %s is %d, and the documents have only %s. The attribute is null.", what, number, strings.Join(names.names(), ", ")))
		return types.StringNull()
	}
	return types.StringValue(name)
}

var roomTypes = enum[classroom.RoomType]{
	classroom.OneToOne:       "one_to_one",
	classroom.LectureHall:    "lecture_hall",
	classroom.SmallClassroom: "small_classroom",
	classroom.CloudClassroom: "cloud_classroom",
}

// States of ours, of a room that is not in the service.
const (
	stateScheduled = "scheduled" // its class is too far ahead
	stateMissed    = "missed"    // its class has passed without a room
	stateDestroyed = "destroyed" // its class has ended for good
)

var roomStates = enum[classroom.RoomState]{
	classroom.NotStarted: "not_started",
	classroom.Started:    "started",
	classroom.Ended:      "ended",
	classroom.Closed:     "closed",
}

// roomStateNames are all the states of a room, by the course of its class.
func roomStateNames() []string {
	return slices.Concat([]string{stateScheduled}, roomStates.names(), []string{stateDestroyed, stateMissed})
}

var finishTypes = enum[classroom.FinishType]{
	classroom.FinishWithRecording: "recording_ends",
	classroom.FinishByTeacher:     "teacher_ends",
}

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

// States of a recording beside the service's own.
const (
	statusWaiting = "waiting" // for its room or its class
	statusFailed  = "failed"  // its files never became ready
	statusMissed  = "missed"  // its class was over before it was started
)

// When a recording starts.
const (
	startNow       = "now"
	startWithClass = "with_class"
)

// recordingStatusNames are all the states of a recording, by its course.
func recordingStatusNames() []string {
	return slices.Concat([]string{statusWaiting}, recordingStatuses.names(), []string{statusFailed, statusMissed})
}

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

// What a create does that finds its id in use.
const (
	conflictFail  = "fail"
	conflictAdopt = "adopt"
)
