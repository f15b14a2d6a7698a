package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

const controlPrefix = "/_simulator/"

// control is one seeding call over HTTP: what Go programs do by method, in JSON
// and without authentication.
type control struct {
	pattern string
	handle  func(s *Simulator, r *http.Request) (any, error)
}

func (s *Simulator) controlMux() *http.ServeMux {
	mux := http.NewServeMux()
	for _, table := range [][]control{serviceControls(), roomControls(), classControls()} {
		for _, c := range table {
			mux.HandleFunc(c.pattern, func(w http.ResponseWriter, r *http.Request) {
				result, err := safely(func() (any, error) { return c.handle(s, r) })
				if err != nil {
					jsonAnswer(http.StatusBadRequest, 0, map[string]string{"error": err.Error()}).write(w, false)
					return
				}
				jsonAnswer(http.StatusOK, 0, map[string]any{"result": result}).write(w, false)
			})
		}
	}
	mux.HandleFunc(controlPrefix, func(w http.ResponseWriter, r *http.Request) {
		text := "there is no " + r.Method + " " + r.URL.EscapedPath()
		jsonAnswer(http.StatusNotFound, 0, map[string]string{"error": text}).write(w, false)
	})
	return mux
}

// safely turns the panic that a seeding mistake is in Go into an error.
func safely[T any](f func() (T, error)) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			m, ok := p.(misuse)
			if !ok {
				panic(p)
			}
			err = m
		}
	}()
	return f()
}

func serviceControls() []control {
	return []control{
		{"GET /_simulator/guesses", reads(func(*Simulator) any { return Guesses() })},
		{"GET /_simulator/readings", reads(func(s *Simulator) any { return s.Readings() })},
		{"POST /_simulator/readings", changeReadings},
		{"DELETE /_simulator/readings", reads(func(s *Simulator) any { s.SetReadings(s.options.Readings); return nil })},
		{"GET /_simulator/requests", reads(func(s *Simulator) any { return s.Requests() })},
		{"DELETE /_simulator/requests", reads(func(s *Simulator) any { s.ResetRequests(); return nil })},
		{"GET /_simulator/violations", reads(func(s *Simulator) any { return s.Violations() })},
		{"GET /_simulator/probes", reads(func(s *Simulator) any { return s.Probes() })},
		{"GET /_simulator/rooms", reads(func(s *Simulator) any { return s.RoomIDs() })},
		{"DELETE /_simulator/faults", reads(func(s *Simulator) any { s.ClearFaults(); return nil })},
		{"POST /_simulator/faults", addFault},
		{"GET /_simulator/clock", reads((*Simulator).clockView)},
		{"POST /_simulator/clock", advanceClock},
	}
}

func reads(f func(*Simulator) any) func(*Simulator, *http.Request) (any, error) {
	return func(s *Simulator, _ *http.Request) (any, error) { return f(s), nil }
}

// seeds decodes the body, which may be empty, and runs f on the room of the path.
func seeds[T any](f func(s *Simulator, uuid string, in T) any) func(*Simulator, *http.Request) (any, error) {
	return func(s *Simulator, r *http.Request) (any, error) {
		var in T
		if err := readBody(r, &in); err != nil {
			return nil, err
		}
		return f(s, r.PathValue("room"), in), nil
	}
}

// does is seeds for what has no result.
func does[T any](f func(s *Simulator, uuid string, in T)) func(*Simulator, *http.Request) (any, error) {
	return seeds(func(s *Simulator, uuid string, in T) any {
		f(s, uuid, in)
		return nil
	})
}

func readBody(r *http.Request, into any) error {
	d := json.NewDecoder(io.LimitReader(r.Body, maxBody))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("body: %w", err)
	}
	return nil
}

// changeReadings sets the readings that the body names; the others stay.
func changeReadings(s *Simulator, r *http.Request) (any, error) {
	in := s.Readings()
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	s.SetReadings(in)
	return in, nil
}

func advanceClock(s *Simulator, r *http.Request) (any, error) {
	var in struct {
		Advance string `json:"advance"`
	}
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	d, err := time.ParseDuration(in.Advance)
	if err != nil {
		return nil, fmt.Errorf("advance: %w", err)
	}
	s.Advance(d)
	return s.clockView(), nil
}

func (s *Simulator) clockView() any {
	now := s.Time()
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]string{"now": now.Format(time.RFC3339), "advanced": s.offset.String()}
}

func addFault(s *Simulator, r *http.Request) (any, error) {
	var in struct {
		Fault
		Delay string `json:"delay"`
	}
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	if in.Delay != "" {
		d, err := time.ParseDuration(in.Delay)
		if err != nil {
			return nil, fmt.Errorf("delay: %w", err)
		}
		in.Fault.Delay = d
	}
	s.Fault(in.Fault)
	return nil, nil
}
