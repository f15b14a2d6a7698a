package classroom

import (
	"context"
	"fmt"
	"sync"
)

// sharedCalls makes a call once for all who ask for its result at the same time, and keeps
// the results that stay true until they are forgotten.
type sharedCalls[T any] struct {
	keep func(error) bool

	mu    sync.Mutex
	calls map[string]*sharedCall[T]
}

type sharedCall[T any] struct {
	done      chan struct{} // closed once the fields below are set
	result    T
	err       error
	cancelled bool // the caller who made the call gave up: err says nothing
}

func newSharedCalls[T any](keep func(error) bool) *sharedCalls[T] {
	return &sharedCalls[T]{keep: keep, calls: map[string]*sharedCall[T]{}}
}

// do waits for a call that another caller is making no longer than ctx. If that caller gives
// up, one of those who wait makes the call.
func (s *sharedCalls[T]) do(ctx context.Context, key string, call func() (T, error)) (T, error) {
	for {
		shared, first := s.join(key)
		if first {
			shared.result, shared.err = call()
			shared.cancelled = shared.err != nil && ctx.Err() != nil
			s.finish(key, shared)
			return shared.result, shared.err
		}
		select {
		case <-shared.done:
			if !shared.cancelled {
				return shared.result, shared.err
			}
		case <-ctx.Done():
			var none T
			return none, fmt.Errorf("classroom: gave up waiting: %w", ctx.Err())
		}
	}
}

func (s *sharedCalls[T]) join(key string) (shared *sharedCall[T], first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, found := s.calls[key]; found {
		return known, false
	}
	made := &sharedCall[T]{done: make(chan struct{})}
	s.calls[key] = made
	return made, true
}

// finish removes a result that does not stay true, unless it has been forgotten already.
func (s *sharedCalls[T]) finish(key string, shared *sharedCall[T]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.calls[key] == shared && !s.keep(shared.err) {
		delete(s.calls, key)
	}
	close(shared.done)
}

// forget drops a result, also that of a call that is still being made.
func (s *sharedCalls[T]) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, key)
}
