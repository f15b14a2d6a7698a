package classroom_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// wire takes requests to a simulator without a network, so that time may be that of a
// synctest bubble. Each takes the latency; those of the slow room take longer.
type wire struct {
	service *simulator.Simulator
	latency time.Duration
	slow    string
	took    time.Duration // the slow ones
}

func (w wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if trace := httptrace.ContextClientTrace(req.Context()); trace != nil {
		trace.WroteHeaders()
	}
	wait := w.latency
	if w.slow != "" && strings.Contains(req.URL.Path, w.slow) {
		wait = w.took
	}
	select {
	case <-time.After(wait):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	if req.Body == nil {
		req.Body = http.NoBody
	}
	recorder := httptest.NewRecorder()
	w.service.ServeHTTP(recorder, req)
	return recorder.Result(), nil
}

// apply creates rooms as Terraform does, ten at a time, and gives the errors by room.
func apply(ctx context.Context, client *classroom.Client, rooms int) map[string]error {
	var group sync.WaitGroup
	var mu sync.Mutex
	failed := map[string]error{}
	work := make(chan string)
	for range 10 {
		group.Go(func() {
			for room := range work {
				if _, err := client.CreateRoom(ctx, room, classroom.RoomRequest{Name: room}); err != nil {
					mu.Lock()
					failed[room] = err
					mu.Unlock()
				}
			}
		})
	}
	for i := range rooms {
		work <- fmt.Sprintf("room-%04d", i)
	}
	close(work)
	group.Wait()
	return failed
}

func onWire(t *testing.T, w http.RoundTripper, log io.Writer) *classroom.Client {
	t.Helper()
	client, err := classroom.New(classroom.Config{
		AppID: simulator.DemoAppID, AppCertificate: simulator.DemoAppCertificate, Region: classroom.RegionAsiaPacific,
		Endpoint: "http://127.0.0.1", MaxRetries: 4, Transport: w, Logger: slog.New(slog.NewTextHandler(log, nil)),
	})
	must(t, err)
	return client
}

func tooFast(requests []simulator.Request) int {
	return len(slices.DeleteFunc(requests, func(r simulator.Request) bool { return r.Status != http.StatusTooManyRequests }))
}

// The limit allows a thousand rooms in 99 s: its bucket starts full.
func TestThousandRoomsAtTenPerSecond(t *testing.T) {
	for _, latency := range []time.Duration{0, 20 * time.Millisecond, 300 * time.Millisecond} {
		t.Run(latency.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				service := simulator.New(simulator.Options{RequestsPerSecond: 10})
				client := onWire(t, wire{service: service, latency: latency}, &log)
				started := time.Now()
				for room, err := range apply(t.Context(), client, 1000) {
					t.Errorf("%s: %v", room, err)
				}
				took, refused := time.Since(started), tooFast(service.Requests())
				t.Logf("a thousand rooms in %s, %d requests refused", took, refused)
				if took > 110*time.Second {
					t.Errorf("took %s, want little more than 99 s", took)
				}
				if refused > 50 {
					t.Errorf("%d requests were refused, want few", refused)
				}
				if n := len(service.Requests()) - refused; n != 1000 {
					t.Errorf("%d requests were taken, want 1000", n)
				}
				for _, want := range []string{"the service asks to slow down; all requests wait", "seconds=1", "requests_per_second="} {
					if !strings.Contains(log.String(), want) {
						t.Errorf("the log does not contain %q", want)
					}
				}
			})
		})
	}
}

// The slow room has one of ten places for itself, and the others share nine.
func TestSlowRoomDoesNotStarveTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := simulator.New(simulator.Options{})
		client := onWire(t, wire{service: service, latency: 100 * time.Millisecond, slow: "room-0003", took: 9 * time.Second}, io.Discard)
		started := time.Now()
		if failed := apply(t.Context(), client, 500); len(failed) > 0 {
			t.Errorf("failed: %v", failed)
		}
		if took := time.Since(started); took > 9*time.Second {
			t.Errorf("took %s: the others waited for the slow room", took)
		}
	})
}

func TestFailingRoomDoesNotStarveTheRest(t *testing.T) {
	for name, fault := range map[string]simulator.Fault{
		"500":                  {Status: 500, Code: 500},
		"503":                  {Status: 503},
		"503 with Retry-After": {Status: 503, RetryAfter: "20"},
		"429 for ever":         {Status: 429, RetryAfter: "20"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				service := simulator.New(simulator.Options{})
				fault.Match = simulator.Matcher{PathContains: "room-0003"}
				service.Fault(fault)
				client := onWire(t, wire{service: service, latency: 100 * time.Millisecond}, io.Discard)
				started := time.Now()
				failed := apply(t.Context(), client, 500)
				if len(failed) != 1 || failed["room-0003"] == nil {
					t.Errorf("failed: %v", failed)
				}
				if took := lastCreated(t, service).Sub(started); took > 2*time.Minute {
					t.Errorf("the others took %s", took)
				}
			})
		})
	}
}

// lastCreated is when the last room was created.
func lastCreated(t *testing.T, service *simulator.Simulator) time.Time {
	t.Helper()
	for _, r := range slices.Backward(service.Requests()) {
		if r.Method == http.MethodPost && r.Status == http.StatusOK {
			return r.Time
		}
	}
	t.Fatal("no room was created")
	return time.Time{}
}
