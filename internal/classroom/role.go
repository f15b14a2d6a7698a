package classroom

// Role is what a user may do in a room ("Query a specific user").
type Role int64

// The roles of users.
const (
	RoleUnknown   Role = 0 // the answer has none, or a word that the documents do not have
	RoleTeacher   Role = 1
	RoleStudent   Role = 2
	RoleAssistant Role = 3
)

// RoleLimit bounds a role at a room's creation ("Create a classroom": roleConfig; current API
// only).
type RoleLimit struct {
	Limit         *int64 // users of the role at a time
	DefaultStream *DefaultStream
}

// DefaultStream is whether a user's stream, video and audio are on when the user enters ("Create
// a classroom"). What is left to the service is nil.
type DefaultStream struct {
	State, VideoState, AudioState *bool
}

// roleFrom reads a role from any of the forms seen: a number, a digit, or a word.
func roleFrom(v value) Role {
	if n, ok := v.integer(); ok {
		return Role(n)
	}
	switch v.text() {
	case "host", "teacher":
		return RoleTeacher
	case "audience", "broadcaster", "student":
		return RoleStudent
	case "assistant":
		return RoleAssistant
	}
	return RoleUnknown
}
