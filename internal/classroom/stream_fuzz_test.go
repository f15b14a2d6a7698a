package classroom

import (
	"encoding/json"
	"iter"
	"strings"
	"testing"
	"time"
)

// streamed is a stream of whatever a JSON text holds: the entries of a list, or the text itself.
func streamed[T any](v value, from func(value) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, entry := range fedEntries(v) {
			if !yield(from(entry), nil) {
				return
			}
		}
	}
}

// FuzzEventStream computes all results from any stream: none may panic, or be out of its bounds.
func FuzzEventStream(f *testing.F) {
	f.Add(`[` + joins(1, 0, 1, "a") + `,` + leaves(2, 5, 1, "a") + `]`)
	f.Add(`{"list":[` + joins(1, 0, 1, "a") + `,` + joins(1, 0, 2, "b") + `,` + leaves(3, 9, 2, "") + `]}`)
	f.Add(`[{"sequence":1,"data":` + startsPoll("p") + `},{"sequence":2,"data":` + votes("ada", "p", "[0,5]") + `},{"sequence":3,"data":` + endsPoll("p") + `}]`)
	f.Add(`[{"data":` + byServer(`"extra.pollDetails":{"9223372036854775807":{"num":-1,"percentage":1e308},"-1":{}}`) + `}]`)
	f.Add(`[{"data":` + byServer(`"extra":{"popupQuizId":"q","items":["A"],"correctItems":["A"],"answerState":1}`) + `},` +
		`{"data":` + byUser("ada", `"popupQuizId":"q","selectedItems":["A"],"isCorrect":true`) + `}]`)
	for _, seed := range []string{`[]`, `null`, `{}`, `[1,"x",null,[[]]]`, `{"list":{}}`, `[{"cmd":20,"data":{"onlineUsers":{}}}]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := parse([]byte(text))
		if err != nil {
			return
		}
		checkEvents(t, v)
		checkAttendance(t, v)
		polls, err := Polls(streamed(v, widgetEventFrom))
		if err != nil {
			t.Error(err)
		}
		for _, poll := range polls {
			checkOptions(t, poll)
		}
		quizzes, err := Quizzes(streamed(v, widgetEventFrom))
		if err != nil || len(quizzes) > len(fedEntries(v)) {
			t.Errorf("%d quizzes of %d events, %v", len(quizzes), len(fedEntries(v)), err)
		}
	})
}

// checkEvents expects each event as JSON on one line, as the file of collected events has it.
func checkEvents(t *testing.T, v value) {
	t.Helper()
	for event := range streamed(v, eventFrom) {
		if line := event.JSON(); !json.Valid(line) || strings.Contains(string(line), "\n") {
			t.Errorf("an event is %q", line)
		}
	}
}

func checkAttendance(t *testing.T, v value) {
	t.Helper()
	attendees, err := Attendance(streamed(v, eventFrom), time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC))
	if err != nil {
		t.Error(err)
	}
	for i, a := range attendees {
		if a.SecondsPresent < 0 || a.Joins < 0 || i > 0 && attendees[i-1].UserUUID >= a.UserUUID {
			t.Errorf("%+v", a)
		}
	}
}

func checkOptions(t *testing.T, poll Poll) {
	t.Helper()
	for i, option := range poll.Options {
		if option.Index < 0 || i > 0 && poll.Options[i-1].Index >= option.Index {
			t.Errorf("%+v", poll.Options)
		}
	}
}
