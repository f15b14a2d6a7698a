package classroom

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The pair that the vectors of the documentation are made with.
const (
	vectorAppID       = "970CA35de60c44645bbae8a215061b33"
	vectorCertificate = "5CFd2fd1755d40ecb72977518be15d3b"
)

// step is what becomes of one attempt.
type step func(*http.Request) (*http.Response, error)

// attempted is one attempt as the transport saw it.
type attempted struct {
	method, target, body string
	header               http.Header
	at                   time.Time
}

// script is a transport that plays one step after another, and its last one for ever.
type script struct {
	mu       sync.Mutex
	steps    []step
	attempts []attempted
}

func play(steps ...step) *script { return &script{steps: steps} }

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	body := ""
	if req.Body != nil {
		raw, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		body = string(raw)
	}
	return s.next(attempted{
		method: req.Method, target: req.URL.RequestURI(), body: body, header: req.Header.Clone(), at: time.Now(),
	})(req)
}

func (s *script) next(a attempted) step {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.attempts = append(s.attempts, a)
	return s.steps[min(len(s.attempts), len(s.steps))-1]
}

func (s *script) seen() []attempted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]attempted(nil), s.attempts...)
}

// targets are the methods and paths of all attempts.
func (s *script) targets() []string {
	var targets []string
	for _, a := range s.seen() {
		targets = append(targets, a.method+" "+a.target)
	}
	return targets
}

// sends does what net/http does once a request has gone onto a connection.
func sends(req *http.Request) {
	if trace := httptrace.ContextClientTrace(req.Context()); trace != nil && trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
}

// answers with a status, a body and pairs of header names and values.
func answers(status int, body string, header ...string) step {
	return func(req *http.Request) (*http.Response, error) {
		sends(req)
		h := http.Header{"Content-Type": {"application/json"}}
		for i := 0; i+1 < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
	}
}

// succeeds with data, a piece of JSON.
func succeeds(data string) step {
	return answers(http.StatusOK, `{"code":0,"msg":"Success","ts":1610167740309,"data":`+data+`}`)
}

func noRouteStep() step {
	return answers(http.StatusNotFound, `{"message":"no Route matched with those values"}`)
}

func roomMissing() step {
	return answers(http.StatusNotFound, `{"code":20404100,"msg":"Room not exists!"}`)
}

var errDial = errors.New("connection refused")

// unsent fails before anything is on a connection.
func unsent(*http.Request) (*http.Response, error) { return nil, errDial }

// cut loses the connection once the request is sent.
func cut(req *http.Request) (*http.Response, error) {
	sends(req)
	return nil, syscall.ECONNRESET
}

// truncated breaks off in the middle of the body.
func truncated(req *http.Request) (*http.Response, error) {
	sends(req)
	body := io.MultiReader(strings.NewReader(`{"code":0,"da`), failing{io.ErrUnexpectedEOF})
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(body), Request: req}, nil
}

// hangs sends, and then waits for ever.
func hangs(req *http.Request) (*http.Response, error) {
	sends(req)
	<-req.Context().Done()
	return nil, req.Context().Err()
}

// after waits before a step, as long as the request's context lets it.
func after(d time.Duration, next step) step {
	return func(req *http.Request) (*http.Response, error) {
		if err := (wallClock{}).Sleep(req.Context(), d); err != nil {
			return hangs(req)
		}
		return next(req)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// hurry is a clock that passes every wait at once and stands still otherwise.
type hurry struct {
	mu  sync.Mutex
	now time.Time
}

func (c *hurry) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *hurry) Sleep(ctx context.Context, d time.Duration) error {
	c.advance(max(d, 0))
	return ctx.Err()
}

func (c *hurry) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newHurry() *hurry { return &hurry{now: time.Unix(1700000000, 0)} }

// testClient works with a ready-made token over a transport, four retries and the wall
// clock, which is virtual inside a synctest bubble.
func testClient(t *testing.T, transport http.RoundTripper, change ...func(*Config)) *Client {
	t.Helper()
	cfg := Config{Endpoint: "https://service.test", AppID: vectorAppID, Region: RegionAsiaPacific, Token: "ready-made-token", MaxRetries: 4, Transport: transport}
	for _, f := range change {
		f(&cfg)
	}
	client, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// get is a call that may be repeated; post is one that may not.
func get() request { return request{op: "try", method: http.MethodGet, path: []string{"room"}} }
func post() request {
	return request{op: "try", method: http.MethodPost, path: []string{"room"}, body: map[string]any{"a": 1}, once: true}
}

// logged collects what a client logs.
type logged struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func debugLogger(out *logged) *slog.Logger {
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// asError takes the client's error out of one that is wrapped.
func asError(t *testing.T, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not an *Error", err)
	}
	return e
}

// byMethod plays reads and writes apart.
type byMethod struct{ gets, posts *script }

func (b *byMethod) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodGet {
		return b.gets.RoundTrip(req)
	}
	return b.posts.RoundTrip(req)
}
