package classroom

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// serviceClock is the service's clock, as far as its answers show it.
type serviceClock struct {
	mu    sync.Mutex
	known bool
	ahead time.Duration // of the client's clock
}

func (s *serviceClock) set(theirs, ours time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known, s.ahead = true, theirs.Sub(ours)
}

func (s *serviceClock) get() (ahead time.Duration, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ahead, s.known
}

// Now is the service's time: the client's clock, corrected by what the service's latest answer
// said ("Answers"). Before any such answer it is the client's clock alone.
func (c *Client) Now() time.Time {
	ahead, _ := c.serviceClock.get()
	return c.clock.Now().Add(ahead)
}

// ServiceTime is the service's time. Where no answer of this run has shown it, one read of
// the room does, which all callers share; that the room does not exist is as good an answer.
// It is the client's clock where the service does not show its time at all.
func (c *Client) ServiceTime(ctx context.Context, roomUUID string) (time.Time, error) {
	if _, known := c.serviceClock.get(); known {
		return c.Now(), nil
	}
	_, err := c.probes.do(ctx, "time", func() (string, error) {
		_, err := c.GetRoom(ctx, roomUUID)
		if IsNotFound(err) || IsClassOver(err) {
			err = nil
		}
		return "", err
	})
	if err != nil {
		return time.Time{}, err
	}
	return c.Now(), nil
}

// timeOf is the service's time of an answer: its ts, or else the Date header.
func timeOf(header http.Header, envelope value) time.Time {
	if ts := envelope.get("ts").time(); !ts.IsZero() {
		return ts
	}
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date.UTC()
}

// observeTime corrects the clock by an answer that is certainly the service's.
func (c *Client) observeTime(status, code int, at time.Time) {
	trusted := code == CodeRoomNotFound || code == CodeUserNotFound || code == 0 && status == http.StatusOK
	if trusted && !at.IsZero() {
		c.serviceClock.set(at, c.clock.Now())
	}
}
