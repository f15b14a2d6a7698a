package classroom

import (
	"time"

	"golang.org/x/time/rate"
)

const (
	// growthFactor is the growth of the rate with each request that is taken, where nothing is
	// known of the limit but that a burst was too fast, or where a refusal is long ago.
	growthFactor = 1.03

	// reductionFactor is how many seconds of its growth a refusal takes back: the sooner it
	// comes, the farther the rate was off. It takes maxReduction of the rate at most, unless far
	// less was taken than the rate allows; then it leaves minRemainder at least.
	reductionFactor = 0.4
	maxReduction    = 0.2
	minRemainder    = 0.5

	// recoveryPauses is when the rate is back at the one that was refused, in pauses, between
	// minRecovery and maxRecovery: the longer the pause, the rarer another should be.
	recoveryPauses = 30
	minRecovery    = 30 * time.Second
	maxRecovery    = 2 * time.Minute

	// minFillRate, in requests a second, is as far as refusals alone slow the client down.
	minFillRate = 2
)

// throttle is the rate of requests that the service seems to take. No quota is published, so
// it is learned from refusals, by the cubic function of RFC 9438 (CUBIC), as in the adaptive
// retry mode of the AWS SDK.
type throttle struct {
	limiter *rate.Limiter
	ceiling rate.Limit // as configured, Inf without

	lastMaxRate  rate.Limit    // the rate that was refused last, Inf where there was none
	reducedRate  rate.Limit    // what the refusal left of it
	epochStart   time.Time     // the end of the pause after the refusal
	recoveryTime time.Duration // from then until the rate is back at lastMaxRate

	window                   time.Time // the beginning of the second that is counted now
	inWindow, inWindowBefore int       // requests taken in this second, and in the one before
}

func newThrottle(perSecond float64) *throttle {
	ceiling := rate.Inf
	if perSecond > 0 {
		ceiling = rate.Limit(perSecond)
	}
	return &throttle{limiter: rate.NewLimiter(ceiling, 1), ceiling: ceiling, lastMaxRate: rate.Inf}
}

// recordSuccess counts a request that was not refused, and raises the rate.
func (t *throttle) recordSuccess(now time.Time) {
	t.roll(now)
	t.inWindow++
	limit := t.limiter.Limit()
	if limit >= t.ceiling {
		return
	}
	next := limit * growthFactor
	if elapsed := now.Sub(t.epochStart); t.lastMaxRate < rate.Inf && elapsed < 2*t.recoveryTime {
		next = t.cubicRate(elapsed)
	}
	t.limiter.SetLimitAt(now, min(next, t.ceiling))
}

// cubicRate is the rate some time after a refusal: it soon comes close to the refused rate,
// stays about it for long, and then leaves it, since the service may take more by now. That
// keeps refusals rare where the limit stays.
func (t *throttle) cubicRate(elapsed time.Duration) rate.Limit {
	x := rate.Limit(max(elapsed, 0).Seconds()/t.recoveryTime.Seconds() - 1)
	return t.lastMaxRate + (t.lastMaxRate-t.reducedRate)*x*x*x
}

// roll begins to count a new second where one is over.
func (t *throttle) roll(now time.Time) {
	switch past := now.Sub(t.window); {
	case past >= 2*time.Second:
		t.window, t.inWindowBefore, t.inWindow = now, 0, 0
	case past >= time.Second:
		t.window, t.inWindowBefore, t.inWindow = now, t.inWindow, 0
	}
}

// recordRefusal reduces the rate, and returns the new one in requests a second. That has a
// limiter of its own: whoever has a place in the old one needs another.
func (t *throttle) recordRefusal(now time.Time, pause time.Duration) float64 {
	t.roll(now)
	t.lastMaxRate = t.limiter.Limit()
	taken := rate.Limit(max(t.inWindow, t.inWindowBefore))
	t.reducedRate = taken
	if t.lastMaxRate < rate.Inf {
		reduction := min(reductionFactor/now.Sub(t.epochStart).Seconds(), maxReduction)
		t.reducedRate = min(max(taken, t.lastMaxRate*minRemainder), t.lastMaxRate*rate.Limit(1-reduction))
	}
	t.reducedRate = min(max(t.reducedRate, minFillRate), t.ceiling)
	t.epochStart, t.recoveryTime = now.Add(pause), min(max(recoveryPauses*pause, minRecovery), maxRecovery)
	t.limiter = rate.NewLimiter(t.reducedRate, 1)
	return float64(t.reducedRate)
}
