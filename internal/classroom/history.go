package classroom

import (
	"context"
	"sync/atomic"
	"time"
)

// history is what has become of one call so far. It travels in the call's context to the
// layers that write and read it.
type history struct {
	once     bool         // the call must not be repeated once it may have been taken
	wrote    atomic.Int32 // times that a request went onto a connection
	unsure   int          // attempts that the service may have taken, whose answer says nothing
	failures int
	refusals int

	held      int       // times that the service asked to wait
	takenThen int       // how many requests of all calls it had taken when it asked first
	until     time.Time // before which it is not asked again
}

func (h *history) wroteRequest() { h.wrote.Add(1) }

// fail counts a failed attempt, and tells whether the call may be repeated after it.
func (h *history) fail(sent bool) bool {
	h.failures++
	if sent {
		h.unsure++
	}
	return !sent || !h.once
}

type historyKey struct{}

func withHistory(ctx context.Context, h *history) context.Context {
	return context.WithValue(ctx, historyKey{}, h)
}

func historyOf(ctx context.Context) *history {
	if h, ok := ctx.Value(historyKey{}).(*history); ok {
		return h
	}
	return &history{}
}
