package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// chats makes events of a room that differ in their sequences, from 1 on.
func (f *fixture) chats(count int) {
	f.CreateRoom("r", simulator.RoomSeed{})
	for range count {
		f.AppendEvent("r", 3, map[string]any{"message": "<a> & b\n"})
	}
}

func collecting(name string) string {
	return fmt.Sprintf("Collecting into %s, as soon as no other run does.", name)
}

// sequencesIn reads a file of events, each line of which must be one event, whole.
func sequencesIn(t *testing.T, name string) []int {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text, ended := strings.CutSuffix(string(content), "\n")
	if !ended {
		t.Errorf("the file ends with %q", text)
	}
	var sequences []int
	for line := range strings.SplitSeq(text, "\n") {
		var event struct {
			RoomUUID               string
			Cmd, Sequence, Version int
			Data                   struct{ Message string }
		}
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		if event.RoomUUID != "r" || event.Cmd != 3 || event.Version != 1 || event.Data.Message != "<a> & b\n" {
			t.Errorf("not whole: %s", line)
		}
		sequences = append(sequences, event.Sequence)
	}
	return sequences
}

func expectSequences(t *testing.T, name string, want ...int) {
	t.Helper()
	if got := sequencesIn(t, name); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s has %v, want %v", filepath.Base(name), got, want)
	}
}

func TestCollectEvents(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.chats(4)
		name := filepath.Join(t.TempDir(), "events.ndjson")
		cli := f.core(t)
		collect := func() outcome {
			return cli.invoke(t.Context(), "collect_events", map[string]any{"output_file": name})
		}
		collect().expect(t, []string{
			collecting(name), "3 events are in " + name + " so far.", "4 events are in " + name + " so far.",
			"4 events are in " + name + ". There are no more for now.",
		})
		expectSequences(t, name, 1, 2, 3, 4)
		collect().expect(t, []string{collecting(name), "0 events are in " + name + ". There are no more for now."})
		f.AppendEvent("r", 3, map[string]any{"message": "<a> & b\n"})
		collect()
		expectSequences(t, name, 1, 2, 3, 4, 5)
		if info, _ := os.Stat(name); info.Mode().Perm() != 0o600 {
			t.Errorf("others may read what was said in class: %s", info.Mode())
		}
	})
}

func TestCollectEventsBehindATornLine(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.chats(4)
	name := filepath.Join(t.TempDir(), "events.ndjson")
	if err := os.WriteFile(name, []byte("{}\n{\"roomUuid\":"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.core(t).invoke(t.Context(), "collect_events", map[string]any{"output_file": name})
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(content), "\n")
	if len(lines) != 7 || lines[1] != `{"roomUuid":` || !strings.Contains(lines[2], `"sequence":1`) {
		t.Errorf("got %q", lines)
	}
}

func TestCollectEventsTakesNothingWithoutAFile(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.chats(1)
	cli := f.core(t)
	for name, reason := range map[string]string{
		filepath.Join(t.TempDir(), "nowhere", "events"): "no such file or directory",
		t.TempDir(): "is a directory",
		os.DevNull:  "not a regular file",
		"a\x00b":    "invalid argument",
	} {
		got := cli.invoke(t.Context(), "collect_events", map[string]any{"output_file": name})
		got.expect(t, []string{collecting(name)}, "Could not open the file for events", "No event was taken.", reason, invokeAgain)
	}
	if requests := f.Requests(); len(requests) > 0 {
		t.Errorf("%d requests", len(requests))
	}
}

// A run that is cancelled while an answer is on its way keeps that answer.
func TestCollectEventsInterrupted(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.chats(8)
		name := filepath.Join(t.TempDir(), "events.ndjson")
		cli := f.core(t)
		ctx, cancel := context.WithCancel(t.Context())
		f.Fault(simulator.Fault{Match: simulator.Matcher{PathContains: "/polling/", Skip: 1, Times: 1}, Before: cancel})
		cli.invoke(ctx, "collect_events", map[string]any{"output_file": name}).
			expect(t, []string{collecting(name), "3 events are in " + name + " so far."}, "Collecting was interrupted", "6 events were appended", invokeAgain)
		expectSequences(t, name, 1, 2, 3, 4, 5, 6)

		cli.invoke(t.Context(), "collect_events", map[string]any{"output_file": name})
		expectSequences(t, name, 1, 2, 3, 4, 5, 6, 7, 8)
	})
}

func TestCollectEventsReportsALostAnswer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault simulator.Fault
		want  []string
	}{
		"refused":   {simulator.Fault{Code: 500}, []string{"business code 500"}},
		"cut":       {simulator.Fault{CutAfter: true}, []string{"No answer", "classroom_room_events has them"}},
		"truncated": {simulator.Fault{Truncate: true}, []string{"No answer", "classroom_room_events has them"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.chats(8)
				name := filepath.Join(t.TempDir(), "events.ndjson")
				fault := test.fault
				fault.Match = simulator.Matcher{PathContains: "/polling/", Skip: 1, Times: 1}
				f.Fault(fault)
				f.core(t).invoke(t.Context(), "collect_events", map[string]any{"output_file": name}).
					expect(t, []string{collecting(name), "3 events are in " + name + " so far."},
						append(test.want, "Could not take the next events of the app", "Before, 3 events were appended", invokeAgain)...)
				expectSequences(t, name, 1, 2, 3)
			})
		})
	}
}

// What is no feed must not be read for ever.
func TestCollectEventsEndsWhereAnAnswerIsRepeated(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.Fault(simulator.Fault{Match: simulator.Matcher{PathContains: "/polling/"}, Body: `{"code":0,"data":{"odd":1}}`})
	name := filepath.Join(t.TempDir(), "events.ndjson")
	f.core(t).invoke(t.Context(), "collect_events", map[string]any{"output_file": name}).
		expect(t, []string{collecting(name), "1 events are in " + name + " so far."}, "The service gives the same events again", "Before, 2 events were appended", invokeAgain)
	if content, err := os.ReadFile(name); err != nil || strings.Count(string(content), "\n") != 2 {
		t.Errorf("the file has %q, %v", content, err)
	}
}

// Two runs that share a file: the second begins when the first is done, with what is left.
func TestCollectEventsConcurrently(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.chats(10)
		name := filepath.Join(t.TempDir(), "events.ndjson")
		taking, proceed := make(chan struct{}), make(chan struct{})
		f.Fault(simulator.Fault{Match: simulator.Matcher{PathContains: "/polling/", Times: 1}, Before: func() { close(taking) }, Hold: proceed})

		var first, second outcome
		var runs sync.WaitGroup
		config := map[string]any{"output_file": name}
		runs.Go(func() { first = f.core(t).invoke(t.Context(), "collect_events", config) })
		<-taking
		cli := f.core(t)
		runs.Go(func() { second = cli.invoke(t.Context(), "collect_events", config) })

		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		cli.invoke(cancelled, "collect_events", config).expect(t, nil, "another run has "+name, "No event was taken.")
		close(proceed)
		runs.Wait()

		first.expect(t, append([]string{collecting(name)}, progressOf(name, 3, 6, 9, 10)...))
		second.expect(t, append([]string{collecting(name)}, progressOf(name)...))
		expectSequences(t, name, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	})
}

func progressOf(name string, counts ...int) []string {
	var progress []string
	total := 0
	for _, total = range counts {
		progress = append(progress, fmt.Sprintf("%d events are in %s so far.", total, name))
	}
	return append(progress, fmt.Sprintf("%d events are in %s. There are no more for now.", total, name))
}
