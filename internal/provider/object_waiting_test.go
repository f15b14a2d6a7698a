package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

func TestStaysWaiting(t *testing.T) {
	t.Parallel()
	s := testService(t)
	running, ended := s.newRecord("algebra"), s.newRecord("algebra")
	running.State, ended.State = classroom.Started, classroom.Ended
	for name, test := range map[string]struct {
		found   roomLook
		planned bool // the creation of the room
		stays   bool
		warns   bool
	}{
		"the room is there":             {roomLook{presence: roomPresent, room: &classroom.Room{}, record: running}, false, false, false},
		"the room takes nothing more":   {roomLook{presence: roomPresent, room: &classroom.Room{}, record: ended}, false, true, false},
		"there is no room":              {roomLook{presence: roomMissing}, false, true, true},
		"the room is to be created":     {roomLook{presence: roomMissing}, true, false, false},
		"the class is over":             {roomLook{presence: roomOver}, false, true, false},
		"the room is scheduled":         {roomLook{presence: roomScheduled}, false, true, false},
		"nothing is known, by an error": {roomLook{presence: roomUnreadable}, false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &service{client: s.client, rooms: newRoomRegistry()}
			if test.planned {
				s.rooms.NoteCreation("algebra")
			}
			var diags diag.Diagnostics
			if got := s.staysWaiting("algebra", test.found, &diags); got != test.stays || (diags.WarningsCount() > 0) != test.warns {
				t.Errorf("stays: %t, says %v", got, diags)
			}
		})
	}
}
