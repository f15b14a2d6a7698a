package classroom

import (
	"reflect"
	"testing"
	"time"
)

func TestSchedule(t *testing.T) {
	start := time.Date(2024, 3, 4, 9, 0, 0, 0, time.UTC)
	after := func(d time.Duration) time.Time { return start.Add(d) }
	hour, delay := int64(3600), int64(30)
	for name, test := range map[string]struct {
		schedule     Schedule
		ends, closes time.Time
	}{
		"nothing":                 {Schedule{}, time.Time{}, time.Time{}},
		"no start":                {Schedule{Duration: &hour}, time.Time{}, time.Time{}},
		"no end":                  {Schedule{StartTime: start}, time.Time{}, time.Time{}},
		"default delay":           {Schedule{StartTime: start, Duration: &hour}, after(time.Hour), after(70 * time.Minute)},
		"own delay":               {Schedule{StartTime: start, Duration: &hour, CloseDelay: &delay}, after(time.Hour), after(time.Hour + 30*time.Second)},
		"no delay":                {Schedule{StartTime: start, Duration: &hour, CloseDelay: new(int64(0))}, after(time.Hour), after(time.Hour)},
		"by its end":              {Schedule{StartTime: start, EndTime: after(time.Minute)}, after(time.Minute), after(11 * time.Minute)},
		"end before duration":     {Schedule{StartTime: start, Duration: &hour, EndTime: after(time.Minute)}, after(time.Minute), after(11 * time.Minute)},
		"by its close":            {Schedule{StartTime: start, CloseTime: after(time.Minute)}, time.Time{}, after(time.Minute)},
		"close before all others": {Schedule{StartTime: start, Duration: &hour, CloseDelay: &delay, CloseTime: after(2 * time.Hour)}, after(time.Hour), after(2 * time.Hour)},
		"end without a start":     {Schedule{EndTime: after(time.Minute)}, after(time.Minute), after(11 * time.Minute)},
	} {
		if got := test.schedule.EndsAt(); !got.Equal(test.ends) {
			t.Errorf("%s: ends at %s, want %s", name, got, test.ends)
		}
		if got := test.schedule.ClosesAt(); !got.Equal(test.closes) {
			t.Errorf("%s: closes at %s, want %s", name, got, test.closes)
		}
	}
}

func TestStateBySchedule(t *testing.T) {
	start := time.Date(2024, 3, 4, 9, 0, 0, 0, time.UTC)
	whole := Schedule{StartTime: start, Duration: new(int64(60)), CloseDelay: new(int64(30))}
	for name, test := range map[string]struct {
		schedule Schedule
		after    time.Duration
		want     RoomState
	}{
		"before the start":   {whole, -1, NotStarted},
		"at the start":       {whole, 0, Started},
		"before the end":     {whole, time.Minute - 1, Started},
		"at the end":         {whole, time.Minute, Ended},
		"before the close":   {whole, 90*time.Second - 1, Ended},
		"at the close":       {whole, 90 * time.Second, Closed},
		"without an end":     {Schedule{StartTime: start}, 240 * time.Hour, Started},
		"without a schedule": {Schedule{}, 0, StateUnknown},
		"without a start":    {Schedule{EndTime: start}, -1, StateUnknown},
		"ended, no start":    {Schedule{EndTime: start}, 0, Ended},
	} {
		if got := test.schedule.StateAt(start.Add(test.after)); got != test.want {
			t.Errorf("%s: state %d, want %d", name, got, test.want)
		}
		room := Room{State: StateUnknown, Schedule: test.schedule, ReadAt: start.Add(test.after)}
		if got := room.CurrentState(); got != test.want {
			t.Errorf("%s: a room is in state %d, want %d", name, got, test.want)
		}
	}
	if got := (&Room{State: NotStarted, Schedule: whole, ReadAt: start.Add(time.Hour)}).CurrentState(); got != NotStarted {
		t.Errorf("state %d: the answer's counts more than the schedule's", got)
	}
}

func TestPlannedSchedule(t *testing.T) {
	start := time.Date(2024, 3, 4, 9, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct{ given, want Schedule }{
		"nothing":         {Schedule{}, Schedule{}},
		"durations":       {Schedule{StartTime: start, Duration: new(int64(5)), CloseDelay: new(int64(6)), EndTime: start.Add(time.Hour)}, Schedule{StartTime: start, Duration: new(int64(5)), CloseDelay: new(int64(6))}},
		"times":           {Schedule{StartTime: start, EndTime: start.Add(time.Minute), CloseTime: start.Add(2 * time.Minute)}, Schedule{StartTime: start, Duration: new(int64(60)), CloseDelay: new(int64(60))}},
		"no close":        {Schedule{StartTime: start, EndTime: start.Add(time.Minute)}, Schedule{StartTime: start, Duration: new(int64(60))}},
		"no start":        {Schedule{EndTime: start, CloseTime: start}, Schedule{CloseDelay: new(int64(0))}},
		"no end":          {Schedule{StartTime: start, CloseTime: start.Add(time.Hour)}, Schedule{StartTime: start}},
		"ended too early": {Schedule{StartTime: start, EndTime: start.Add(-1)}, Schedule{StartTime: start}},
	} {
		if got := test.given.Planned(); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
	}
}
