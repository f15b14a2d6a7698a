package simulator

import (
	"fmt"
	"strings"
	"testing"
)

// stream reads a widget's events where this generation has them.
func (s *service) stream(widget string) []event {
	s.t.Helper()
	path := at("r") + "/widgets/" + widget + "/sequences?count=2"
	if s.options.Generation == API2023 {
		path = strings.TrimPrefix(path, "/ap")
	}
	return s.events(path)
}

func changed(e event) any { return e.Data["changeProperties"] }

func classOf(s *service, students int) {
	s.CreateRoom("r", RoomSeed{})
	for i := range students {
		s.Join("r", UserSeed{UserUUID: fmt.Sprintf("s%d", i)})
	}
}

func TestPoll(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		classOf(s, 3)
		s.StartPoll("r", PollSeed{PollID: "p1", Items: []string{"aa", "bb", "cc"}, Multiple: true})
		s.AnswerPoll("r", "s0", 2, 1)
		s.AnswerPoll("r", "s1", 1)
		s.AnswerPoll("r", "s2", 0)
		s.AnswerPoll("r", "s2")
		s.AnswerPoll("r", "s1", 2)
		s.AnswerPoll("r", "s2", 0)
		s.EndPoll("r")
		events := s.stream("poll")
		if len(events) != 14 {
			t.Fatalf("%d events", len(events))
		}
		same(t, "start", changed(events[0]), `{"extra.mode":2,"extra.pollDetails":{"0":{"num":0,"percentage":0},`+
			`"1":{"num":0,"percentage":0},"2":{"num":0,"percentage":0}},"extra.pollId":"p1",`+
			`"extra.pollItems":["aa","bb","cc"],"extra.pollState":1,"state":1}`)
		same(t, "choice", changed(events[1]), `{"pollId":"p1","selectIndex":[2,1]}`)
		same(t, "by", events[1].Data["fromUser"], `{"role":"audience","userName":"s0","userUuid":"s0"}`)
		same(t, "withdrawn", changed(events[8]), `{"extra.pollDetails":{"0":{"num":0,"percentage":0},`+
			`"1":{"num":2,"percentage":1},"2":{"num":1,"percentage":0.5}},"extra.pollId":"p1"}`)
		same(t, "end", changed(events[13]), `{"extra.pollDetails":{"0":{"num":1,"percentage":0.33333334},`+
			`"1":{"num":1,"percentage":0.33333334},"2":{"num":2,"percentage":0.6666667}},"extra.pollId":"p1","extra.pollingState":0}`)
		same(t, "no quiz", len(s.stream("popupQuiz")), "0")
		if got := len(s.events(at("r") + "/sequences?cmd=1110")); got != 14 {
			t.Errorf("the room has events of %d changes", got)
		}
		s.clean()
	})
}

func TestPollMisuse(t *testing.T) {
	s := run(t, Options{})
	classOf(s, 1)
	s.CreateRoom("polled", RoomSeed{})
	s.Join("polled", UserSeed{UserUUID: "s0"})
	s.StartPoll("polled", PollSeed{Items: []string{"a"}})
	for name, f := range map[string]func(){
		"no poll":      func() { s.AnswerPoll("r", "s0", 0) },
		"nothing ends": func() { s.EndPoll("r") },
		"no option":    func() { s.AnswerPoll("polled", "s0", 1) },
		"no user":      func() { s.AnswerPoll("r", "nobody", 0) },
		"no room":      func() { s.StartPoll("x", PollSeed{}) },
		"no quiz":      func() { s.AnswerQuiz("r", "s0", "A") },
		"no state":     func() { s.SetState("r", 4) },
		"no JSON":      func() { s.SetRoomProperty("r", "k", func() {}) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	s.ok("GET", at("r"), "")
}

func panics(f func()) (yes bool) {
	defer func() { _, yes = recover().(misuse) }()
	f()
	return false
}
