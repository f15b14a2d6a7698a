package classroom

import (
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// paced is a pace, and its clock.
type paced struct {
	*pace
	now time.Time
}

// take takes n requests, evenly over d.
func (p *paced) take(n int, d time.Duration) {
	for range n {
		p.now = p.now.Add(d / time.Duration(n))
		p.taken(p.now)
	}
}

func (p *paced) expect(t *testing.T, when string, least, most float64) {
	t.Helper()
	if got := float64(p.limiter.Limit()); got < least || got > most {
		t.Errorf("%s: %.2f requests a second, want %.2f to %.2f", when, got, least, most)
	}
}

func newPaced(perSecond float64) *paced {
	return &paced{newPace(perSecond), time.Unix(1700000000, 0)}
}

func TestPaceIsLearned(t *testing.T) {
	p := newPaced(0)
	p.take(40, 2*time.Second)
	p.expect(t, "before any refusal", float64(rate.Inf), float64(rate.Inf))
	if told := p.refuse(p.now, time.Second); told != float64(p.limiter.Limit()) {
		t.Errorf("told %.2f", told)
	}
	p.expect(t, "after the first refusal: what was taken in a second", 19, 21)
	p.limiter.SetLimit(14)
	p.refused = 14
	p.take(30, 3*time.Second)
	p.expect(t, "slowly up near what was refused", 14.5, 15)
	p.refuse(p.now, time.Second)
	p.expect(t, "after the next: what was taken meanwhile", 9.9, 10.1)
	p.take(30, time.Second)
	p.refuse(p.now, time.Second)
	p.expect(t, "a refusal slows down in any case", 10.5, 10.8)
	p.take(5, 5*time.Second)
	p.refuse(p.now, time.Minute)
	p.expect(t, "a quiet time tells little", 4.5, 5.5)
	p.now = p.now.Add(time.Minute)
	p.take(12, 2*time.Second)
	p.refuse(p.now, time.Minute)
	p.expect(t, "of a long pause a second counts", 3.9, 4.1)
}

func TestPaceQuickens(t *testing.T) {
	p := newPaced(0)
	p.take(5, 10*time.Second) // one every two seconds
	p.refuse(p.now, time.Second)
	p.expect(t, "a refusal in a quiet time", paceLeast, paceLeast)
	p.take(100, 20*time.Second)
	p.expect(t, "fast up, nothing being known", 30, 50)
	p.refuse(p.now, time.Second)
	p.take(100, 0)
	p.expect(t, "a little up", 20, 40)
	p.now = p.now.Add(paceMemory)
	p.take(100, 0)
	p.expect(t, "fast again, the refusal being long ago", 300, 1000)
}

func TestPaceStaysBetweenItsBounds(t *testing.T) {
	p := newPaced(5)
	p.take(20, 4*time.Second)
	for range 50 {
		p.refuse(p.now, time.Second)
	}
	p.expect(t, "refused for ever", paceLeast, paceLeast)
	p.take(1000, time.Hour)
	p.expect(t, "never above the configured rate", 5, 5)

	p = newPaced(0.5)
	p.refuse(p.now, time.Second)
	p.expect(t, "nor where that is below the least", 0.5, 0.5)
	if rate.Limit(0.5) != p.most {
		t.Errorf("at most %v", p.most)
	}
}
