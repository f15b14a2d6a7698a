package classroom

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"time"
)

const (
	// maxBody is the largest answer that is read, in bytes. The largest legitimate one is a
	// page of 100 events.
	maxBody = 16 << 20

	// writeGrace is how long a write in flight may go on once the run is cancelled, so that
	// the state knows what exists.
	writeGrace = 5 * time.Second
)

var (
	errTooLarge  = fmt.Errorf("the answer is larger than %d MiB", maxBody>>20)
	errMalformed = errors.New("HTTP status 200, but the answer is no JSON object with a code: it is not the service's, or was cut short")
)

func newTransport() http.RoundTripper {
	transport := &http.Transport{}
	if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		transport = standard.Clone()
	}
	transport.MaxIdleConnsPerHost = 32
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return transport
}

// attemptTransport makes one attempt: it bounds its time, and reads the whole answer, so
// that a connection cut in the middle is a failed attempt and not half an answer.
type attemptTransport struct {
	next      http.RoundTripper
	timeout   time.Duration
	userAgent string
	clock     Clock
	log       *slog.Logger
}

func (t attemptTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	history := historyOf(req.Context())
	ctx, cancel := attemptContext(req.Context(), t.timeout, req.Method != http.MethodGet || history.once)
	defer cancel()
	before := history.wrote.Load()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: history.wroteRequest})

	req = req.Clone(ctx)
	if t.userAgent != "" {
		req.Header.Set("User-Agent", t.userAgent)
	}
	if history.once && req.ContentLength == 0 {
		// Else net/http itself repeats a GET whose kept-alive connection breaks.
		req.Body, req.GetBody = io.NopCloser(http.NoBody), nil
	}
	started := t.clock.Now()
	resp, err := t.next.RoundTrip(req)
	if err == nil {
		err = readBody(resp)
	}
	attributes := []any{"method", req.Method, "host", req.URL.Host, "path", req.URL.EscapedPath(), "ms", t.clock.Now().Sub(started).Milliseconds()}
	if err != nil {
		t.log.WarnContext(ctx, "attempt failed", append(attributes, "error", err.Error())...)
		return nil, &attemptError{sent: resp != nil || history.wrote.Load() > before, err: err}
	}
	t.log.DebugContext(ctx, "attempt answered", append(attributes, "status", resp.StatusCode)...)
	return resp, nil
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

// isEnvelope tells whether a body is the service's: every answer of its own has a code.
func isEnvelope(body []byte) bool {
	envelope, err := parse(body)
	_, coded := envelope.get("code").integer()
	return err == nil && coded
}

func readBody(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	switch {
	case err != nil:
		return err
	case len(body) > maxBody:
		return errTooLarge
	case resp.StatusCode == http.StatusOK && !isEnvelope(body):
		return errMalformed
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}
