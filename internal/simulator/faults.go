package simulator

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// Matcher selects the calls that a fault strikes.
type Matcher struct {
	Method       string `json:"method"`       // empty: any
	PathContains string `json:"pathContains"` // in the path as escaped on the wire; empty: any
	Skip         int    `json:"skip"`         // matching calls let through first
	Times        int    `json:"times"`        // calls struck; 0: all
}

// Fault spoils the calls it matches. Hold and Delay come first (with AfterCommit after the
// call), then CutBefore, the call itself, CutAfter, Truncate. With any of Status, Code, Body and
// RetryAfter set, the service is not reached at all unless AfterCommit is set.
// Mind that Go's transport by itself repeats a GET whose kept-alive connection
// is cut, and so uses up one more of Times.
type Fault struct {
	Match       Matcher `json:"match"`
	Status      int     `json:"status"` // default 200, or 429 with RetryAfter
	Code        int     `json:"code"`   // business code, in an envelope
	Body        string  `json:"body"`   // verbatim instead of an envelope
	ContentType string  `json:"contentType"`
	RetryAfter  string  `json:"retryAfter"`  // header of that name
	AfterCommit bool    `json:"afterCommit"` // do what was asked, then answer as above
	CutBefore   bool    `json:"cutBefore"`   // drop the connection, nothing done
	CutAfter    bool    `json:"cutAfter"`    // drop the connection, everything done
	Truncate    bool    `json:"truncate"`    // half a body
	// Delay waits on the wall clock, for users; tests use Hold.
	Delay time.Duration `json:"-"`
	// Hold waits until the channel is closed or the client gives up.
	Hold <-chan struct{} `json:"-"`
	// Before runs first, outside the mutex: the world changes mid-apply.
	Before func() `json:"-"`
}

// activeFault is a fault with its own count of calls seen.
type activeFault struct {
	Fault
	seen    int
	matched bool
}

// Fault adds a fault. Where several match a call, the oldest strikes.
func (s *Simulator) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &activeFault{Fault: f})
}

// ClearFaults removes all faults.
func (s *Simulator) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Simulator) takeFault(method, path string) activeFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.strikes(method, path) {
			return activeFault{Fault: f.Fault, matched: true}
		}
	}
	return activeFault{}
}

func (f *activeFault) strikes(method, path string) bool {
	m := f.Match
	if m.Method != "" && m.Method != method || !strings.Contains(path, m.PathContains) {
		return false
	}
	f.seen++
	return f.seen > m.Skip && (m.Times == 0 || f.seen <= m.Skip+m.Times)
}

// wait reports whether the client is still there afterwards.
func (f activeFault) wait(ctx context.Context) bool {
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-ctx.Done():
			return false
		}
	}
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

func (f Fault) answers() bool {
	return f.Status != 0 || f.Code != 0 || f.Body != "" || f.RetryAfter != ""
}

func (f Fault) answer(now time.Time) answer {
	status := f.Status
	switch {
	case status == 0 && f.RetryAfter != "":
		status = http.StatusTooManyRequests
	case status == 0:
		status = http.StatusOK
	}
	a := answer{status: status, contentType: f.ContentType, body: []byte(f.Body)}
	if f.Body == "" && f.Code != 0 {
		a = envelopeAnswer(nil, &apiError{status, f.Code, "Simulated fault!"}, now)
	} else if f.Body != "" && f.ContentType == "" {
		a.contentType = "application/json"
	}
	a.retryAfter = f.RetryAfter
	return a
}
