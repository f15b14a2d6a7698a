package classroom

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"":                              defaultPause,
		"soon":                          defaultPause,
		"NaN":                           defaultPause,
		"7":                             7 * time.Second,
		"0.5":                           500 * time.Millisecond,
		"0":                             minPause,
		"-5":                            minPause,
		"61":                            maxPause,
		"86400":                         maxPause,
		"1e300":                         maxPause,
		"inf":                           maxPause,
		"99999999999999999999":          maxPause,
		"Wed, 01 May 2024 12:00:20 GMT": 20 * time.Second,
		"Wed, 01 May 2024 13:00:00 GMT": maxPause,
		"Wed, 01 May 2024 11:00:00 GMT": minPause,
		"Mon, 01 Jan 0001 00:00:00 GMT": minPause,
	} {
		if got := retryAfter(http.Header{"Retry-After": {header}}, now); got != want {
			t.Errorf("Retry-After %q: %s, want %s", header, got, want)
		}
	}
	theirs := http.Header{"Retry-After": {"Wed, 01 May 2024 11:00:20 GMT"}, "Date": {"Wed, 01 May 2024 11:00:00 GMT"}}
	if got := retryAfter(theirs, now); got != 20*time.Second {
		t.Errorf("by the service's clock: %s", got)
	}
}

// calls makes n calls at once and waits for them.
func calls(t *testing.T, client *Client, n int) {
	t.Helper()
	var group sync.WaitGroup
	for range n {
		group.Go(func() {
			if _, err := client.call(t.Context(), get()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func limited(perSecond float64) func(*Config) {
	return func(cfg *Config) { cfg.RequestsPerSecond = perSecond }
}

// spaced checks that attempts come no closer than the rate allows.
func spaced(t *testing.T, seen []attempted, least time.Duration) {
	t.Helper()
	for i := range len(seen) - 1 {
		if gap := seen[i+1].at.Sub(seen[i].at); gap < least-time.Millisecond {
			t.Errorf("attempts %d and %d are %s apart, want %s", i, i+1, gap, least)
		}
	}
}

func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(succeeds(`{}`))
		started := time.Now()
		calls(t, testClient(t, transport, limited(5)), 11)
		spaced(t, transport.seen(), 200*time.Millisecond)
		if took := time.Since(started); took < 1999*time.Millisecond || took > 2100*time.Millisecond {
			t.Errorf("11 calls at 5 per second took %s, want 2 s", took)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		calls(t, testClient(t, play(succeeds(`{}`))), 100)
		if took := time.Since(started); took != 0 {
			t.Errorf("without a limit, 100 calls took %s", took)
		}
	})
}

func TestRefusalHoldsEverybody(t *testing.T) {
	for name, refuses := range map[string]step{
		"429": answers(429, ``, "Retry-After", "20"),
		"439": answers(439, ``, "Retry-After", "20"),
		"503": answers(503, ``, "Retry-After", "20"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(refuses, succeeds(`{}`))
				client := testClient(t, transport)
				var group sync.WaitGroup
				group.Go(func() { calls(t, client, 1) })
				synctest.Wait() // refused
				group.Go(func() { calls(t, client, 8) })
				group.Wait()
				seen := transport.seen()
				if len(seen) != 10 {
					t.Fatalf("%d attempts, want 10", len(seen))
				}
				instants := map[time.Time]bool{}
				for i, a := range seen[1:] {
					if wait := a.at.Sub(seen[0].at); wait < 20*time.Second || wait > 30*time.Second {
						t.Errorf("attempt %d came %s after the refusal, want 20 s to 30 s", i+1, wait)
					}
					instants[a.at] = true
				}
				if len(instants) < 5 {
					t.Errorf("those who waited came at %d instants: no jitter", len(instants))
				}
			})
		})
	}
}

// A 503 reduces no rate: what holds the requests is the pause alone.
func TestLongestPauseCounts(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(after(time.Millisecond, answers(status, ``, "Retry-After", "20")), after(time.Second, answers(status, ``, "Retry-After", "1")), succeeds(`{}`))
				calls(t, testClient(t, transport), 2)
				for _, a := range transport.seen()[2:] {
					if wait := a.at.Sub(transport.seen()[0].at); wait < 20*time.Second {
						t.Errorf("a later, shorter refusal cut the pause to %s", wait)
					}
				}
			})
		})
	}
}

func TestOwnFailureHoldsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := testClient(t, play(answers(503, ``), succeeds(`{}`)))
		var group sync.WaitGroup
		group.Go(func() { calls(t, client, 1) })
		synctest.Wait() // failed
		started := time.Now()
		calls(t, client, 1)
		if took := time.Since(started); took != 0 {
			t.Errorf("another's failure held a call for %s", took)
		}
		group.Wait()
	})
}

func TestRateHoldsAfterAPause(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(succeeds(`{}`), answers(status, ``, "Retry-After", "20"), succeeds(`{}`))
				calls(t, testClient(t, transport, limited(5)), 12)
				seen := transport.seen()
				if pause := seen[2].at.Sub(seen[1].at); pause < 20*time.Second {
					t.Errorf("those who queued for the rate went on %s after the refusal, want 20 s", pause)
				}
				spaced(t, seen, 200*time.Millisecond)
			})
		})
	}
}

func TestWaitsEndWithTheContext(t *testing.T) {
	for name, client := range map[string]func(*testing.T) *Client{
		"for the rate": func(t *testing.T) *Client {
			t.Helper()
			c := testClient(t, play(succeeds(`{}`)), limited(0.01))
			calls(t, c, 1)
			return c
		},
		"for the end of a pause": func(t *testing.T) *Client {
			t.Helper()
			c := testClient(t, play(answers(429, ``, "Retry-After", "50"), succeeds(`{}`)), func(cfg *Config) { cfg.MaxRetries = 0 })
			if _, err := c.call(t.Context(), get()); err == nil {
				t.Error("no refusal")
			}
			return c
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := client(t)
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				started := time.Now()
				_, err := c.call(ctx, get())
				if !errors.Is(err, context.DeadlineExceeded) || time.Since(started) != time.Second {
					t.Errorf("%v after %s, want the deadline after 1 s", err, time.Since(started))
				}
			})
		})
	}
}

// A call that is refused again and again holds the others too, unless the service takes them.
func TestWhoWaitsForACallThatIsRefusedAgain(t *testing.T) {
	const pause = 5 * time.Second
	for name, test := range map[string]struct {
		taken    bool // another call, after the first refusal
		refusals int
		waits    bool
	}{
		"nothing else is taken":     {false, sharedPauses + 1, true},
		"others are taken":          {true, sharedPauses + 1, false},
		"others are taken, at last": {true, sharedPauses, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				refuses := answers(429, ``, "Retry-After", "5")
				inFlight := after(2*time.Millisecond, succeeds(`{}`)) // sent before the refusal, and taken after it
				transport := &byMethod{gets: play(inFlight, succeeds(`{}`)), posts: play(refuses, refuses, refuses, refuses, succeeds(`{}`))}
				client := testClient(t, transport)
				group := sync.WaitGroup{}
				if test.taken {
					group.Go(func() { calls(t, client, 1) })
					synctest.Wait()
				}
				group.Go(func() { _, _ = client.call(t.Context(), post()) })
				synctest.Wait() // refused once
				for len(transport.posts.seen()) < test.refusals {
					_ = wallClock{}.Sleep(t.Context(), time.Millisecond)
					synctest.Wait()
				}
				started := time.Now()
				calls(t, client, 1)
				took := time.Since(started)
				if waited := took >= pause-time.Millisecond; waited != test.waits || !waited && took > time.Second {
					t.Errorf("another call waited %s", took)
				}
				group.Wait()
				spaced(t, transport.posts.seen(), pause)
			})
		})
	}
}

func TestRateIsReducedOncePerPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out logged
		refuses := after(time.Second, answers(429, ``, "Retry-After", "5"))
		transport := play(refuses, refuses, refuses, succeeds(`{}`))
		calls(t, testClient(t, transport, func(cfg *Config) { cfg.Logger = debugLogger(&out) }), 3)
		if n := strings.Count(out.String(), "requests_per_second="); n != 1 {
			t.Errorf("reduced %d times by refusals at one time", n)
		}
	})
}
