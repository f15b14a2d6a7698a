package classroom

import (
	"time"

	"golang.org/x/time/rate"
)

const (
	// paceFast and paceSlow are the growth of the pace with each request that is taken: fast
	// as long as it is well below what was refused, then so slow that refusals stay rare.
	paceFast = 1.03
	paceSlow = 1.002

	// paceNear is the part of the refused pace above which growth is slow.
	paceNear = 0.7

	// paceDrop is the most, and paceCut the least, that a refusal leaves of the pace.
	paceDrop = 0.95
	paceCut  = 0.5

	// paceLeast, in requests a second, is as far as refusals slow the client down by themselves.
	paceLeast = 2

	// paceMemory is how long a refusal says something about the rate.
	paceMemory = time.Minute
)

// pace is the rate of requests that the service seems to take. No quota is published, so it
// is learned: what was taken between two refusals is what the service takes.
type pace struct {
	limiter *rate.Limiter
	most    rate.Limit // as configured, Inf without

	refused rate.Limit // the pace that was refused last, Inf where there was none
	from    time.Time  // since when requests are counted for the next refusal
	since   int        // requests taken since then

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
	p.count(now)
	limit := p.limiter.Limit()
	if limit >= p.most {
		return
	}
	growth := rate.Limit(paceFast)
	if limit > p.refused*paceNear && now.Sub(p.from) < paceMemory {
		growth = paceSlow
	}
	p.limiter.SetLimitAt(now, min(limit*growth, p.most))
}

func (p *pace) count(now time.Time) {
	switch past := now.Sub(p.second); {
	case past >= 2*time.Second:
		p.second, p.last, p.now = now, 0, 0
	case past >= time.Second:
		p.second, p.last, p.now = now, p.now, 0
	}
	p.now++
	p.since++
}

// refuse slows down, and gives the new pace in requests a second. Of the pause that follows
// the last second counts: what a service saves up in it is taken at once afterwards.
func (p *pace) refuse(now time.Time, pause time.Duration) float64 {
	limit := p.limiter.Limit()
	p.refused = limit
	if limit == rate.Inf {
		limit = rate.Limit(max(p.now, p.last))
	} else {
		taken := rate.Limit(float64(p.since) / now.Sub(p.from).Seconds())
		limit = min(max(taken, limit*paceCut), limit*paceDrop)
	}
	limit = min(max(limit, paceLeast), p.most)
	p.from, p.since = now.Add(max(0, pause-time.Second)), 0
	p.limiter.SetLimitAt(now, limit)
	return float64(limit)
}
