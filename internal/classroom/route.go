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

// route remembers whether the service has a current route. The first call finds out; those that
// come meanwhile wait for its answer, so that a service without the route is asked once. Where
// that answer shows nothing, as when the service is down, each of them asks, all at once.
type route struct {
	claimed atomic.Bool   // somebody asks first, or has
	asked   chan struct{} // closed once they have their answer
	shown   atomic.Int32  // the Generation that answers have shown
	served  atomic.Bool   // the current route has answered with success: it exists for certain
}

func newRoute() *route { return &route{asked: make(chan struct{})} }

func (r *route) known() Generation { return Generation(r.shown.Load()) }

// prefer makes the call by the current route, or by that of the 2023 API where the gateway has
// said that there is no current one.
func (r *route) prefer(ctx context.Context, current, api2023 func() error) error {
	first := r.claimed.CompareAndSwap(false, true)
	if !first && r.known() == GenerationUnknown {
		select {
		case <-r.asked:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if r.known() == API2023 {
		return api2023()
	}
	err := current()
	r.learn(err)
	if first {
		close(r.asked)
	}
	if r.known() == API2023 {
		return api2023()
	}
	return err
}

func (r *route) learn(err error) {
	var e *Error
	switch {
	case err == nil:
		r.served.Store(true)
		r.shown.Store(int32(CurrentAPI))
	case IsNoRoute(err) && !r.served.Load(): // a refusal before may have been a proxy's
		r.shown.Store(int32(API2023))
	case errors.As(err, &e) && e.refused():
		r.shown.Store(int32(CurrentAPI))
	}
}

// byRoute makes calls by the current route, or by that of the 2023 API, into which change turns
// a request.
func (c *Client) byRoute(r *route, change func(*request)) asking {
	return func(ctx context.Context, call request) (result answer, err error) {
		err = r.prefer(ctx, func() (err error) {
			result, _, err = c.send(ctx, call)
			return err
		}, func() (err error) {
			change(&call)
			result, _, err = c.send(ctx, call)
			return err
		})
		return result, err
	}
}
