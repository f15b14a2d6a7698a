package simulator

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// bucket refuses requests above a rate. It starts with the requests of one second, and
// never saves up more.
type bucket struct {
	perSecond float64 // 0: no limit

	mu     sync.Mutex
	places float64
	filled time.Time
}

func newBucket(perSecond float64) *bucket {
	return &bucket{perSecond: perSecond, places: math.Max(1, perSecond)}
}

// take reports whether a request may pass, else in how many whole seconds the next one may.
func (b *bucket) take(now time.Time) (wait int, ok bool) {
	if b.perSecond <= 0 {
		return 0, true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.filled.IsZero() {
		b.places += math.Max(0, now.Sub(b.filled).Seconds()) * b.perSecond
		b.places = math.Min(b.places, math.Max(1, b.perSecond))
	}
	b.filled = now
	if b.places < 1 {
		return int(math.Ceil((1 - b.places) / b.perSecond)), false
	}
	b.places--
	return 0, true
}

// tooFast is the gateway's refusal of a request for its rate.
func tooFast(wait int) answer {
	a := gatewayAnswer(http.StatusTooManyRequests, "API rate limit exceeded")
	a.retryAfter = strconv.Itoa(wait)
	return a
}
