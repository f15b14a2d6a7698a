package simulator

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestFaultsTellTheServicesTime(t *testing.T) {
	s := run(t, Options{})
	s.Advance(time.Hour)
	s.Fault(Fault{Status: 500, Code: 500})
	ts, _ := wholeNumber(dig(decode([]byte(s.call("GET", at("r"), "").raw)), "ts"))
	if want := start.Add(time.Hour).UnixMilli(); ts != want {
		t.Errorf("ts %d, want %d", ts, want)
	}
}

func TestFaultOutcomes(t *testing.T) {
	tests := map[string]Fault{
		"status 503": {Status: 503}, "status 500, code 7": {Status: 500, Code: 7}, "status 429, Retry-After 1": {RetryAfter: "1"},
		"status 502, text/html": {Status: 502, Body: "x", ContentType: "text/html"}, "connection lost, nothing done": {CutBefore: true},
		"connection lost, all done": {CutAfter: true}, "the answer cut in half": {Truncate: true}, "the answer after 3s": {Delay: 3 * time.Second},
		"status 200, code 7, all done": {Code: 7, AfterCommit: true}, "the answer when it is let go": {Hold: make(chan struct{})},
	}
	for want, f := range tests {
		if got := f.Outcome(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestFaultAnswers(t *testing.T) {
	tests := []struct {
		name              string
		fault             Fault
		status, code      int
		body, contentType string // body: contained
		done              bool   // what was asked for happened
	}{
		{"status alone", Fault{Status: 503}, 503, -1, "", "", false},
		{"business code on 200", Fault{Code: 500}, 200, 500, `"code":500`, "application/json", false},
		{"business code and status", Fault{Status: 403, Code: 30403200}, 403, 30403200, "", "application/json", false},
		{"html", Fault{Status: 502, Body: "<html>", ContentType: "text/html"}, 502, -1, "<html>", "text/html", false},
		{"429", Fault{RetryAfter: "7"}, 429, -1, "", "", false},
		{"after commit", Fault{Status: 500, AfterCommit: true}, 500, -1, "", "", true},
		{"of another method", Fault{Match: Matcher{Method: "PUT"}, Status: 500}, 200, 0, "", "application/json", true},
		{"of another path", Fault{Match: Matcher{PathContains: "/records"}, Status: 500}, 200, 0, "", "application/json", true},
		{"of this path", Fault{Match: Matcher{Method: "POST", PathContains: "/rooms/r"}, Status: 500}, 500, -1, "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := run(t, Options{})
			s.Fault(tt.fault)
			r := s.want(tt.status, tt.code, "POST", at("r"), plain)
			if !strings.Contains(r.raw, tt.body) || r.header.Get("Content-Type") != tt.contentType {
				t.Errorf("%s: %s", r.header.Get("Content-Type"), r.raw)
			}
			if r.header.Get("Retry-After") != tt.fault.RetryAfter {
				t.Errorf("Retry-After %q", r.header.Get("Retry-After"))
			}
			if _, done := s.Room("r"); done != tt.done {
				t.Errorf("room made: %v", done)
			}
		})
	}
}

func TestFaultsThatCut(t *testing.T) {
	tests := []struct {
		name  string
		fault Fault
		done  bool
	}{
		{"before", Fault{CutBefore: true}, false},
		{"after", Fault{CutAfter: true}, true},
		{"half way", Fault{Truncate: true}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := run(t, Options{})
			s.Fault(tt.fault)
			if r, err := s.send("POST", at("r"), plain); err == nil {
				t.Errorf("answered %+v", r)
			} else if tt.fault.Truncate && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("truncated answer: %v", err)
			}
			if _, done := s.Room("r"); done != tt.done {
				t.Errorf("room made: %v", done)
			}
			if log := s.Requests(); len(log) != 1 || !log[0].Faulted {
				t.Errorf("log %+v", log)
			}
		})
	}
}

func TestFaultCounts(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.Fault(Fault{Match: Matcher{Method: "GET", Skip: 1, Times: 2}, Status: 500})
	s.Fault(Fault{Match: Matcher{Method: "GET", Times: 1}, Status: 503})
	var got []int
	for range 5 {
		got = append(got, s.call("GET", at("r"), "").status)
	}
	same(t, "statuses", got, "[503,500,500,200,200]")
	s.Fault(Fault{Status: 500})
	s.ClearFaults()
	s.ok("GET", at("r"), "")
}

func TestHeldFaultEndsWithTheClient(t *testing.T) {
	s := run(t, Options{})
	held := make(chan struct{})
	s.Fault(Fault{Hold: make(chan struct{}), Before: func() { close(held) }})
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-held
		cancel()
	}()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+at("r"), nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err == nil {
		_ = response.Body.Close()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// What is held after the commit is done already.
func TestHeldAfterCommit(t *testing.T) {
	s := run(t, Options{})
	release, answered := make(chan struct{}), make(chan int)
	s.Fault(Fault{Match: Matcher{Method: "POST", Times: 1}, AfterCommit: true, Hold: release})
	go func() { answered <- s.call("POST", at("r"), plain).status }()
	for len(s.RoomIDs()) == 0 {
		runtime.Gosched()
	}
	close(release)
	if status := <-answered; status != 200 {
		t.Errorf("status %d", status)
	}
}

func TestHeldFaultIsReleased(t *testing.T) {
	s := run(t, Options{})
	release := make(chan struct{})
	s.Fault(Fault{Match: Matcher{Times: 1}, Hold: release, Delay: 1, Before: func() {
		s.CreateRoom("r", RoomSeed{})
		close(release)
	}})
	s.want(409, 20409100, "POST", at("r"), plain)
}
