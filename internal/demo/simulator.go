package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// simulator is a running `terraform-provider-classroom -simulator`.
type simulator struct {
	process *exec.Cmd
	// settings are the lines of the provider block that it prints.
	settings map[string]string
}

// patience is how long a process may take to start or to stop.
const patience = 20 * time.Second

func startSimulator(ctx context.Context, binary string) (*simulator, error) {
	process := exec.CommandContext(context.WithoutCancel(ctx), binary, "-simulator", "127.0.0.1:0") // stop ends it
	process.Stderr = os.Stderr
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("starting the simulator: %w", err)
	}
	settings, err := readSettings(out)
	if err != nil {
		return nil, errors.Join(err, process.Process.Kill(), process.Wait())
	}
	return &simulator{process: process, settings: settings}, nil
}

var (
	settingLine  = regexp.MustCompile(`^\s*(\w+)\s*=\s*"(.*)"\s*$`)
	endpointLine = regexp.MustCompile(`^endpoint=(http://\S+)$`)
)

// readSettings reads what the simulator prints, up to the endpoint line, which
// says that it is listening.
func readSettings(out io.Reader) (map[string]string, error) {
	settings := map[string]string{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if m := endpointLine.FindStringSubmatch(lines.Text()); m != nil {
			settings["endpoint"] = m[1]
			return settings, nil
		}
		if m := settingLine.FindStringSubmatch(lines.Text()); m != nil {
			settings[m[1]] = m[2]
		}
	}
	return nil, errors.New("the simulator ended without saying where it listens")
}

func (s *simulator) endpoint() string { return s.settings["endpoint"] }

// setProperty changes one property of a room as some other client of the service would.
func (s *simulator) setProperty(ctx context.Context, room, key string, value any) error {
	return s.post(ctx, "rooms/"+url.PathEscape(room)+"/properties", map[string]any{"set": map[string]any{key: value}})
}

// join lets a student enter a room.
func (s *simulator) join(ctx context.Context, room, user, name string) error {
	return s.post(ctx, "rooms/"+url.PathEscape(room)+"/join", map[string]any{"userUuid": user, "userName": name})
}

// roomView is what the demo looks at in a room.
type roomView struct {
	State      int
	Properties map[string]any
	Recordings []struct{ Status int }
}

func (s *simulator) room(ctx context.Context, id string) (roomView, error) {
	var answer struct{ Result roomView }
	err := s.control(ctx, http.MethodGet, "rooms/"+url.PathEscape(id), nil, &answer)
	return answer.Result, err
}

// writes are the calls that change something, since forgetRequests.
func (s *simulator) writes(ctx context.Context) ([]string, error) {
	var answer struct {
		Result []struct{ Method, Path string }
	}
	if err := s.control(ctx, http.MethodGet, "requests", nil, &answer); err != nil {
		return nil, err
	}
	var writes []string
	for _, request := range answer.Result {
		if request.Method != http.MethodGet {
			writes = append(writes, request.Method+" "+request.Path)
		}
	}
	return writes, nil
}

// forgetRequests forgets the violations, too, so it is an error if there are any.
func (s *simulator) forgetRequests(ctx context.Context) error {
	if err := s.onlyAllowed(ctx); err != nil {
		return err
	}
	return s.control(ctx, http.MethodDelete, "requests", nil, &struct{}{})
}

// onlyAllowed fails where the service got a request that its documents do not allow.
func (s *simulator) onlyAllowed(ctx context.Context) error {
	violations, err := s.list(ctx, "violations")
	if err == nil && len(violations) > 0 {
		err = fmt.Errorf("requests that the service's documents do not allow:\n%s", strings.Join(violations, "\n"))
	}
	return err
}

// setClock moves the service's clock forward.
func (s *simulator) setClock(ctx context.Context, to time.Time) error {
	var answer struct{ Result struct{ Now time.Time } }
	if err := s.control(ctx, http.MethodGet, "clock", nil, &answer); err != nil {
		return err
	}
	return s.post(ctx, "clock", map[string]any{"advance": to.Sub(answer.Result.Now).String()})
}

// list answers one of the simulator's lists: rooms, the ids of those that exist,
// or violations, the requests that the service's documents do not allow.
func (s *simulator) list(ctx context.Context, name string) ([]string, error) {
	var answer struct{ Result []string }
	err := s.control(ctx, http.MethodGet, name, nil, &answer)
	return answer.Result, err
}

func (s *simulator) post(ctx context.Context, path string, in map[string]any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	return s.control(ctx, http.MethodPost, path, bytes.NewReader(body), &struct{}{})
}

// control calls the part of the simulator that is no part of the service.
func (s *simulator) control(ctx context.Context, method, path string, body io.Reader, answer any) error {
	request, err := http.NewRequestWithContext(ctx, method, s.endpoint()+"/_simulator/"+path, body)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s in the simulator: %s: %s", method, path, response.Status, text)
	}
	return json.Unmarshal(text, answer)
}

func (s *simulator) stop() error {
	if err := s.process.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	if err := s.process.Wait(); err != nil {
		return fmt.Errorf("the simulator did not stop well: %w", err)
	}
	return nil
}
