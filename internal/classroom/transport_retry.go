package classroom

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"
)

const (
	firstBackoff = 500 * time.Millisecond
	maxBackoff   = 8 * time.Second

	// refusalsPerRetry is how many refusals for the rate weigh as much as one failure: each
	// shows that the service is alive, and made the client wait as long as it was asked to.
	refusalsPerRetry = 10
)

// retryTransport repeats attempts. What was not sent is always safe to repeat, and so is what
// was refused for the rate. What may have been taken is repeated only where the call says that
// twice is the same as once.
type retryTransport struct {
	next   http.RoundTripper
	policy retryPolicy
}

func (t *retryTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	state := callStateOf(req.Context())
	for {
		attempt, err := rewound(req)
		if err != nil {
			return nil, err
		}
		resp, err := t.next.RoundTrip(attempt)
		if !t.policy.repeats(req.Context(), state, resp, err) {
			return resp, err
		}
		if err := t.policy.backoff(req.Context(), state.failures); err != nil {
			return nil, err
		}
	}
}

// retryPolicy is how often and after how long an attempt is repeated.
type retryPolicy struct {
	maxRetries int
	clock      Clock
	log        *slog.Logger
}

func newRetryPolicy(cfg Config) retryPolicy {
	return retryPolicy{maxRetries: cfg.MaxRetries, clock: cfg.Clock, log: cfg.Logger}
}

func (p retryPolicy) repeats(ctx context.Context, state *callState, resp *http.Response, err error) bool {
	if state.givenUp {
		return false
	}
	if err == nil && isRateRefusal(resp.StatusCode) {
		state.refusals++
		return state.refusals <= p.maxRetries*refusalsPerRetry
	}
	if err == nil && !isFault(resp.StatusCode) {
		return false
	}
	repeatable := state.fail(err == nil || wasSent(err))
	return ctx.Err() == nil && state.failures <= p.maxRetries && repeatable
}

// another waits before one more attempt of a call that repeats itself, where there is to be one.
func (p retryPolicy) another(ctx context.Context, failures int) bool {
	return failures <= p.maxRetries && p.backoff(ctx, failures) == nil
}

// backoff waits after failures. After a refusal for the rate there is nothing to add to the
// pause that holds all requests.
func (p retryPolicy) backoff(ctx context.Context, failures int) error {
	if failures == 0 {
		return ctx.Err()
	}
	d := min(firstBackoff<<min(failures-1, 10), maxBackoff)
	d = d/2 + rand.N(d/2)
	p.log.InfoContext(ctx, "waiting before another attempt", "failures", failures, "ms", d.Milliseconds())
	return p.clock.Sleep(ctx, d)
}
