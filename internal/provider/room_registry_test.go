package provider

import (
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// expectTaken compares what the registry answers with what is wanted of it.
func expectTaken(t *testing.T, what string, taken, want bool) {
	t.Helper()
	if taken != want {
		t.Errorf("%s: %t, want %t", what, taken, want)
	}
}

func TestRoomRegistry_roomIDs(t *testing.T) {
	t.Parallel()
	rooms := newRoomRegistry()
	expectTaken(t, "planned by a", rooms.Claim("a", "algebra"), false)
	expectTaken(t, "planned by a again", rooms.Claim("a", "algebra"), false)
	expectTaken(t, "planned by b too", rooms.Claim("b", "algebra"), true)
	expectTaken(t, "given up by a", rooms.Release("a", "algebra"), false)
	expectTaken(t, "planned by b then", rooms.Claim("b", "algebra"), false)
	expectTaken(t, "given up by a, while b has it", rooms.Release("a", "algebra"), true)
	expectTaken(t, "planned by c", rooms.Claim("c", "algebra"), true)

	expectTaken(t, "destroyed by a", rooms.Retire("a", "geometry"), false)
	expectTaken(t, "planned by b, while a destroys it", rooms.Claim("b", "geometry"), true)
	expectTaken(t, "replaced by a", rooms.Claim("a", "geometry"), false)
}

func TestRoomRegistry_held(t *testing.T) {
	t.Parallel()
	rooms, algebra := newRoomRegistry(), roomRecord{RoomUUID: "algebra", Region: classroom.RegionEurope}
	rooms.NoteResource("", algebra, resourcePresent, false)
	expectTaken(t, "held by nobody known", rooms.HeldByAnother("b", "algebra"), false)
	rooms.NoteResource("a", algebra, resourcePresent, false)
	expectTaken(t, "held by a", rooms.HeldByAnother("b", "algebra"), true)
	expectTaken(t, "held by a itself", rooms.HeldByAnother("a", "algebra"), false)
	expectTaken(t, "another id", rooms.HeldByAnother("b", "geometry"), false)

	expectTaken(t, "kept, and not planned", rooms.StaysPlanned("algebra"), false)
	rooms.Claim("a", "algebra")
	expectTaken(t, "kept as planned", rooms.StaysPlanned("algebra"), true)
	rooms.NoteCreation("algebra")
	expectTaken(t, "created again as planned", rooms.StaysPlanned("algebra"), false)
}

// What is known of a room is not lost by what its resource says later.
func TestRoomRegistry_remembers(t *testing.T) {
	t.Parallel()
	rooms, created := newRoomRegistry(), time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	bare := roomRecord{RoomUUID: "algebra", Region: classroom.RegionEurope}
	full := bare
	full.CreatedAt = created
	rooms.Observe(full)
	if got := rooms.Observe(bare); !got.CreatedAt.Equal(created) {
		t.Errorf("a later reading leaves %+v", got)
	}
	rooms.NoteLost("algebra", roomOver)
	rooms.NoteResource("a", bare, resourcePresent, true)
	if got := rooms.Room("algebra"); got.lost != roomOver || !got.record.CreatedAt.Equal(created) || !got.mayBeCutOff {
		t.Errorf("the resource leaves %+v", got)
	}
}

func TestRoomRegistry_keys(t *testing.T) {
	t.Parallel()
	rooms := newRoomRegistry()
	for _, step := range []struct {
		nonce, owner string
		keys         []string
		taken        bool
	}{
		{"a", "algebra", []string{"k", "l"}, false},
		{"a", "algebra", []string{"k"}, false},
		{"b", "algebra", []string{"l"}, false},
		{"b", "algebra", []string{"m", "k.deep"}, true},
		{"b", "geometry", []string{"k"}, false},
	} {
		mine, theirs, taken := rooms.ClaimKeys(step.nonce, step.owner, step.keys)
		if taken != step.taken || taken && (mine != "k.deep" || theirs != "k") {
			t.Errorf("%v of %s by %s: %t, %s and %s", step.keys, step.owner, step.nonce, taken, mine, theirs)
		}
	}
}
