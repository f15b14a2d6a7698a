package classroom

import (
	"context"
	"sync/atomic"
	"time"
)

// callState is what has become of one call so far. It travels in the call's context to the
// transports that write and read it, one attempt after the other.
type callState struct {
	once     bool         // the call must not be repeated once it may have been taken
	wrote    atomic.Int32 // times that a request went onto a connection
	unsure   int          // attempts that the service may have taken, whose answer says nothing
	failures int
	refusals int // for the rate

	body answerBody // of the latest answer

	// What the throttle knows of the call.

	held        int       // times that the service asked to wait
	takenBefore int       // requests of all calls that the service had taken when it asked first
	pausedUntil time.Time // this call alone

	// givenUp is set where the run has been given up: the call is not repeated. repeated is
	// set where that happened before this call's answer.
	givenUp, repeated bool
}

func (s *callState) wroteRequest() { s.wrote.Add(1) }

// fail counts a failed attempt, and reports whether the call may be repeated after it.
func (s *callState) fail(sent bool) bool {
	s.failures++
	if sent {
		s.unsure++
	}
	return !sent || !s.once
}

type callStateKey struct{}

func withCallState(ctx context.Context, state *callState) context.Context {
	return context.WithValue(ctx, callStateKey{}, state)
}

func callStateOf(ctx context.Context) *callState {
	if state, ok := ctx.Value(callStateKey{}).(*callState); ok {
		return state
	}
	return &callState{}
}
