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

// route remembers whether the service has a current route. Only one call asks; those that
// come meanwhile wait for its answer, so that a service without it is asked once.
type route struct {
	turn  chan struct{}
	state atomic.Int32
}

func newRoute() *route { return &route{turn: make(chan struct{}, 1)} }

// prefer makes the call by the current route, or by the one of the specification where the
// gateway has said that there is no current one.
func (r *route) prefer(ctx context.Context, current, specification func() error) error {
	switch r.state.Load() {
	case routePresent:
		return current()
	case routeMissing:
		return specification()
	}
	select {
	case r.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if r.state.Load() != routeUnknown {
		<-r.turn
		return r.prefer(ctx, current, specification)
	}
	err := current()
	r.learn(err)
	<-r.turn
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
