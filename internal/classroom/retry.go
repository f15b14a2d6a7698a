package classroom

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

const (
	firstBackoff = 500 * time.Millisecond
	maxBackoff   = 8 * time.Second

	// refusalsPerRetry is how many refusals for the rate weigh as much as one failure: each
	// says that the service is alive, and made the client wait as long as it was asked to.
	refusalsPerRetry = 10
)

// retryPolicy says which attempts are repeated. What was not sent is always safe to
// repeat, and so is what was refused for the rate. What may have been taken is repeated
// only where the call says that twice is the same as once.
type retryPolicy struct {
	maxRetries int
	clock      Clock
	log        *slog.Logger
}

func (p retryPolicy) client(transport http.RoundTripper) *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport: transport,
			// The service never redirects; credentials must not follow one to another host.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		RetryMax:   math.MaxInt32, // check counts, by kind of failure
		CheckRetry: p.check,
		// The waiting is done in PrepareRetry, which, other than Backoff, has the context and our clock.
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return 0 },
		PrepareRetry: p.wait,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

func (p retryPolicy) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	h := historyOf(ctx)
	if err == nil && refusedForRate(resp.StatusCode) {
		h.refusals++
		return ctx.Err() == nil && h.refusals <= p.maxRetries*refusalsPerRetry, nil
	}
	if err == nil && resp.StatusCode < http.StatusInternalServerError {
		return false, nil
	}
	repeatable := h.fail(err == nil || wasSent(err))
	return ctx.Err() == nil && h.failures <= p.maxRetries && repeatable, nil
}

// wait backs off after failures. After a refusal for the rate there is nothing to add to
// the pause that holds all requests.
func (p retryPolicy) wait(req *http.Request) error {
	h := historyOf(req.Context())
	return p.backoff(req.Context(), h.failures)
}

// another waits before one more attempt of a call that repeats itself, where there is to be one.
func (p retryPolicy) another(ctx context.Context, failures int) bool {
	return failures <= p.maxRetries && p.backoff(ctx, failures) == nil
}

func (p retryPolicy) backoff(ctx context.Context, failures int) error {
	if failures == 0 {
		return ctx.Err()
	}
	d := min(firstBackoff<<min(failures-1, 10), maxBackoff)
	d = d/2 + rand.N(d/2) // #nosec G404 -- jitter is no secret
	p.log.InfoContext(ctx, "waiting before another attempt", "failures", failures, "ms", d.Milliseconds())
	return p.clock.Sleep(ctx, d)
}

// attemptError is an attempt without an answer.
type attemptError struct {
	sent bool // the service may have taken the request
	err  error
}

func (e *attemptError) Error() string { return e.err.Error() }
func (e *attemptError) Unwrap() error { return e.err }

func wasSent(err error) bool {
	var attempt *attemptError
	return errors.As(err, &attempt) && attempt.sent
}
