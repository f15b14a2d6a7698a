package classroom

import (
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// giveUpAfter is how long the service may refuse every request for the rate before the run is
// given up.
const giveUpAfter = time.Minute

// breakerTransport is a circuit breaker for the run: where the service refuses the credentials,
// or every request for the rate, no further request is made.
type breakerTransport struct {
	next   http.RoundTripper
	redact func(string) string
	clock  Clock
	log    *slog.Logger

	mu           sync.Mutex
	accepted     bool      // the service has accepted the credentials since it refused them
	refusedSince time.Time // every request, for the rate; zero where the latest was not refused
	cause        *givenUpError
}

// givenUpError is why no request is made any more.
type givenUpError struct {
	status  int // of the refusal
	message string
}

func (e *givenUpError) Error() string {
	return fmt.Sprintf("the run was given up after HTTP %d: %s", e.status, e.message)
}

func (t *breakerTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	state := callStateOf(req.Context())
	if err := t.broken(state); err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(req)
	if err == nil {
		t.observe(state, resp.StatusCode)
	}
	return resp, err
}

// broken is the reason why a call must not be made, nil where it may.
func (t *breakerTransport) broken(state *callState) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cause == nil {
		return nil
	}
	state.givenUp, state.repeated = true, true
	return t.cause
}

// observe learns from an answer. Credentials that were accepted before may be refused once by
// mistake; those that never were, and those refused twice in a row, are refused for good.
func (t *breakerTransport) observe(state *callState, status int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock.Now()
	switch {
	case status == http.StatusUnauthorized:
		t.giveUp(state, status, !t.accepted)
		t.accepted = false
	case isRateRefusal(status):
		if t.refusedSince.IsZero() {
			t.refusedSince = now
		}
		t.giveUp(state, status, now.Sub(t.refusedSince) >= giveUpAfter)
		return
	case state.body.isCoded():
		t.accepted = true
	}
	t.refusedSince = time.Time{}
}

// giveUp ends the run with the call at hand, where that is time or has happened already.
func (t *breakerTransport) giveUp(state *callState, status int, now bool) {
	if t.cause != nil {
		state.givenUp, state.repeated = true, true
		return
	}
	if !now {
		return
	}
	state.givenUp = true
	t.cause = &givenUpError{status: status, message: t.redact(state.body.message())}
	t.log.Warn("the service refuses every request; no further one is made", "status", status)
}
