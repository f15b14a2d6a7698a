package classroom

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestWhatIsRepeated(t *testing.T) {
	html := []string{"Content-Type", "text/html"}
	for name, test := range map[string]struct {
		fails            step
		repeatable, once int // attempts, with four retries
		unsure           bool
	}{
		"dial error":         {unsent, 5, 5, false},
		"cut after sending":  {cut, 5, 1, true},
		"timeout":            {hangs, 5, 1, true},
		"truncated":          {truncated, 5, 1, true},
		"HTML under 200":     {answers(200, `<html>`, html...), 5, 1, true},
		"empty 200":          {answers(200, ``), 5, 1, true},
		"list under 200":     {answers(200, `[]`), 5, 1, true},
		"null under 200":     {answers(200, `null`), 5, 1, true},
		"no code under 200":  {answers(200, `{"data":{}}`), 5, 1, true},
		"code of a type":     {answers(200, `{"code":{"is":0},"data":{}}`), 5, 1, true},
		"500":                {answers(500, `{"code":500,"msg":"Internal error!"}`), 5, 1, true},
		"502 in HTML":        {answers(502, `<html>`, html...), 5, 1, true},
		"503":                {answers(503, ``), 5, 1, true},
		"503 that says when": {answers(503, ``, "Retry-After", "2"), 5, 1, true},
		"429":                {answers(429, `{"message":"API rate limit exceeded"}`), 41, 41, false},
		"439":                {answers(439, ``), 41, 41, false},
		"400":                {answers(400, `{"code":400,"msg":"Parameter error!"}`), 1, 1, false},
		"401":                {answers(401, refusal), 1, 1, false},
		"404":                {roomMissing(), 1, 1, false},
		"404 of the gateway": {noRouteStep(), 1, 1, false},
		"409":                {answers(409, `{"code":30409100,"msg":"Started!"}`), 1, 1, false},
		"failure under 200":  {answers(200, `{"code":500,"msg":"Internal error!"}`), 1, 1, false},
		"redirect":           {answers(302, ``, "Location", "https://elsewhere.test/"), 1, 1, false},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodPost} {
			t.Run(name+" "+method, func(t *testing.T) {
				r := request{op: "try", method: method, path: []string{"room"}, once: method == http.MethodPost}
				want := test.repeatable
				if r.once {
					want = test.once
				}
				for retries, attempts := range map[int]int{0: 1, 4: want} {
					synctest.Test(t, func(t *testing.T) {
						transport := play(test.fails)
						_, err := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = retries }).call(t.Context(), r)
						if got := len(transport.seen()); got != attempts {
							t.Errorf("%d retries: %d attempts, want %d", retries, got, attempts)
						}
						if e := asError(t, err); e.Unsure != (test.unsure && method != http.MethodGet) { // a read changes nothing
							t.Errorf("%d retries: unsure is %t: %v", retries, e.Unsure, err)
						}
					})
				}
			})
		}
	}
}

func TestSuccessAfterFailures(t *testing.T) {
	slow := answers(429, ``)
	fails := answers(500, `{"code":500}`)
	for name, test := range map[string]struct {
		r     request
		steps []step
	}{
		"first repeat":                     {get(), []step{cut}},
		"last repeat":                      {get(), []step{cut, fails, truncated, hangs}},
		"refusals count apart":             {get(), []step{slow, slow, slow, slow, slow, slow, slow, fails, slow, cut, slow, slow, fails, cut}},
		"what was refused was not taken":   {post(), []step{slow, slow}},
		"what was not sent was not taken":  {post(), []step{unsent, slow, unsent, unsent, unsent}},
		"a ready answer needs no patience": {post(), nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(append(test.steps, succeeds(`{}`))...)
				if _, err := testClient(t, transport).call(t.Context(), test.r); err != nil {
					t.Error(err)
				}
				seen := transport.seen()
				if len(seen) != len(test.steps)+1 {
					t.Errorf("%d attempts, want %d", len(seen), len(test.steps)+1)
				}
				for _, a := range seen {
					if a.body != seen[0].body {
						t.Errorf("an attempt sent %q, the first %q", a.body, seen[0].body)
					}
				}
			})
		})
	}
}

func TestBegunAnswerMeansSent(t *testing.T) {
	untraced := func(req *http.Request) (*http.Response, error) {
		return truncated(req.WithContext(context.Background()))
	}
	transport := play(untraced)
	_, err := testClient(t, transport).call(t.Context(), post())
	if e := asError(t, err); !e.Unsure || len(transport.seen()) != 1 {
		t.Errorf("%d attempts, unsure %t: %v", len(transport.seen()), e.Unsure, err)
	}
}

func TestBackoffGrowsToItsCap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(cut)
		_, err := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = 8 }).call(t.Context(), get())
		if err == nil {
			t.Fatal("no error")
		}
		seen := transport.seen()
		for i, most := range []float64{0.5, 1, 2, 4, 8, 8, 8, 8} {
			if wait := seen[i+1].at.Sub(seen[i].at).Seconds(); wait < most/2 || wait >= most {
				t.Errorf("wait %d is %.3f s, want it in [%g, %g)", i+1, wait, most/2, most)
			}
		}
	})
}

func TestCancelledRunMakesNoFurtherAttempt(t *testing.T) {
	for name, fails := range map[string]step{
		"while backing off": cut, "while not sent": unsent, "while refused": answers(429, ``, "Retry-After", "30"), "while failing": answers(500, ``),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(100*time.Millisecond, cancel)
				transport := play(fails)
				started := time.Now()
				_, err := testClient(t, transport).call(ctx, get())
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%v is not the cancellation", err)
				}
				if asError(t, err).Op != "try" || len(transport.seen()) != 1 || time.Since(started) != 100*time.Millisecond {
					t.Errorf("%v after %d attempts and %s", err, len(transport.seen()), time.Since(started))
				}
			})
		})
	}
}

func TestCancelledBeforeItBegins(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, r := range []request{get(), post()} {
		transport := play(succeeds(`{}`))
		_, err := testClient(t, transport).call(ctx, r)
		if e := asError(t, err); !errors.Is(err, context.Canceled) || e.Unsure || len(transport.seen()) != 0 {
			t.Errorf("%s: %v after %d attempts", r.method, err, len(transport.seen()))
		}
	}
}

func TestCallStateCountsEarlierAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := get()
		r.method = http.MethodPut
		_, state, err := testClient(t, play(cut, unsent, answers(409, `{"code":30409100,"msg":"Started!"}`))).send(t.Context(), r)
		if got := fmt.Sprint(state.unsure, state.failures, state.refusals); got != "1 2 0" {
			t.Errorf("unsure, failures, refusals: %s", got)
		}
		if e := asError(t, err); e.Unsure {
			t.Error("a definite answer is called unsure")
		}
	})
}
