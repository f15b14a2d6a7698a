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

	// defaultPause is how long a refusal without Retry-After holds everybody.
	defaultPause = time.Second

	// minPause is for a Retry-After of nothing, or in the past: repeats must not hammer.
	minPause = 100 * time.Millisecond

	// heldTogether is how many refusals of one call hold everybody whatever becomes of others.
	heldTogether = 3
)

// statusTooFast is what the service answers in place of 429 to some clients, by the vendor's SDK.
const statusTooFast = 439

func refusedForRate(status int) bool {
	return status == http.StatusTooManyRequests || status == statusTooFast
}

// asksToWait tells whether an answer holds everybody: any refusal for the rate, and a service
// that is down and says until when.
func asksToWait(resp *http.Response) bool {
	return refusedForRate(resp.StatusCode) ||
		resp.StatusCode == http.StatusServiceUnavailable && resp.Header.Get("Retry-After") != ""
}

// limitTransport holds requests back: to the configured rate or the one that the service
// takes, and, once the service refuses one for its rate, all of them until the time it named.
type limitTransport struct {
	next  http.RoundTripper
	clock Clock
	log   *slog.Logger

	mu    sync.Mutex
	pace  *pace
	until time.Time
	taken int // requests that were not refused so far
}

func newLimitTransport(next http.RoundTripper, cfg Config) *limitTransport {
	return &limitTransport{next: next, pace: newPace(cfg.RequestsPerSecond), clock: cfg.Clock, log: cfg.Logger}
}

func (t *limitTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if err := t.wait(ctx); err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(req)
	switch {
	case err != nil:
	case asksToWait(resp):
		t.slowDown(ctx, resp)
	default:
		t.goOn()
	}
	return resp, err
}

// wait takes a place in the rate only once no pause is on: places taken before would all be
// due by its end, and those who waited would go at once, or at the pace that was refused.
func (t *limitTransport) wait(ctx context.Context) error {
	h := historyOf(ctx)
	for {
		for pause := t.pause(h); pause > 0; pause = t.pause(h) {
			// Jitter keeps those who waited together from arriving together.
			if err := t.clock.Sleep(ctx, pause+rand.N(pause/4+time.Millisecond)); err != nil { // #nosec G404 -- jitter is no secret
				return err
			}
		}
		delay, paced := t.turn()
		if err := t.clock.Sleep(ctx, delay); err != nil {
			return err
		}
		if t.pause(h) <= 0 && t.holds(paced) {
			return nil
		}
	}
}

// pause is how long the call has to wait still, with all others or alone.
func (t *limitTransport) pause(h *history) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return max(t.until.Sub(t.clock.Now()), h.until.Sub(t.clock.Now()))
}

// turn is how far away the next free place in the rate is, which it takes, and of which rate.
func (t *limitTransport) turn() (time.Duration, *rate.Limiter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock.Now()
	return t.pace.limiter.ReserveN(now, 1).DelayFrom(now), t.pace.limiter
}

// holds tells whether the rate that a place was taken in has not been refused meanwhile.
func (t *limitTransport) holds(paced *rate.Limiter) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.pace.limiter == paced
}

func (t *limitTransport) goOn() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.taken++
	t.pace.taken(t.clock.Now())
}

// slowDown holds everybody for as long as the service asks. Where it goes on asking one call
// but takes others meanwhile, that call waits alone: it must not starve them.
func (t *limitTransport) slowDown(ctx context.Context, resp *http.Response) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock.Now()
	pause := retryAfter(resp.Header, now)
	attributes := []any{"status", resp.StatusCode, "seconds", pause.Seconds()}
	h := historyOf(ctx)
	h.held++
	if h.held == 1 {
		h.takenThen = t.taken
	}
	alone := h.held > heldTogether && t.taken > h.takenThen
	if alone {
		h.until = now.Add(pause)
		t.log.WarnContext(ctx, "the service goes on refusing one request and takes others; it waits alone", attributes...)
		return
	}
	// The pace is to blame once a pause, and not where the same call is refused again.
	if refusedForRate(resp.StatusCode) && !t.until.After(now) && h.held == 1 {
		attributes = append(attributes, "requests_per_second", t.pace.refuse(now, pause))
	}
	if until := now.Add(pause); until.After(t.until) {
		t.until = until
	}
	t.log.WarnContext(ctx, "the service asks to slow down; all requests wait", attributes...)
}

// retryAfter reads the header's two forms, seconds and a date, and caps what it asks. A date is
// by the service's clock, which the answer tells, too.
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
