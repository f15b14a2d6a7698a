package classroom

import (
	"time"

	"golang.org/x/time/rate"
)

const (
	// paceFast is the growth of the pace with each request that is taken, where nothing is
	// known of the rate but that a burst was too fast, or a refusal is long ago.
	paceFast = 1.03

	// paceDrop is how many seconds of its growth a refusal takes back: the sooner it comes,
	// the farther the pace was off. It takes paceDropMost at most, unless far less was taken
	// than the pace allows; then it leaves paceCut at least.
	paceDrop     = 0.4
	paceDropMost = 0.2
	paceCut      = 0.5

	// paceReturn is when the pace is back at the one that was refused, in pauses, between
	// paceSoon and paceLate: the longer the pause, the rarer another should be.
	paceReturn = 30
	paceSoon   = 30 * time.Second
	paceLate   = 2 * time.Minute

	// paceLeast, in requests a second, is as far as refusals slow the client down by themselves.
	paceLeast = 2
)

// pace is the rate of requests that the service seems to take. No quota is published, so it
// is learned from refusals.
type pace struct {
	limiter *rate.Limiter
	most    rate.Limit // as configured, Inf without

	refused rate.Limit    // the pace that was refused last, Inf where there was none
	left    rate.Limit    // what the refusal left of it
	from    time.Time     // the end of the pause after the refusal
	back    time.Duration // how long after that the pace is back at the refused one

	second    time.Time // the beginning of the second that is counted now
	now, last int       // requests taken in this second, and in the one before
}

func newPace(perSecond float64) *pace {
	most := rate.Inf
	if perSecond > 0 {
		most = rate.Limit(perSecond)
	}
	return &pace{limiter: rate.NewLimiter(most, 1), most: most, refused: rate.Inf}
}

// taken counts a request that was not refused, and quickens.
func (p *pace) taken(now time.Time) {
	p.roll(now)
	p.now++
	limit := p.limiter.Limit()
	if limit >= p.most {
		return
	}
	next := limit * paceFast
	if elapsed := now.Sub(p.from); p.refused < rate.Inf && elapsed < 2*p.back {
		next = p.curve(elapsed)
	}
	p.limiter.SetLimitAt(now, min(next, p.most))
}

// curve is the pace some time after a refusal: soon close to the refused one, then long about
// it, at last away from it, since the service may take more by now. It is that of TCP CUBIC
// (RFC 9438), which keeps refusals rare where the rate stays.
func (p *pace) curve(elapsed time.Duration) rate.Limit {
	x := rate.Limit(max(elapsed, 0).Seconds()/p.back.Seconds() - 1)
	return p.refused + (p.refused-p.left)*x*x*x
}

// roll counts from the beginning where a second is over.
func (p *pace) roll(now time.Time) {
	switch past := now.Sub(p.second); {
	case past >= 2*time.Second:
		p.second, p.last, p.now = now, 0, 0
	case past >= time.Second:
		p.second, p.last, p.now = now, p.now, 0
	}
}

// refuse slows down, and gives the new pace in requests a second. It begins with a limiter of
// its own: whoever has a place in the old one needs another.
func (p *pace) refuse(now time.Time, pause time.Duration) float64 {
	p.roll(now)
	p.refused = p.limiter.Limit()
	taken := rate.Limit(max(p.now, p.last))
	p.left = taken
	if p.refused < rate.Inf {
		drop := min(paceDrop/now.Sub(p.from).Seconds(), paceDropMost)
		p.left = min(max(taken, p.refused*paceCut), p.refused*rate.Limit(1-drop))
	}
	p.left = min(max(p.left, paceLeast), p.most)
	p.from, p.back = now.Add(pause), min(max(paceReturn*pause, paceSoon), paceLate)
	p.limiter = rate.NewLimiter(p.left, 1)
	return float64(p.left)
}
