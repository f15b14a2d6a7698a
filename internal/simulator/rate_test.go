package simulator

import (
	"testing"
	"time"
)

func TestBucket(t *testing.T) {
	type step struct {
		after time.Duration
		asked int
		taken int
		wait  int // after the last refusal
	}
	for name, test := range map[string]struct {
		perSecond float64
		steps     []step
	}{
		"no limit":             {0, []step{{0, 1000, 1000, 0}}},
		"a second's worth":     {10, []step{{0, 15, 10, 1}, {100 * time.Millisecond, 3, 1, 1}, {time.Second, 15, 10, 1}}},
		"saves up no more":     {10, []step{{0, 10, 10, 0}, {time.Hour, 15, 10, 1}}},
		"slower than a second": {0.2, []step{{0, 2, 1, 5}, {2 * time.Second, 1, 0, 3}, {3 * time.Second, 2, 1, 5}}},
		"clock turned back":    {1, []step{{0, 1, 1, 0}, {-time.Hour, 1, 0, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			b, now := newBucket(test.perSecond), start
			for i, s := range test.steps {
				now = now.Add(s.after)
				taken, last := 0, 0
				for range s.asked {
					if wait, ok := b.take(now); ok {
						taken++
					} else {
						last = wait
					}
				}
				if taken != s.taken || last != s.wait {
					t.Errorf("step %d: %d taken, then wait %d s; want %d and %d s", i, taken, last, s.taken, s.wait)
				}
			}
		})
	}
}

func TestTooFast(t *testing.T) {
	s := run(t, Options{RequestsPerSecond: 2})
	s.CreateRoom("room", RoomSeed{})
	s.ok("GET", at("room"), "")
	s.ok("GET", at("room"), "")
	refused := s.want(429, -1, "GET", at("room"), "")
	if got := refused.header.Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After is %q, want 1", got)
	}
	if log := s.Requests(); len(log) != 3 || log[2].Status != 429 {
		t.Errorf("the log holds %+v", log)
	}
	s.clock.Advance(time.Second)
	s.ok("GET", at("room"), "")
}
