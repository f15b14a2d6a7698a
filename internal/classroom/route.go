package classroom

import (
	"context"
	"errors"
	"sync/atomic"
)

// routes are the calls whose path differs between the generations of the service.
type routes struct {
	room, user, recordings, polls, quizzes *route
}

func newRoutes() routes {
	return routes{room: newRoute(), user: newRoute(), recordings: newRoute(), polls: newRoute(), quizzes: newRoute()}
}

const (
	routeUnknown int32 = iota
	routePresent
	routeMissing
)

// route remembers whether the service has a current route. One call asks first; those that
// come meanwhile wait for its answer, so that a service without it is asked once. Where that
// answer tells nothing, as from a service that is down, they ask for themselves, all at once.
type route struct {
	claimed atomic.Bool   // somebody asks first, or has
	asked   chan struct{} // closed once they have their answer
	state   atomic.Int32
}

func newRoute() *route { return &route{asked: make(chan struct{})} }

// prefer makes the call by the current route, or by the one of the specification where the
// gateway has said that there is no current one.
func (r *route) prefer(ctx context.Context, current, specification func() error) error {
	first := r.claimed.CompareAndSwap(false, true)
	if !first && r.state.Load() == routeUnknown {
		select {
		case <-r.asked:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	switch r.state.Load() {
	case routePresent:
		return current()
	case routeMissing:
		return specification()
	}
	err := current()
	r.learn(err)
	if first {
		close(r.asked)
	}
	if r.state.Load() == routeMissing {
		return specification()
	}
	return err
}

func (r *route) learn(err error) {
	var e *Error
	switch {
	case IsNoRoute(err):
		r.state.Store(routeMissing)
	case err == nil || errors.As(err, &e) && e.refused():
		r.state.Store(routePresent)
	}
}
