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
	p.now = p.now.Add(time.Second)
	p.take(30, 2*time.Second)
	p.expect(t, "fast up, as nothing else is known", 45, 50)
	p.refuse(p.now, time.Second)
	p.expect(t, "what was taken in a second is far less, and half of the pace is more", 22, 25)
}

func TestRefusalTakesBack(t *testing.T) {
	for name, test := range map[string]struct {
		after       time.Duration // the end of the last pause
		perSecond   int           // requests taken since then
		least, most float64       // of a pace of 10
	}{
		"much where it comes soon":               {2 * time.Second, 10, 7.9, 8.1},
		"little where it comes late":             {8 * time.Second, 10, 9.4, 9.6},
		"more where less was taken":              {8 * time.Second, 7, 6.9, 8.1}, // the seconds are not the clock's
		"no more than half in a quiet time":      {8 * time.Second, 1, 4.9, 5.1},
		"as much where it comes at once":         {0, 0, 4.9, 5.1},
		"much, though more was taken than seems": {2 * time.Second, 20, 7.9, 8.1},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPaced(0)
			p.refuse(p.now, time.Second)
			p.now = p.now.Add(time.Second)
			p.take(test.perSecond*int(test.after.Seconds()), test.after)
			p.limiter.SetLimit(10)
			p.refuse(p.now, time.Second)
			p.expect(t, name, test.least, test.most)
		})
	}
}

func TestPaceComesBack(t *testing.T) {
	p := newPaced(0)
	p.limiter.SetLimit(10)
	p.from = p.now.Add(-8 * time.Second)
	p.second, p.last = p.now, 10
	p.refuse(p.now, time.Second)
	p.now = p.now.Add(time.Second)
	refusal := p.now
	for _, test := range []struct {
		after       time.Duration
		least, most float64
	}{
		{0, 9.5, 9.5},
		{paceSoon / 2, 9.9, 9.95},
		{paceSoon, 10, 10},
		{paceSoon * 3 / 2, 10.05, 10.1},
		{paceSoon * 2, 10.3, 10.4}, // fast from now on, with each request
		{paceSoon * 3, 10.6, 10.7},
	} {
		p.now = refusal.Add(test.after)
		p.take(1, 0)
		p.expect(t, test.after.String(), test.least, test.most)
	}
}

func TestLongPauseMakesPatient(t *testing.T) {
	for pause, want := range map[time.Duration]time.Duration{
		100 * time.Millisecond: paceSoon,
		2 * time.Second:        time.Minute,
		time.Minute:            paceLate,
	} {
		p := newPaced(0)
		p.refuse(p.now, pause)
		if p.back != want || p.from != p.now.Add(pause) {
			t.Errorf("%s: back after %s", pause, p.back)
		}
	}
}

func TestPaceStaysBetweenItsBounds(t *testing.T) {
	p := newPaced(5)
	p.take(20, 4*time.Second)
	for range 50 {
		p.now = p.now.Add(time.Second)
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
