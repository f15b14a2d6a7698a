// An onlooker to all that the provider does to the service.

package provider_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"pgregory.net/rapid"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// onlooker stands between the provider and the service.
type onlooker struct {
	*simulator.Simulator
	mu      sync.Mutex
	cut     []simulator.RoomView // in-progress rooms that a request moved on, as they were then
	made    map[string]bool      // ids of rooms that a request created
	cleared int                  // requests that took groups away from a room
}

// watched serves a simulator to the provider, with an onlooker.
func watched(t testScope, options simulator.Options) (*onlooker, string) {
	w := &onlooker{Simulator: simulator.New(options), made: map[string]bool{}}
	server := httptest.NewServer(w)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return w, server.URL
}

func (w *onlooker) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	_, path, _ := strings.Cut(r.URL.Path, "/v2/rooms/")
	uuid, _, _ := strings.Cut(path, "/")
	before, existed := w.Room(uuid)
	defer func() { // also where the connection is cut
		after, exists := w.Room(uuid)
		w.mu.Lock()
		defer w.mu.Unlock()
		if existed && before.State == 1 && after.State > 1 {
			w.cut = append(w.cut, after)
		}
		if exists && !existed {
			w.made[uuid] = true
		}
		if len(before.Groups) > 0 && len(after.Groups) == 0 {
			w.cleared++
		}
	}()
	w.Simulator.ServeHTTP(rw, r)
}

// takeCut gives the rooms that were cut off since it was called last.
func (w *onlooker) takeCut() []simulator.RoomView {
	w.mu.Lock()
	defer w.mu.Unlock()
	cut := w.cut
	w.cut = nil
	return cut
}

// faults are ways in which requests fail.
func faults() map[string]simulator.Fault {
	return map[string]simulator.Fault{
		"cut before":      {CutBefore: true},
		"cut after":       {CutAfter: true},
		"503":             {Status: http.StatusServiceUnavailable, Body: "busy", ContentType: "text/plain"},
		"500 after":       {Status: http.StatusInternalServerError, Code: 500, AfterCommit: true},
		"429":             {RetryAfter: "2"},
		"403 with a code": {Status: http.StatusForbidden, Code: 30403200},
		"200 with a code": {Status: http.StatusOK, Code: 500},
		"truncated":       {Truncate: true},
	}
}

// drawFault draws how which requests fail, nil for none.
func drawFault(t *rapid.T) *simulator.Fault {
	name := rapid.SampledFrom(append([]string{"", "", ""}, slices.Sorted(maps.Keys(faults()))...)).Draw(t, "fault")
	if name == "" {
		return nil
	}
	drawn := faults()[name]
	drawn.Match = simulator.Matcher{
		Method: rapid.SampledFrom([]string{"", "POST", "PUT", "DELETE", "GET"}).Draw(t, "method"),
		Skip:   rapid.IntRange(0, 3).Draw(t, "skip"),
		Times:  rapid.IntRange(0, 2).Draw(t, "times"),
	}
	return &drawn
}

func describeCut(view simulator.RoomView) string {
	return fmt.Sprintf("room %q was in progress and is in state %d", view.UUID, view.State)
}
