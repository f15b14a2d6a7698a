package simulator

import (
	"maps"
	"slices"
	"strings"
)

// conflict refuses the creation of a room whose id is taken.
func (rd Readings) conflict(taken *room, kind int64) *apiError {
	if failure := rd.overFailure(taken, true); failure != nil {
		return failure
	}
	if rd.TypeConflict && taken.kind != kind {
		return errTypeConflict
	}
	return errRoomConflict
}

// name is a name as the service keeps it.
func (rd Readings) name(given any) string {
	name, _ := given.(string)
	if rd.TrimNames {
		return strings.TrimSpace(name)
	}
	return name
}

// nameVoter says in an answer to a poll or quiz whose it is.
func (rd Readings) nameVoter(answer, voter, starter map[string]any) {
	answer["fromUser"] = voter
	if rd.PollsFromStarter {
		answer["fromUser"], answer["operator"] = starter, voter
	}
}

// teacher is who starts polls and quizzes: a teacher who has joined, else one who is made up.
func (r *room) teacher() map[string]any {
	for _, id := range slices.Sorted(maps.Keys(r.users)) {
		if r.users[id].role == roleTeacher {
			return r.users[id].brief()
		}
	}
	return map[string]any{"userUuid": "teacher", "userName": "teacher", "role": "host"}
}
