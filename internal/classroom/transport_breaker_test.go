package classroom

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// outcomes makes calls one after the other, and writes of each whether it succeeds, fails, or
// was not made because an earlier one has ended the run.
func outcomes(t *testing.T, client *Client, n int) string {
	t.Helper()
	var all []string
	for range n {
		_, err := client.call(t.Context(), get())
		switch {
		case err == nil:
			all = append(all, "succeeds")
		case !asError(t, err).Repeated:
			all = append(all, "fails")
		default:
			all = append(all, "not made")
			if want := "could not try: GET /ap/edu/apps/" + vectorAppID + "/v2/rooms/room: HTTP 401: invalid token"; err.Error() != want {
				t.Errorf("a call that was not made: %v", err)
			}
		}
	}
	return strings.Join(all, ", ")
}

func TestRefusedCredentialsEndTheRun(t *testing.T) {
	refused, fine := answers(401, refusal), succeeds(`{}`)
	for name, test := range map[string]struct {
		steps []step
		want  string
	}{
		"from the start":          {[]step{refused}, "fails, not made, not made, not made, not made"},
		"later":                   {[]step{fine, refused}, "succeeds, fails, fails, not made, not made"},
		"once by mistake":         {[]step{fine, refused, fine}, "succeeds, fails, succeeds, succeeds, succeeds"},
		"twice, not in a row":     {[]step{fine, refused, fine, refused, fine}, "succeeds, fails, succeeds, fails, succeeds"},
		"after an empty answer":   {[]step{answers(404, ``), refused}, "fails, fails, not made, not made, not made"},
		"after a missing route":   {[]step{noRouteStep(), refused}, "fails, fails, not made, not made, not made"},
		"after a refusal by code": {[]step{roomMissing(), refused}, "fails, fails, fails, not made, not made"},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.steps...)
			got := outcomes(t, testClient(t, transport), 5)
			if made := 5 - strings.Count(got, "not made"); got != test.want || len(transport.seen()) != made {
				t.Errorf("%s after %d attempts, want %s", got, len(transport.seen()), test.want)
			}
		})
	}
}

// together makes ten calls at once, and counts those whose errors are not repeated.
func together(t *testing.T, client *Client) (whole int) {
	t.Helper()
	var mu sync.Mutex
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			_, err := client.call(t.Context(), get())
			mu.Lock()
			defer mu.Unlock()
			if e := asError(t, err); !e.Repeated {
				whole++
			} else if e.Message == "" {
				t.Errorf("no reason: %v", err)
			}
		})
	}
	group.Wait()
	return whole
}

func TestOnlyOneOfManyIsRefusedAtLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if whole := together(t, testClient(t, play(after(time.Second, answers(401, refusal))))); whole != 1 {
			t.Errorf("%d errors are not repeated, want 1", whole)
		}
	})
}

func TestMintedTokenIsRenewedBeforeTheRunEnds(t *testing.T) {
	transport := play(answers(401, refusal))
	client := testClient(t, transport, func(cfg *Config) { cfg.Token, cfg.AppCertificate = "", vectorCertificate })
	for range 3 {
		_, _ = client.call(t.Context(), get())
	}
	if n := len(transport.seen()); n != 2 {
		t.Errorf("%d attempts, want one and one with a renewed token", n)
	}
}

// A service that refuses everything is given up once for all calls.
func TestRefusedRateEndsTheRun(t *testing.T) {
	for name, refuses := range map[string]step{
		"429 without a time": answers(429, `{"message":"API rate limit exceeded"}`),
		"439":                answers(439, `{"message":"API rate limit exceeded"}`, "Retry-After", "5"),
		"429 for a minute":   answers(429, `{"message":"API rate limit exceeded"}`, "Retry-After", "60"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(refuses)
				client := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = 100 })
				started := time.Now()
				whole := together(t, client)
				took := time.Since(started)
				if took < giveUpAfter || took > giveUpAfter*3/2 || whole != 1 {
					t.Errorf("given up after %s, %d errors are not repeated", took, whole)
				}
				attempts := len(transport.seen())
				if _, err := client.call(t.Context(), post()); !asError(t, err).Repeated || IsUnsure(err) || len(transport.seen()) != attempts || time.Since(started) != took {
					t.Errorf("a later call: %v", err)
				}
			})
		})
	}
}

func TestRefusalsThatEndDoNotEndTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := answers(429, ``, "Retry-After", "25")
		client := testClient(t, play(slow, slow, succeeds(`{}`), slow, slow, answers(500, ``), slow, slow, succeeds(`{}`)))
		for range 2 {
			if _, err := client.call(t.Context(), get()); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestMalformedAnswersAreNotQuoted(t *testing.T) {
	const secret = "s3cret-of-the-gateway"
	for name, answer := range map[string]string{
		"status line":    secret + "\r\n\r\n",
		"version":        "HTTP/" + secret + " 200 OK\r\n\r\n",
		"status":         "HTTP/1.1 " + secret + "\r\n\r\n",
		"header line":    "HTTP/1.1 200 OK\r\n" + secret + "\r\n\r\n",
		"first header":   "HTTP/1.1 200 OK\r\n " + secret + "\r\n\r\n",
		"header name":    "HTTP/1.1 200 OK\r\n" + secret + " x: 1\r\n\r\n",
		"content length": "HTTP/1.1 200 OK\r\nContent-Length: " + secret + "\r\n\r\n",
		"encoding":       "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + secret + "\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			var out logged
			_, server := overHTTP(t, func(w http.ResponseWriter, _ *http.Request) {
				connection, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = connection.Write([]byte(answer))
				_ = connection.Close()
			})
			client := testClient(t, nil, func(cfg *Config) { cfg.Endpoint, cfg.Clock, cfg.Logger = server.URL, newHurry(), debugLogger(&out) })
			_, err := client.call(t.Context(), get())
			if text := err.Error() + out.String(); !strings.Contains(text, "attempt failed") || strings.Contains(text, secret) || !strings.Contains(text, "no answer: ") {
				t.Error(text)
			}
		})
	}
}

func TestReasonsStayWhereNothingIsWithheld(t *testing.T) {
	reason := errors.New("dial tcp: lookup service.test: no such host")
	if err := withoutSecrets(reason, redactor("token")); !errors.Is(err, reason) {
		t.Errorf("%v is another error", err)
	}
}
