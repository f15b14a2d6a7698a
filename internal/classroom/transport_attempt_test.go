package classroom

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestAttemptHasATimeLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(hangs, after(9*time.Second, succeeds(`{}`)))
		client := testClient(t, transport, func(cfg *Config) { cfg.RequestTimeout = 0 })
		if _, err := client.call(t.Context(), get()); err != nil {
			t.Error(err)
		}
		seen := transport.seen()
		if len(seen) != 2 {
			t.Fatalf("%d attempts, want 2", len(seen))
		}
		if gap := seen[1].at.Sub(seen[0].at); gap < 10*time.Second || gap > 11*time.Second {
			t.Errorf("the second attempt came after %s, want the default limit of 10 s and a short wait", gap)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		client := testClient(t, play(hangs), func(cfg *Config) { cfg.RequestTimeout, cfg.MaxRetries = 2*time.Second, 0 })
		started := time.Now()
		_, err := client.call(t.Context(), get())
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(started) != 2*time.Second {
			t.Errorf("%v after %s, want the time limit after 2 s", err, time.Since(started))
		}
	})
}

// cancelledIn makes a call whose run is cancelled once it has been on its way for a second.
func cancelledIn(t *testing.T, method string, answer step) (time.Duration, error) {
	t.Helper()
	var took time.Duration
	var err error
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		transport := play(answer)
		client := testClient(t, transport, func(cfg *Config) { cfg.RequestTimeout = time.Minute })
		started := time.Now()
		_, err = client.call(ctx, request{op: "try", method: method, path: []string{"room"}})
		took = time.Since(started)
		if n := len(transport.seen()); n != 1 {
			t.Errorf("%d attempts, want 1", n)
		}
	})
	return took, err
}

func TestCancelledRun(t *testing.T) {
	fails := answers(500, `{"code":500,"msg":"Internal error!"}`)
	for name, test := range map[string]struct {
		method string
		answer step
		took   time.Duration
		err    error
		status int
	}{
		"ends a read":                        {http.MethodGet, after(3*time.Second, succeeds(`{}`)), time.Second, context.Canceled, 0},
		"lets a write finish":                {http.MethodPut, after(3*time.Second, succeeds(`{}`)), 3 * time.Second, nil, 0},
		"lets a removal finish":              {http.MethodDelete, after(3*time.Second, succeeds(`{}`)), 3 * time.Second, nil, 0},
		"hears a write's failure":            {http.MethodPost, after(3*time.Second, fails), 3 * time.Second, nil, 500},
		"does not wait for a write for ever": {http.MethodPut, hangs, time.Second + writeGrace, context.Canceled, 0},
	} {
		t.Run(name, func(t *testing.T) {
			took, err := cancelledIn(t, test.method, test.answer)
			if took != test.took {
				t.Errorf("took %s, want %s", took, test.took)
			}
			switch {
			case test.err != nil && !errors.Is(err, test.err), test.err == nil && test.status == 0 && err != nil:
				t.Errorf("error %v, want %v", err, test.err)
			case test.status != 0 && asError(t, err).Status != test.status:
				t.Errorf("error %v, want HTTP %d", err, test.status)
			}
		})
	}
}

type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

func TestBodyIsCapped(t *testing.T) {
	body := &endless{}
	transport := play(func(req *http.Request) (*http.Response, error) {
		sends(req)
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(body), Request: req}, nil
	})
	_, err := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = 0 }).call(t.Context(), get())
	if !errors.Is(err, errTooLarge) || body.read > maxBody+1<<20 {
		t.Errorf("%v after %d bytes", err, body.read)
	}
	large := `{"code":0,"data":["` + strings.Repeat("x", 1<<20) + `"]}`
	if _, err := testClient(t, play(answers(200, large))).call(t.Context(), get()); err != nil {
		t.Errorf("a large page is refused: %v", err)
	}
}

// overHTTP is a client of a real server, that passes its waits at once.
func overHTTP(t *testing.T, handler http.HandlerFunc) (*Client, *httptest.Server) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return testClient(t, nil, func(cfg *Config) { cfg.Endpoint, cfg.Clock = server.URL, newHurry() }), server
}

func TestRealConnections(t *testing.T) {
	for name, test := range map[string]struct {
		handler  http.HandlerFunc
		attempts int32 // of a call that must not be repeated once it may have been taken
		unsure   bool
	}{
		"cut": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 1, true},
		"truncated": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "99")
			_, _ = io.WriteString(w, `{"code":`)
		}, 1, true},
		"refused": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }, 41, false},
	} {
		t.Run(name, func(t *testing.T) {
			var attempts atomic.Int32
			client, _ := overHTTP(t, func(w http.ResponseWriter, r *http.Request) {
				attempts.Add(1)
				test.handler(w, r)
			})
			_, err := client.call(t.Context(), post())
			if e := asError(t, err); attempts.Load() != test.attempts || e.Unsure != test.unsure {
				t.Errorf("%d attempts, unsure %t: %v", attempts.Load(), e.Unsure, err)
			}
		})
	}
	t.Run("nobody listens", func(t *testing.T) {
		client, server := overHTTP(t, nil)
		server.Close()
		_, state, err := client.send(t.Context(), post())
		if e := asError(t, err); e.Unsure || state.failures != 5 {
			t.Errorf("%d failures, unsure %t: %v", state.failures, e.Unsure, err)
		}
	})
}

func TestRedirectIsNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("credentials went elsewhere: %q", r.Header.Get("Authorization"))
	}))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, r := range []request{get(), post()} {
			client, _ := overHTTP(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, status) })
			_, err := client.call(t.Context(), r)
			if e := asError(t, err); e.Status != status {
				t.Errorf("%s: %v, want HTTP %d", r.method, err, status)
			}
		}
	}
}

func TestConnectionsAreKept(t *testing.T) {
	var remotes sync.Map
	client, _ := overHTTP(t, func(w http.ResponseWriter, r *http.Request) {
		remotes.Store(r.RemoteAddr, true)
		if len(r.URL.Query()) > 0 {
			w.WriteHeader(http.StatusConflict)
		}
		_, _ = io.WriteString(w, `{"code":0,"data":{}}`)
	})
	for i := range 6 {
		r := get()
		if i%2 == 1 {
			r.query = map[string][]string{"fail": {"1"}}
		}
		_, _ = client.call(t.Context(), r)
	}
	connections := 0
	remotes.Range(func(any, any) bool { connections++; return true })
	if connections != 1 {
		t.Errorf("6 calls took %d connections", connections)
	}
}
