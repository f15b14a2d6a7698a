package simulator

import "slices"

// Guess is a behaviour that no document settles.
type Guess struct {
	About  string `json:"about"`
	Choice string `json:"choice"`
}

var guesses = []Guess{
	{"groups", "A PUT of breakout groups replaces the whole list; Options.MergeGroups merges by id."},
	{"groups", "More than 20 groups, or 17 users in one, is 400/400. A user named twice in a group counts once."},
	{"groups", "A closed room refuses groups with 409/30409101."},
	{"extApps", "Today's service still has the extApps routes and answers extAppsCommon.{id}.state once it was set."},
	{"schedule", "A class started by hand before its startTime still ends at startTime + duration."},
	{"schedule", "Without startTime, duration counts from the start by hand."},
	{"schedule", "closeDelay counts from the actual end, also from an end by hand; it is 600 s where not given."},
	{"schedule", "A startTime or end in the past takes effect as the room is created."},
	{"states", "Setting state 0 on a class that has not started succeeds and changes nothing."},
	{"states", "Closing takes everyone offline as kicked, stops the recording and removes the groups."},
	{"states", "A room that reaches its five days open is closed first, then gone at once."},
	{"properties", "A dotted key into something that is no object replaces it by an object."},
	{"properties", "Deleting an absent key succeeds. A null is stored like any value."},
	{"properties", "An empty examinationUrl removes it."},
	{"users", "A user who left keeps properties, and can be read, kicked and barred; one who never joined is 404/20404200."},
	{"recordings", "A recording may start before its class does, not once the room is closed (409/30409101)."},
	{"recordings", "The list is oldest first. The specification's generation lists web recordings as type 2."},
	{"recordings", "Only web recordings have a time limit."},
	{"events", "cmd 4 and 22 are updates of properties (action 1), cmd 5 and 23 deletions (action 2)."},
	{"events", "The app-wide feed answers a page at a time. In another region it is empty."},
	{"events", "Sequences count from 1 without gaps."},
	{"widgets", "The poll and quiz streams have the page format of the room's; their changes appear there too, as cmd 1110."},
	{"widgets", "A page of polls or quizzes holds count entries, but never more than the simulator's page."},
	{"widgets", "Deleting an absent widget succeeds."},
	{"polls", "A start says pollState, an end pollingState: the documents use both."},
	{"quizzes", "totalCount is the number of students online."},
	{"regions", "Creating a room in another region is 404/20404100."},
	{"limits", "Options.RequestsPerSecond is a bucket that holds the requests of one second; Retry-After is in whole seconds."},
	{"tokens", "A token issued in the future is accepted; one that claims more than 24 h is not."},
	{"answers", "Today's room has one field more than any document: clients must be lenient."},
}

// Guesses returns what the simulator had to decide by itself, one table for
// readers of its behaviour; it is also served at /_simulator/guesses.
func Guesses() []Guess { return slices.Clone(guesses) }
