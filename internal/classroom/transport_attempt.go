package classroom

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"time"
)

// writeGrace is how much longer a write in flight may take once the run is cancelled, so that the
// state knows what exists.
const writeGrace = 5 * time.Second

var errMalformed = errors.New("HTTP status 200, but the answer is no JSON object with a code: it is not the service's, or was cut short")

// attemptTransport makes one attempt: it bounds its time, and reads the whole answer.
type attemptTransport struct {
	next      http.RoundTripper
	timeout   time.Duration
	userAgent string
	redact    func(string) string
	clock     Clock
	log       *slog.Logger
}

func (t *attemptTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	state := callStateOf(req.Context())
	ctx, cancel := attemptContext(req.Context(), t.timeout, req.Method != http.MethodGet || state.once)
	defer cancel()
	before := state.wrote.Load()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: state.wroteRequest})

	req = req.Clone(ctx)
	if t.userAgent != "" {
		req.Header.Set("User-Agent", t.userAgent)
	}
	if state.once && req.ContentLength == 0 {
		// Otherwise net/http itself repeats a GET whose kept-alive connection breaks.
		req.Body, req.GetBody = io.NopCloser(http.NoBody), nil
	}
	started := t.clock.Now()
	resp, err := t.next.RoundTrip(req)
	begun := resp != nil
	if err == nil {
		err = state.read(resp)
	}
	attributes := []any{"method", req.Method, "host", req.URL.Host, "path", req.URL.EscapedPath(), "ms", t.clock.Now().Sub(started).Milliseconds()}
	if err != nil {
		err = withoutSecrets(err, t.redact)
		t.log.WarnContext(ctx, "attempt failed", append(attributes, "error", err.Error())...)
		return nil, &attemptError{sent: begun || state.wrote.Load() > before, err: err}
	}
	t.log.DebugContext(ctx, "attempt answered", append(attributes, "status", resp.StatusCode)...)
	return resp, nil
}

// read takes in an answer. A success without a code is none of the service's.
func (s *callState) read(resp *http.Response) (err error) {
	s.body, err = readBody(resp)
	if err == nil && resp.StatusCode == http.StatusOK && !s.body.isCoded() {
		return errMalformed
	}
	return err
}

// attemptContext bounds one attempt. A read ends with the run; a write, and a read that
// consumes what it reads, outlive it briefly.
func attemptContext(parent context.Context, timeout time.Duration, write bool) (context.Context, context.CancelFunc) {
	if !write {
		return context.WithTimeout(parent, timeout)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), timeout)
	stop := context.AfterFunc(parent, func() { time.AfterFunc(writeGrace, cancel) })
	return ctx, func() { stop(); cancel() }
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
