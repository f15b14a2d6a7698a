package simulator

import (
	"testing"
	"time"
)

func TestARoomIsDestroyedAnHourAfterItClosed(t *testing.T) {
	tests := map[string]struct {
		close func(s *service)
		after time.Duration // until the closing
	}{
		"closed by a call":             {func(s *service) { s.ok("PUT", at("r")+"/states/3", "") }, 0},
		"closed by somebody else":      {func(s *service) { s.SetState("r", closed) }, 0},
		"ended by a call":              {func(s *service) { s.ok("PUT", at("r")+"/states/2", "") }, 5 * time.Minute},
		"ended and closed by schedule": {func(*service) {}, 2*time.Hour + 5*time.Minute},
		"started early": {
			func(s *service) { s.ok("PUT", at("r")+"/states/1", "") }, 2*time.Hour + 5*time.Minute,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := run(t, Options{})
			s.ok("POST", at("r"), scheduled)
			tt.close(s)
			s.clock.Advance(tt.after + time.Hour - time.Second)
			if got := s.state("r"); got != closed {
				t.Errorf("just before the hour is over the state is %d", got)
			}
			s.want(409, 20409100, "POST", at("r"), plain)
			s.clock.Advance(time.Second)
			s.want(404, 20404100, "GET", at("r"), "")
		})
	}
}

func TestNoRoomOutlivesItsFiveDays(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), plain)
	s.clock.Advance(reservation - time.Minute)
	s.ok("PUT", at("r")+"/states/3", "")
	s.clock.Advance(time.Minute)
	s.want(404, 20404100, "GET", at("r"), "")
}

func TestARoomUnderAnOldIDIsBrandNew(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), `{"roomName":"old","roomType":4,"roomProperties":{"flexProps":{"a":1},"widgets":{"netlessBoard":{"state":0}}}}`)
	s.Join("r", UserSeed{UserUUID: "u"})
	s.SetExamination("r", "https://paper.invalid")
	s.AddRecording("r", RecordingSeed{})
	s.StartPoll("r", PollSeed{Items: []string{"yes"}})
	s.ok("POST", at("r")+"/users/u/exit", `{"dirty":{"state":1}}`)
	s.ok("PUT", at("r")+"/groups/states/1", oneGroup)
	s.ok("PUT", at("r")+"/states/3", "")
	s.clock.Advance(time.Hour)
	s.ok("POST", at("r"), `{"roomName":"new","roomType":2}`)

	view, _ := s.Room("r")
	if !view.CreateTime.Equal(start.Add(time.Hour)) {
		t.Errorf("created at %s", view.CreateTime)
	}
	s.CreateRoom("fresh", RoomSeed{Name: "new", Type: 2})
	fresh, _ := s.Room("fresh")
	fresh.UUID = "r"
	want, got := jsonOf(t, fresh), jsonOf(t, view)
	if got != want {
		t.Errorf("the new room is %s\nwant %s", got, want)
	}
	for _, stream := range []string{"/sequences", "/widgets/poll/sequences", "/records"} {
		same(t, stream, dig(s.ok("GET", at("r")+stream, "").data, "total"), "0")
	}
	if !s.Join("r", UserSeed{UserUUID: "u"}) {
		t.Error("a ban of the old room holds in the new one")
	}
}
