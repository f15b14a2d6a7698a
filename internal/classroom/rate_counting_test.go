package classroom_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// counting decides which requests a service takes, of those that arrive at the times given.
type counting func(now time.Time) bool

// bucket takes ten requests a second, and some at once.
func bucket(burst float64) counting {
	tokens, last := burst, time.Now()
	return func(now time.Time) bool {
		tokens, last = min(burst, tokens+10*now.Sub(last).Seconds()), now
		if tokens < 1 {
			return false
		}
		tokens--
		return true
	}
}

// window takes ten requests in each second of the clock.
func window() counting {
	second, taken := int64(0), 0
	return func(now time.Time) bool {
		if now.Unix() != second {
			second, taken = now.Unix(), 0
		}
		taken++
		return taken <= 10
	}
}

// sliding takes ten requests in any second.
func sliding() counting {
	var taken []time.Time
	return func(now time.Time) bool {
		if len(taken) == 10 && now.Sub(taken[0]) < time.Second {
			return false
		}
		taken = append(taken, now)
		taken = taken[max(0, len(taken)-10):]
		return true
	}
}

// countedWire refuses what is too much by a counting.
type countedWire struct {
	wire
	takes      counting
	retryAfter string

	mu      sync.Mutex
	refused int
}

func (w *countedWire) take() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.takes(time.Now()) {
		return true
	}
	w.refused++
	return false
}

func (w *countedWire) RoundTrip(req *http.Request) (*http.Response, error) {
	if w.take() {
		return w.wire.RoundTrip(req)
	}
	<-time.After(w.latency)
	header := http.Header{"Retry-After": {w.retryAfter}}
	return &http.Response{StatusCode: http.StatusTooManyRequests, Header: header, Body: io.NopCloser(strings.NewReader("")), Request: req}, nil
}

// The services of the world count requests in different ways, and allow a thousand rooms in
// 98 to 100 s.
func TestThousandRoomsHoweverRequestsAreCounted(t *testing.T) {
	for name, count := range map[string]func() counting{
		"one by one":            func() counting { return bucket(1) },
		"five at once":          func() counting { return bucket(5) },
		"twenty at once":        func() counting { return bucket(20) },
		"by the clock's second": window,
		"in any second":         sliding,
	} {
		for _, retryAfter := range []string{"0", "1"} {
			for _, latency := range []time.Duration{2 * time.Millisecond, 300 * time.Millisecond} {
				t.Run(name+"/"+retryAfter+"/"+latency.String(), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						w := &countedWire{wire: wire{service: simulator.New(simulator.Options{}), latency: latency}, takes: count(), retryAfter: retryAfter}
						client := onWire(t, w, io.Discard)
						started := time.Now()
						if failed := apply(t.Context(), client, 1000); len(failed) > 0 {
							t.Errorf("failed: %v", failed)
						}
						if took := time.Since(started); took > 150*time.Second || w.refused > 100 {
							t.Errorf("took %s, %d requests refused", took, w.refused)
						}
					})
				})
			}
		}
	}
}
