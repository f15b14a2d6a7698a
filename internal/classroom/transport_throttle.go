package classroom

import (
	"context"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// maxPause caps what a Retry-After may ask: nobody waits an hour for an absurd header.
	maxPause = time.Minute

	// defaultPause is how long a refusal without Retry-After holds all requests.
	defaultPause = time.Second

	// minPause is for a Retry-After of nothing, or in the past: repeats must not hammer.
	minPause = 100 * time.Millisecond

	// sharedPauses is how many refusals of one call hold all requests, whatever the service
	// takes meanwhile.
	sharedPauses = 3

	// statusTooFast is what the service answers in place of 429 to some clients, by the
	// vendor's SDK.
	statusTooFast = 439
)

func isRateRefusal(status int) bool {
	return status == http.StatusTooManyRequests || status == statusTooFast
}

// asksToWait reports whether an answer holds all requests: any refusal for the rate, and a
// service that is down and says until when.
func asksToWait(resp *http.Response) bool {
	return isRateRefusal(resp.StatusCode) ||
		resp.StatusCode == http.StatusServiceUnavailable && resp.Header.Get("Retry-After") != ""
}

// throttleTransport holds requests back: to the rate that is configured or that the service
// takes, and, once the service refuses one for its rate, all of them until the time it names.
type throttleTransport struct {
	next    http.RoundTripper
	breaker *breakerTransport
	clock   Clock
	log     *slog.Logger

	mu          sync.Mutex
	throttle    *throttle
	pausedUntil time.Time
	taken       int // requests that were not refused so far
}

func (t *throttleTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if err := t.wait(ctx); err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(req)
	switch {
	case err != nil:
	case asksToWait(resp):
		t.recordRefusal(ctx, resp)
	default:
		t.recordSuccess()
	}
	return resp, err
}

// wait takes a place in the rate only once no pause is on: places taken before would all be
// due by its end, and those who waited would go at once, or at the rate that was refused.
func (t *throttleTransport) wait(ctx context.Context) error {
	state := callStateOf(ctx)
	for {
		for pause := t.pause(state); pause > 0; pause = t.pause(state) {
			if err := t.breaker.broken(state); err != nil {
				return err
			}
			// Jitter keeps those who waited together from arriving together.
			if err := t.clock.Sleep(ctx, pause+rand.N(pause/4+time.Millisecond)); err != nil {
				return err
			}
		}
		delay, limiter := t.reserve()
		if err := t.clock.Sleep(ctx, delay); err != nil {
			return err
		}
		if t.pause(state) <= 0 && t.isCurrent(limiter) {
			return nil
		}
	}
}

// pause is how long the call still has to wait, with all others or alone.
func (t *throttleTransport) pause(state *callState) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock.Now()
	return max(t.pausedUntil.Sub(now), state.pausedUntil.Sub(now))
}

// reserve takes the next free place in the rate. It returns how far away that is, and the
// limiter that gave it.
func (t *throttleTransport) reserve() (time.Duration, *rate.Limiter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock.Now()
	return t.throttle.limiter.ReserveN(now, 1).DelayFrom(now), t.throttle.limiter
}

// isCurrent reports whether the rate that a place was taken in has not been refused meanwhile.
func (t *throttleTransport) isCurrent(limiter *rate.Limiter) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.throttle.limiter == limiter
}

func (t *throttleTransport) recordSuccess() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.taken++
	t.throttle.recordSuccess(t.clock.Now())
}

// recordRefusal holds all requests for as long as the service asks. A call that is refused
// again and again while the service takes others waits alone: it must not starve them.
func (t *throttleTransport) recordRefusal(ctx context.Context, resp *http.Response) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock.Now()
	pause := retryAfter(resp.Header, now)
	attributes := []any{"status", resp.StatusCode, "seconds", pause.Seconds()}
	state := callStateOf(ctx)
	state.held++
	if state.held == 1 {
		state.takenBefore = t.taken
	}
	if state.held > sharedPauses && t.taken > state.takenBefore {
		state.pausedUntil = now.Add(pause)
		t.log.WarnContext(ctx, "the service refuses one request again and takes others; it waits alone", attributes...)
		return
	}
	// A rate is reduced once a pause, and not where the same call is refused again.
	if isRateRefusal(resp.StatusCode) && !t.pausedUntil.After(now) && state.held == 1 {
		attributes = append(attributes, "requests_per_second", t.throttle.recordRefusal(now, pause))
	}
	if until := now.Add(pause); until.After(t.pausedUntil) {
		t.pausedUntil = until
	}
	t.log.WarnContext(ctx, "the service asks to slow down; all requests wait", attributes...)
}

// retryAfter reads the header's two forms, seconds and a date, and caps what it asks. A date is
// by the service's clock, which the Date header shows.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	wait := defaultPause
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && !math.IsNaN(seconds) {
		wait = time.Duration(min(max(seconds, 0), maxPause.Seconds()) * float64(time.Second))
	} else if date, err := http.ParseTime(value); err == nil {
		if theirs, err := http.ParseTime(header.Get("Date")); err == nil {
			now = theirs
		}
		wait = date.Sub(now)
	}
	return min(max(wait, minPause), maxPause)
}
