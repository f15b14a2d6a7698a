package provider

import "github.com/flexclass/terraform-provider-classroom/internal/classroom"

// isReadable reports whether the service has shown more of a room than its state.
func isReadable(room *classroom.Room) bool { return room.Generation == classroom.CurrentAPI }

// stateOf is the state of a room. The 2023 API shows none of a room that nobody has moved.
func stateOf(room *classroom.Room) classroom.RoomState {
	return max(room.CurrentState(), classroom.NotStarted)
}
