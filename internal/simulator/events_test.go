package simulator

import (
	"testing"
	"time"
)

func TestEventsRiseAndFilter(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("r", RoomSeed{})
		s.Join("r", UserSeed{UserUUID: "u", Role: 1})
		s.Chat("r", "u", "hello")
		s.Reward("r", "u", 2)
		s.Reward("r", "u", 1)
		s.AppendEvent("r", 1502, map[string]any{"progressUsers": []string{}})
		s.ok("PUT", at("r")+"/properties", `{"properties":{"a":1},"cause":{"why":"x"}}`)
		s.ok("DELETE", at("r")+"/properties", `{"properties":["a"]}`)
		events := s.events(at("r") + "/sequences")
		cmds := []int{}
		for i, e := range events {
			cmds = append(cmds, e.Cmd)
			if e.Sequence != i+1 || e.RoomUUID != "r" || e.Version != 1 {
				t.Errorf("event %d: %+v", i, e)
			}
		}
		same(t, "cmds", cmds, "[20,3,1101,1101,1502,4,5]")
		same(t, "chat", events[1].Data, `{"fromUser":{"role":"host","userName":"u","userUuid":"u"},"message":"hello","type":1}`)
		same(t, "reward", events[3].Data["rewardDetails"], `[{"changedReward":1,"totalReward":3,"userUuid":"u"}]`)
		same(t, "change", events[5].Data["changeProperties"], `{"a":1}`)
		same(t, "cause", events[5].Data["cause"], `{"why":"x"}`)
		same(t, "one kind", len(s.events(at("r")+"/sequences?cmd=1101")), "2")
		s.want(404, 20404100, "GET", at("x")+"/sequences", "")
		s.clean()
	})
}

func (s *service) drain() []any {
	s.t.Helper()
	var all []any
	for range 20 {
		batch := s.ok("GET", pollingAt("sequences"), "").data.([]any)
		if len(batch) == 0 {
			return all
		}
		all = append(all, batch...)
	}
	s.t.Fatal("the feed has no end")
	return nil
}

func TestFeedGivesEachEventOnce(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("a", RoomSeed{})
		s.CreateRoom("b", RoomSeed{})
		for range 4 {
			s.AppendEvent("a", 1502, nil)
			s.AppendEvent("b", 1502, nil)
		}
		if got := len(s.drain()); got != 8 {
			t.Errorf("%d events", got)
		}
		if got := len(s.drain()); got != 0 {
			t.Errorf("%d events given twice", got)
		}
		if got := len(s.events(at("a") + "/sequences")); got != 4 {
			t.Errorf("reading the feed left %d events in the room", got)
		}
		s.clean()
	})
}

func TestFeedForgetsAnHourAfterTheRoom(t *testing.T) {
	for after, want := range map[time.Duration]bool{time.Hour - time.Second: true, time.Hour: false} {
		s := run(t, Options{})
		s.CreateRoom("r", RoomSeed{})
		s.AppendEvent("r", 3, nil)
		s.DeleteRoom("r")
		s.clock.Advance(after)
		if got := len(s.drain()) > 0; got != want {
			t.Errorf("%s after the room: given %v", after, got)
		}
	}
}

func TestFeedIsInOrderOfTime(t *testing.T) {
	s := run(t, Options{})
	for id, delay := range map[string]int64{"late": 7200, "early": 3600} {
		s.CreateRoom(id, RoomSeed{Schedule: Schedule{StartTime: start.UnixMilli() + delay*1000}})
	}
	s.clock.Advance(3 * time.Hour)
	feed := s.drain()
	same(t, "order", []any{dig(feed[0], "roomUuid"), dig(feed[1], "roomUuid")}, `["early","late"]`)
}
