package simulator

import "slices"

// Guess is a behaviour that no document describes.
type Guess struct {
	// About is the part of the API.
	About string `json:"about"`
	// Choice is what the simulator does by itself.
	Choice string `json:"choice"`
	// Reading is the field of Readings, by its JSON name, that makes it do something else; empty: none does.
	Reading string `json:"reading,omitempty"`
}

var guesses = slices.Concat(guessesAboutRooms, guessesAboutLists, guessesAboutClasses, guessesAboutTheRest)

var guessesAboutRooms = []Guess{
	{"states", "GET room has the state in data, roomProperties and roomProperties.schedule.", "stateIn"},
	{"states", "Setting state 0 on a class that has not started succeeds and changes nothing.", ""},
	{"states", "Closing takes everyone offline as kicked, stops the recording and removes the groups.", ""},
	{"states", "A room that reaches its five days open is closed first, then gone at once.", ""},
	{"states", "A room is destroyed an hour after it closed, whoever or whatever closed it, and never after its five days.", ""},
	{"states", "A state that the schedule reaches makes an event like one set by hand.", "silentSchedule"},
	{"states", "An event of the state has no endTime or closeTime.", "eventTimes"},
	{"states", "A room that is over takes writes of properties, users and widgets, and refuses states, recordings and groups with 409/30409101.", "over"},
	{"states", "A room that is over can be read, and its id is refused to a create with 409/20409100.", "overEverywhere"},
	{"states", "With over, a room counts as over from the end of its class.", "overOnceClosed"},
	{"schedule", "GET room has duration and closeDelay as well as endTime and closeTime.", "scheduleAs"},
	{"schedule", "endTime and closeTime follow the plan, also where the class was ended by hand.", "actualEnds"},
	{"schedule", "A class started by hand before its startTime still ends at startTime + duration.", ""},
	{"schedule", "Without startTime, duration counts from the start by hand.", ""},
	{"schedule", "closeDelay counts from the actual end, also from an end by hand; it is 600 s where not given.", ""},
	{"schedule", "A startTime or end in the past takes effect as the room is created.", ""},
	{"rooms", "createTime is always there.", "omitCreateTime"},
	{"rooms", "examinationUrl can be read.", "omitExaminationUrl"},
	{"rooms", "Custom properties can be read.", "omitFlexProps"},
	{"rooms", "Breakout groups can be read.", "omitGroups"},
	{"rooms", "The current API still has the extApps routes; extApps, and extAppsCommon.{id}.state once it was set, can be read.", "omitExtApps"},
	{"rooms", "A create on an id that is in use is 409/20409100, also for another roomType.", "typeConflict"},
	{"rooms", "Names are kept as they were sent.", "trimNames"},
	{"rooms", "GET room has one field more than any document: clients must be lenient.", ""},
	{"properties", "A dotted key into something that is no object replaces it by an object.", ""},
	{"properties", "Deleting an absent key succeeds. A null is stored like any value.", ""},
	{"properties", "An empty examinationUrl removes it.", ""},
}

var guessesAboutLists = []Guess{
	{"lists", "Lists are oldest first.", "listOrder"},
	{"lists", "nextId is in data: null on the last page of events, absent on the last page of recordings.", "nextIdBeside"},
	{"lists", "data is an object with the list in it.", "bareLists"},
	{"events", "cmd selects the events of one type.", "ignoreCmd"},
	{"events", "cmd 4 and 22 are updates of properties (action 1), cmd 5 and 23 deletions (action 2).", ""},
	{"events", "The app-wide feed answers a page at a time. In another region it is empty.", ""},
	{"events", "Sequences count from 1 without gaps.", ""},
	{"widgets", "The poll and quiz streams have the page format of the room's; their changes appear there too, as cmd 1110.", ""},
	{"widgets", "A page of polls or quizzes holds count entries, but never more than the simulator's page.", ""},
	{"widgets", "Deleting an absent widget succeeds.", ""},
}

var guessesAboutClasses = []Guess{
	{"groups", "A PUT of breakout groups replaces the whole list.", "mergeGroups"},
	{"groups", "A group keeps the id that its caller chose.", "ownGroupIds"},
	{"groups", "The users of a group are objects with a userUuid.", "groupUsersAsStrings"},
	{"groups", "More than 20 groups, or 17 users in one, is 400/400. A user named twice in a group counts once.", ""},
	{"groups", "A closed room refuses groups with 409/30409101.", ""},
	{"users", "A user who left keeps properties, and can be read, kicked and barred; one who never joined is 404/20404200.", ""},
	{"users", "The same holds for a user who was kicked.", "kickedUserMissing"},
	{"users", "The ban of a user who is out can be lifted.", "unbanOutMissing"},
	{"recordings", "A recording may start before its class does, not once the room is closed (409/30409101).", ""},
	{"recordings", "The list has a recording from its start.", "recordingListedAfter"},
	{"recordings", "The current API answers a start with data.", "startWithoutData"},
	{"recordings", "The 2023 API lists web recordings as type 2.", ""},
	{"recordings", "Only web recordings have a time limit.", ""},
	{"polls", "fromUser of an answer to a poll or quiz is who answered.", "pollsFromStarter"},
	{"polls", "A start says pollState, an end pollingState: the documents use both.", ""},
	{"quizzes", "totalCount is the number of students online.", ""},
}

var guessesAboutTheRest = []Guess{
	{"routes", "A missing route is 404 with a message and no code, also where its path has other methods.", "wrongMethodIs405"},
	{"regions", "Creating a room in a region that is not simulated is 404/20404100, with a message for whoever runs the simulator.", ""},
	{"regions", "An id is in use in one region only: another may have a room of the same id.", ""},
	{"limits", "Options.RequestsPerSecond is a bucket that holds the requests of one second; Retry-After is in whole seconds.", ""},
	{"tokens", "A token issued in the future is accepted; one that claims more than 24 h is not.", ""},
	{"clock", "The service's clock shows this machine's time.", "clockOffset"},
}

// Guesses returns what the simulator had to decide by itself, one table for
// readers of its behaviour; it is also served at /_simulator/guesses.
func Guesses() []Guess { return slices.Clone(guesses) }
