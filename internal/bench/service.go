package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// service is a simulator that answers with latency, and counts.
type service struct {
	*httptest.Server
	requests, connections atomic.Int64
}

func newService(latency time.Duration, o simulator.Options) *service {
	s := &service{}
	simulated := simulator.New(o)
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		wait(r.Context(), latency)
		simulated.ServeHTTP(w, r)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.connections.Add(1)
		}
	}
	s.Start()
	return s
}

func wait(ctx context.Context, d time.Duration) {
	if d == 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
