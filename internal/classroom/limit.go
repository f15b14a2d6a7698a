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

// limitTransport holds requests back: to the configured rate, and, once the service refuses
// one for its rate, all of them until the time it named.
type limitTransport struct {
	next    http.RoundTripper
	limiter *rate.Limiter
	clock   Clock
	log     *slog.Logger

	mu    sync.Mutex
	until time.Time
}

func newLimitTransport(next http.RoundTripper, cfg Config) *limitTransport {
	limit := rate.Inf
	if cfg.RequestsPerSecond > 0 {
		limit = rate.Limit(cfg.RequestsPerSecond)
	}
	return &limitTransport{next: next, limiter: rate.NewLimiter(limit, 1), clock: cfg.Clock, log: cfg.Logger}
}

func (t *limitTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if err := t.wait(ctx); err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(req)
	if err == nil && asksToWait(resp) {
		pause := retryAfter(resp.Header, t.clock.Now())
		t.hold(pause)
		t.log.WarnContext(ctx, "the service asks to slow down; all requests wait", "status", resp.StatusCode, "seconds", pause.Seconds())
	}
	return resp, err
}

// wait takes a place in the rate only once no pause is on: places taken before would all be
// due by its end, and those who waited would go at once.
func (t *limitTransport) wait(ctx context.Context) error {
	for {
		for pause := t.pause(); pause > 0; pause = t.pause() {
			// Jitter keeps those who waited together from arriving together.
			if err := t.clock.Sleep(ctx, pause+rand.N(pause/4+time.Millisecond)); err != nil { // #nosec G404 -- jitter is no secret
				return err
			}
		}
		now := t.clock.Now()
		if err := t.clock.Sleep(ctx, t.limiter.ReserveN(now, 1).DelayFrom(now)); err != nil {
			return err
		}
		if t.pause() <= 0 {
			return nil
		}
	}
}

func (t *limitTransport) pause() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.until.Sub(t.clock.Now())
}

func (t *limitTransport) hold(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if until := t.clock.Now().Add(d); until.After(t.until) {
		t.until = until
	}
}

// retryAfter reads the header's two forms, seconds and a date, and caps what it asks.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	wait := defaultPause
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && !math.IsNaN(seconds) {
		wait = time.Duration(min(max(seconds, 0), maxPause.Seconds()) * float64(time.Second))
	} else if date, err := http.ParseTime(value); err == nil {
		wait = date.Sub(now)
	}
	return min(max(wait, minPause), maxPause)
}
