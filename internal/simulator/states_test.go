package simulator

import (
	"strconv"
	"testing"
	"time"
)

const scheduled = `{"roomName":"a","roomType":4,"roomProperties":{"schedule":
	{"startTime":1772442000000,"duration":3600,"closeDelay":300}}}` // an hour after start

func (s *service) state(id string) int {
	s.t.Helper()
	view, ok := s.Room(id)
	if !ok {
		return -1
	}
	return view.State
}

func TestScheduleMovesARoom(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), scheduled)
	for _, step := range []struct {
		after time.Duration
		want  int
	}{
		{time.Hour - time.Second, notStarted}, {time.Second, started},
		{time.Hour - time.Second, started}, {time.Second, ended},
		{299 * time.Second, ended}, {time.Second, closed},
		{time.Hour - time.Second, closed}, {time.Second, -1},
	} {
		s.clock.Advance(step.after)
		if got := s.state("r"); got != step.want {
			t.Errorf("at %s: state %d, want %d", s.clock.Now().Format(time.TimeOnly), got, step.want)
		}
		if step.want == closed {
			s.want(409, 20409100, "POST", at("r"), plain)
		}
	}
	s.ok("POST", at("r"), plain)
}

func TestLateReaderSeesEveryTransition(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		s.ok("POST", at("r"), scheduled)
		s.clock.Advance(2*time.Hour + 6*time.Minute)
		events := s.events(at("r") + "/sequences?cmd=1")
		if len(events) != 3 {
			t.Fatalf("%d events: %v", len(events), events)
		}
		for i, e := range events {
			same(t, "event", e.Data, `{"startTime":1772442000000,"state":`+strconv.Itoa(i+1)+`}`)
		}
	})
}

func TestReservationOfFiveDays(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), plain)
	s.clock.Advance(reservation - time.Second)
	s.ok("GET", at("r"), "")
	s.clock.Advance(time.Second)
	s.want(404, 20404100, "GET", at("r"), "")
}

func TestSetState(t *testing.T) {
	tests := []struct{ from, to, status, code int }{
		{0, 0, 200, 0},
		{0, 1, 200, 0}, {0, 2, 200, 0}, {0, 3, 200, 0}, {1, 2, 200, 0}, {1, 3, 200, 0}, {2, 3, 200, 0},
		{1, 1, 409, 30409100}, {1, 0, 409, 30409100},
		{2, 2, 409, 30409101}, {2, 1, 409, 30409101}, {2, 0, 409, 30409101},
		{3, 3, 409, 30409101}, {3, 1, 409, 30409101},
		{0, 4, 400, 400}, {0, -1, 400, 400},
	}
	both(t, func(s *service) {
		t := s.t
		for _, tt := range tests {
			s.CreateRoom("r", RoomSeed{State: tt.from})
			s.want(tt.status, tt.code, "PUT", at("r")+"/states/"+strconv.Itoa(tt.to), "")
			want := tt.from
			if tt.code == 0 {
				want = tt.to
			}
			if got := s.state("r"); got != want {
				t.Errorf("%d to %d: state %d", tt.from, tt.to, got)
			}
		}
		s.want(404, 20404100, "PUT", at("missing")+"/states/1", "")
		if n := len(s.Violations()); n != 2 {
			t.Errorf("%d violations: %q", n, s.Violations())
		}
	})
}

func TestSchedulePastAtCreation(t *testing.T) {
	s := run(t, Options{})
	s.clock.Advance(24 * time.Hour)
	s.ok("POST", at("r"), scheduled)
	view, _ := s.Room("r")
	if view.State != ended {
		t.Errorf("state %d", view.State)
	}
	s.clock.Advance(5 * time.Minute)
	if got := s.state("r"); got != closed {
		t.Errorf("state %d after closeDelay", got)
	}
}

func TestEarlyStartKeepsTheScheduledEnd(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), scheduled)
	s.ok("PUT", at("r")+"/states/1", "")
	s.clock.Advance(2*time.Hour - time.Second)
	if got := s.state("r"); got != started {
		t.Errorf("before its end the class is %d", got)
	}
	s.clock.Advance(time.Second)
	if got := s.state("r"); got != ended {
		t.Errorf("at its end the class is %d", got)
	}
}

func TestEndByHandClosesAfterTheDefaultDelay(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), plain)
	s.ok("PUT", at("r")+"/states/2", "")
	s.clock.Advance(10*time.Minute - time.Second)
	if got := s.state("r"); got != ended {
		t.Errorf("state %d within closeDelay", got)
	}
	s.clock.Advance(time.Second)
	if got := s.state("r"); got != closed {
		t.Errorf("state %d after closeDelay", got)
	}
}

func TestClosingEmptiesARoom(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("r"), plain)
	s.Join("r", UserSeed{UserUUID: "u"})
	s.ok("PUT", at("r")+"/records/states/1", "{}")
	s.ok("PUT", at("r")+"/groups/states/1", `{"groups":[{"groupUuid":"g","users":[{"userUuid":"u"}]}]}`)
	s.ok("PUT", at("r")+"/states/3", "")
	view, _ := s.Room("r")
	if view.Users["u"].Online || len(view.Groups) != 0 || view.GroupsState != 0 || view.Recordings[0].Status != statusEnded {
		t.Errorf("after closing: %+v", view)
	}
	if s.Join("r", UserSeed{UserUUID: "late"}) {
		t.Error("someone joined a closed room")
	}
	cmds := []int{}
	for _, e := range s.events(at("r") + "/sequences") {
		cmds = append(cmds, e.Cmd)
	}
	same(t, "events", cmds, "[20,1001,4,20,1001,5,1]")
	s.want(409, 30409101, "PUT", at("r")+"/records/states/1", "{}")
	s.want(409, 30409101, "PUT", at("r")+"/groups/states/1", oneGroup)
	s.clean()
}

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
