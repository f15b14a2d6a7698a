package classroom_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

var once = simulator.Matcher{Times: 1}

func posts() simulator.Matcher { return simulator.Matcher{Method: http.MethodPost, Times: 1} }

// sequence is what was asked of the service, method and status, in order.
func (l session) sequence() string {
	var all []string
	for _, r := range l.service.Requests() {
		all = append(all, r.Method)
	}
	return strings.Join(all, " ")
}

func TestCreateThroughFaults(t *testing.T) {
	for name, test := range map[string]struct {
		fault   simulator.Fault
		now     string // the methods seen by the current API
		adopted bool
	}{
		"cut before commit": {simulator.Fault{Match: posts(), CutBefore: true}, "POST GET POST", false},
		"cut after commit":  {simulator.Fault{Match: posts(), CutAfter: true}, "POST GET", true},
		"truncated":         {simulator.Fault{Match: posts(), Truncate: true}, "POST GET", true},
		"503 instead":       {simulator.Fault{Match: posts(), Status: 503}, "POST GET POST", false},
		"500 after commit":  {simulator.Fault{Match: posts(), Status: 500, Code: 500, AfterCommit: true}, "POST GET", true},
		"HTML after commit": {simulator.Fault{Match: posts(), Status: 200, Body: "<html>", ContentType: "text/html", AfterCommit: true}, "POST GET", true},
		"too fast":          {simulator.Fault{Match: posts(), Status: 429, RetryAfter: "3"}, "POST POST", false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, generation := range generations {
				t.Run(string(generation), func(t *testing.T) {
					l := start(t, generation)
					l.service.Fault(test.fault)
					creation, err := l.CreateRoom(t.Context(), "algebra", classroom.RoomRequest{Name: "Algebra"})
					if err != nil || creation.Adopted != test.adopted || creation.Verified != (test.adopted && generation == simulator.CurrentAPI) {
						t.Errorf("%+v, %v", creation, err)
					}
					if _, there := l.service.Room("algebra"); !there {
						t.Error("no room")
					}
					want := test.now
					if generation == simulator.API2023 { // the way to look is found out first
						want = strings.Replace(want, "GET", "GET GET", 1)
					}
					if got := l.sequence(); got != want {
						t.Errorf("asked %s, want %s", got, want)
					}
				})
			}
		})
	}
}

func TestAnIDInUse(t *testing.T) {
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			l := start(t, generation)
			l.service.CreateRoom("algebra", simulator.RoomSeed{Name: "Another"})
			_, err := l.CreateRoom(t.Context(), "algebra", classroom.RoomRequest{Name: "Algebra"})
			if !classroom.HasCode(err, classroom.CodeRoomExists) || l.sequence() != "POST" {
				t.Errorf("%s: %v", l.sequence(), err)
			}
		})
	}
	l := start(t, simulator.CurrentAPI)
	l.service.CreateRoom("algebra", simulator.RoomSeed{Name: "Another"})
	l.service.Fault(simulator.Fault{Match: posts(), CutBefore: true})
	_, err := l.CreateRoom(t.Context(), "algebra", classroom.RoomRequest{Name: "Algebra"})
	if !classroom.HasCode(err, classroom.CodeRoomExists) {
		t.Errorf("another's room was taken for ours: %v", err)
	}
}

func TestWritesThroughFaults(t *testing.T) {
	for name, fault := range map[string]simulator.Fault{
		"cut before": {Match: once, CutBefore: true},
		"cut after":  {Match: once, CutAfter: true},
		"truncated":  {Match: once, Truncate: true},
		"500":        {Match: once, Status: 500, Code: 500},
		"503":        {Match: once, Status: 503, RetryAfter: "2"},
		"429":        {Match: once, Status: 429, RetryAfter: "2"},
		"HTML":       {Match: once, Status: 502, Body: "<html>", ContentType: "text/html"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, generation := range generations {
				t.Run(string(generation), func(t *testing.T) {
					l := start(t, generation)
					l.service.CreateRoom("room", simulator.RoomSeed{})
					l.service.Fault(fault)
					must(t, l.UpdateRoomProperties(t.Context(), "room", classroom.PropertiesUpdate{Properties: map[string]any{"a": "b"}}, nil))
					if view, _ := l.service.Room("room"); view.Properties["a"] != "b" || l.sequence() != "PUT PUT" {
						t.Errorf("%s left %v", l.sequence(), view.Properties)
					}
				})
			}
		})
	}
}

func TestFailureUnder200IsAFailure(t *testing.T) {
	l := start(t, simulator.CurrentAPI)
	l.service.CreateRoom("room", simulator.RoomSeed{})
	l.service.Fault(simulator.Fault{Match: once, Status: 200, Code: classroom.CodeRoomEnded})
	if err := l.SetRoomState(t.Context(), "room", classroom.Ended); !classroom.HasCode(err, classroom.CodeRoomEnded) || l.sequence() != "PUT" {
		t.Errorf("%s: %v", l.sequence(), err)
	}
}

func TestWriteInFlightOutlivesTheRun(t *testing.T) {
	l := start(t, simulator.CurrentAPI)
	l.service.CreateRoom("room", simulator.RoomSeed{})
	ctx, cancel := context.WithCancel(t.Context())
	hold := make(chan struct{})
	l.service.Fault(simulator.Fault{Match: once, Before: cancel, Hold: hold})
	var group sync.WaitGroup
	group.Go(func() {
		<-ctx.Done() // the request has arrived, and the run is cancelled
		close(hold)
	})
	must(t, l.SetRoomState(ctx, "room", classroom.Started))
	group.Wait()
	if view, _ := l.service.Room("room"); view.State != int(classroom.Started) {
		t.Errorf("state %d", view.State)
	}
	if err := l.SetRoomState(ctx, "room", classroom.Ended); !errors.Is(err, context.Canceled) || l.sequence() != "PUT" {
		t.Errorf("after the end of the run: %s, %v", l.sequence(), err)
	}
}

func TestReadInFlightEndsWithTheRun(t *testing.T) {
	l := start(t, simulator.CurrentAPI)
	l.service.CreateRoom("room", simulator.RoomSeed{})
	ctx, cancel := context.WithCancel(t.Context())
	l.service.Fault(simulator.Fault{Match: once, Before: cancel, Hold: make(chan struct{})})
	if _, err := l.GetRoom(ctx, "room"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := l.GetRoom(t.Context(), "room"); err != nil {
		t.Errorf("the next run: %v", err)
	}
}
