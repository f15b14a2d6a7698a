package classroom

import (
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// throttled is a throttle, and its clock.
type throttled struct {
	*throttle
	now time.Time
}

// take takes n requests, evenly over d.
func (p *throttled) take(n int, d time.Duration) {
	for range n {
		p.now = p.now.Add(d / time.Duration(n))
		p.recordSuccess(p.now)
	}
}

func (p *throttled) expect(t *testing.T, when string, least, most float64) {
	t.Helper()
	if got := float64(p.limiter.Limit()); got < least || got > most {
		t.Errorf("%s: %.2f requests a second, want %.2f to %.2f", when, got, least, most)
	}
}

func newThrottled(perSecond float64) *throttled {
	return &throttled{newThrottle(perSecond), time.Unix(1700000000, 0)}
}

func TestRateIsLearned(t *testing.T) {
	p := newThrottled(0)
	p.take(40, 2*time.Second)
	p.expect(t, "before any refusal", float64(rate.Inf), float64(rate.Inf))
	if reported := p.recordRefusal(p.now, time.Second); reported != float64(p.limiter.Limit()) {
		t.Errorf("reported %.2f", reported)
	}
	p.expect(t, "after the first refusal: what was taken in a second", 19, 21)
	p.now = p.now.Add(time.Second)
	p.take(30, 2*time.Second)
	p.expect(t, "fast up, as nothing else is known", 45, 50)
	p.recordRefusal(p.now, time.Second)
	p.expect(t, "what was taken in a second is far less, and half of the rate is more", 22, 25)
}

func TestRefusalTakesBack(t *testing.T) {
	for name, test := range map[string]struct {
		after       time.Duration // the end of the last pause
		perSecond   int           // requests taken since then
		least, most float64       // of a rate of 10
	}{
		"much where it comes soon":               {2 * time.Second, 10, 7.9, 8.1},
		"little where it comes late":             {8 * time.Second, 10, 9.4, 9.6},
		"more where less was taken":              {8 * time.Second, 7, 6.9, 8.1}, // the seconds are not the clock's
		"no more than half in a quiet time":      {8 * time.Second, 1, 4.9, 5.1},
		"as much where it comes at once":         {0, 0, 4.9, 5.1},
		"much, though more was taken than seems": {2 * time.Second, 20, 7.9, 8.1},
	} {
		t.Run(name, func(t *testing.T) {
			p := newThrottled(0)
			p.recordRefusal(p.now, time.Second)
			p.now = p.now.Add(time.Second)
			p.take(test.perSecond*int(test.after.Seconds()), test.after)
			p.limiter.SetLimit(10)
			p.recordRefusal(p.now, time.Second)
			p.expect(t, name, test.least, test.most)
		})
	}
}

func TestRateRecovers(t *testing.T) {
	p := newThrottled(0)
	p.limiter.SetLimit(10)
	p.epochStart = p.now.Add(-8 * time.Second)
	p.window, p.inWindowBefore = p.now, 10
	p.recordRefusal(p.now, time.Second)
	p.now = p.now.Add(time.Second)
	refusal := p.now
	for _, test := range []struct {
		after       time.Duration
		least, most float64
	}{
		{0, 9.5, 9.5},
		{minRecovery / 2, 9.9, 9.95},
		{minRecovery, 10, 10},
		{minRecovery * 3 / 2, 10.05, 10.1},
		{minRecovery * 2, 10.3, 10.4}, // fast from now on, with each request
		{minRecovery * 3, 10.6, 10.7},
	} {
		p.now = refusal.Add(test.after)
		p.take(1, 0)
		p.expect(t, test.after.String(), test.least, test.most)
	}
}

func TestLongPauseMakesPatient(t *testing.T) {
	for pause, want := range map[time.Duration]time.Duration{
		100 * time.Millisecond: minRecovery,
		2 * time.Second:        time.Minute,
		time.Minute:            maxRecovery,
	} {
		p := newThrottled(0)
		p.recordRefusal(p.now, pause)
		if p.recoveryTime != want || p.epochStart != p.now.Add(pause) {
			t.Errorf("%s: back after %s", pause, p.recoveryTime)
		}
	}
}

func TestRateStaysBetweenItsBounds(t *testing.T) {
	p := newThrottled(5)
	p.take(20, 4*time.Second)
	for range 50 {
		p.now = p.now.Add(time.Second)
		p.recordRefusal(p.now, time.Second)
	}
	p.expect(t, "refused for ever", minFillRate, minFillRate)
	p.take(1000, time.Hour)
	p.expect(t, "never above the configured rate", 5, 5)

	p = newThrottled(0.5)
	p.recordRefusal(p.now, time.Second)
	p.expect(t, "nor where that is below the least", 0.5, 0.5)
	if rate.Limit(0.5) != p.ceiling {
		t.Errorf("at most %v", p.ceiling)
	}
}
