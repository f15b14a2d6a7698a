package provider

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// testService is of an app in Europe, and asks nothing.
func testService(t *testing.T) *service {
	t.Helper()
	client, err := classroom.New(classroom.Config{Endpoint: "http://127.0.0.1:1", AppID: "0123456789abcdef0123456789abcdef", Region: classroom.RegionEurope, Token: "token"})
	if err != nil {
		t.Fatal(err)
	}
	return &service{client: client, rooms: newRoomRegistry(), locks: newOwnerLocks()}
}

func TestPlacementOf(t *testing.T) {
	t.Parallel()
	s := testService(t)
	here := s.newRecord("algebra")
	changed := func(change func(*roomRecord)) roomRecord {
		record := here
		change(&record)
		return record
	}
	for name, test := range map[string]struct {
		record roomRecord
		want   placement
	}{
		"nothing is known":        {roomRecord{}, placementHere},
		"this region and app":     {here, placementHere},
		"another region":          {changed(func(r *roomRecord) { r.Region = classroom.RegionAsiaPacific }), placementElsewhere},
		"another app":             {changed(func(r *roomRecord) { r.AppID = "another" }), placementElsewhere},
		"over here":               {changed(func(r *roomRecord) { r.State = classroom.Closed }), placementHere},
		"over in another app":     {changed(func(r *roomRecord) { r.AppID, r.State = "another", classroom.Closed }), placementElsewhereOver},
		"over by its schedule":    {changed(func(r *roomRecord) { r.AppID, r.ClosesAt = "another", time.Unix(1, 0) }), placementElsewhereOver},
		"closed before its class": {changed(func(r *roomRecord) { r.AppID, r.State, r.ClosedBeforeClass = "another", classroom.Closed, true }), placementElsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := s.placementOf(test.record); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

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

// A look asks the room's own resource first, and the service only where that says nothing.
func TestPlannedPresence(t *testing.T) {
	t.Parallel()
	for status, want := range map[resourceStatus]roomPresence{
		resourceDestroyed: roomOver, resourceMissed: roomOver, creationPlanned: roomMissing, resourceScheduled: roomScheduled,
		resourceUnseen: roomUnreadable, resourcePresent: roomUnreadable, resourceCreated: roomUnreadable,
	} {
		got, decided := roomEntry{resource: status}.plannedPresence()
		if got != want || decided != (want != roomUnreadable) {
			t.Errorf("status %d: %d, decided %t", status, got, decided)
		}
	}
}
