package provider

import (
	"context"
	"sync/atomic"
	"time"
)

// callContext is the context of one call, and holds nothing of it when the call has ended: it is
// cancelled then, as the call's own context is.
type callContext struct {
	of atomic.Pointer[context.Context]
}

func newCallContext(ctx context.Context) *callContext {
	call := &callContext{}
	call.of.Store(&ctx)
	return call
}

// ended is what every call's context is after the call.
var ended = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

func (c *callContext) end() { c.of.Store(&ended) }

func (c *callContext) Deadline() (time.Time, bool) { return (*c.of.Load()).Deadline() }
func (c *callContext) Done() <-chan struct{}       { return (*c.of.Load()).Done() }
func (c *callContext) Err() error                  { return (*c.of.Load()).Err() }
func (c *callContext) Value(key any) any           { return (*c.of.Load()).Value(key) }
