package simulator

import (
	"net/http"
	"slices"
	"time"
)

// A simulator that runs for days must not grow without bound.
const maxLog = 20000

// Request is one call as it was received, without its headers: those hold
// tokens.
type Request struct {
	Time    time.Time `json:"time"`
	Method  string    `json:"method"`
	Path    string    `json:"path"` // as escaped on the wire
	Query   string    `json:"query,omitempty"`
	Body    string    `json:"body,omitempty"`
	Status  int       `json:"status"` // 0: cut before an answer
	Code    int       `json:"code"`   // business code
	Faulted bool      `json:"faulted,omitempty"`
}

func (s *Simulator) record(r *http.Request, body []byte, a answer, faulted bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.log) >= maxLog {
		s.log = slices.Delete(s.log, 0, maxLog/2)
	}
	s.log = append(s.log, Request{
		Time: s.now(), Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery,
		Body: string(body), Status: a.status, Code: a.code, Faulted: faulted,
	})
}

// noteUnknown files a call without a route: a probe when the other generation
// has it, a violation when none does.
func (s *Simulator) noteUnknown(r *http.Request) {
	other := API2023
	if s.options.Generation == API2023 {
		other = CurrentAPI
	}
	line := r.Method + " " + r.URL.EscapedPath()
	if _, _, ok := match(routesOf(other), r.Method, r.URL.EscapedPath()); ok {
		s.unknown = append(s.unknown, line)
		return
	}
	s.notes = append(s.notes, line+": no generation has this route")
}

// Requests returns all calls so far, oldest first.
func (s *Simulator) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// ResetRequests forgets the calls, violations and probes so far.
func (s *Simulator) ResetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log, s.notes, s.unknown = nil, nil, nil
}

// Violations returns what this generation's documents do not allow in the
// calls so far, one line each.
func (s *Simulator) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.notes)
}

// Probes returns the calls of routes that only the other generation has; they
// were answered as the gateway does.
func (s *Simulator) Probes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.unknown)
}
