package provider

import (
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// lessonStart is when the class of the records in these tests starts. It takes an hour, and its room
// closes ten minutes later.
var lessonStart = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// lessonRecord is a record of a room that was created an hour before its class.
func lessonRecord(change func(*roomRecord)) roomRecord {
	r := roomRecord{
		RoomUUID: "algebra", Region: classroom.RegionEurope, AppID: "app", Generation: classroom.CurrentAPI,
		State: classroom.NotStarted, CreatedAt: lessonStart.Add(-time.Hour),
		StartsAt: lessonStart, EndsAt: lessonStart.Add(time.Hour), ClosesAt: lessonStart.Add(70 * time.Minute),
	}
	change(&r)
	return r
}

func inState(state classroom.RoomState) func(*roomRecord) {
	return func(r *roomRecord) { r.State = state }
}

func TestRoomRecord_stateAt(t *testing.T) {
	t.Parallel()
	by2023API := func(state classroom.RoomState) func(*roomRecord) {
		return func(r *roomRecord) { r.State, r.Generation = state, classroom.API2023 }
	}
	for name, test := range map[string]struct {
		change       func(*roomRecord)
		after        time.Duration // from the start
		want         classroom.RoomState
		isOver, ends bool
	}{
		"shown, whatever the schedule says":     {inState(classroom.NotStarted), time.Minute, classroom.NotStarted, false, false},
		"shown as started after its end":        {inState(classroom.Started), time.Hour, classroom.Started, false, false},
		"shown as started after its close":      {inState(classroom.Started), 70 * time.Minute, classroom.Started, true, true},
		"shown as ended before its end":         {inState(classroom.Ended), time.Minute, classroom.Ended, true, true},
		"ended before its class":                {func(r *roomRecord) { r.State, r.ClosedBeforeClass = classroom.Ended, true }, -time.Minute, classroom.Ended, false, true},
		"2023 API, before the close":            {by2023API(classroom.Started), 70*time.Minute - 1, classroom.Started, false, false},
		"2023 API, at the close":                {by2023API(classroom.Started), 70 * time.Minute, classroom.Closed, true, true},
		"not shown, before the start":           {inState(classroom.StateUnknown), -1, classroom.NotStarted, false, false},
		"not shown, at the start":               {inState(classroom.StateUnknown), 0, classroom.Started, false, false},
		"not shown, at the end":                 {inState(classroom.StateUnknown), time.Hour, classroom.Ended, false, true},
		"not shown, at the close":               {inState(classroom.StateUnknown), 70 * time.Minute, classroom.Closed, true, true},
		"not shown, and there is no schedule":   {func(r *roomRecord) { *r = roomRecord{State: classroom.StateUnknown} }, 0, classroom.NotStarted, false, false},
		"not shown, and the class has no end":   {func(r *roomRecord) { *r = roomRecord{State: classroom.StateUnknown, StartsAt: r.StartsAt} }, 24 * time.Hour, classroom.Started, false, false},
		"not shown, and the start is not known": {func(r *roomRecord) { r.State, r.StartsAt = classroom.StateUnknown, time.Time{} }, 70 * time.Minute, classroom.Closed, true, true},
	} {
		r, now := lessonRecord(test.change), lessonStart.Add(test.after)
		if got := r.stateAt(now); got != test.want {
			t.Errorf("%s: state %d, want %d", name, got, test.want)
		}
		if got := r.classIsOver(now); got != test.isOver {
			t.Errorf("%s: the class is over: %t, want %t", name, got, test.isOver)
		}
		if got := r.hasEnded(now); got != test.ends {
			t.Errorf("%s: the room takes nothing more: %t, want %t", name, got, test.ends)
		}
	}
}

func TestRoomRecord_isRoom(t *testing.T) {
	t.Parallel()
	created := func(at time.Duration) classroom.Room {
		return classroom.Room{State: classroom.NotStarted, CreatedAt: lessonStart.Add(at), ReadAt: lessonStart}
	}
	shown := func(state classroom.RoomState, after time.Duration) classroom.Room {
		return classroom.Room{State: state, ReadAt: lessonStart.Add(after)}
	}
	for name, test := range map[string]struct {
		change func(*roomRecord)
		room   classroom.Room
		want   bool
	}{
		"nothing is known":                       {func(r *roomRecord) { *r = roomRecord{} }, created(0), true},
		"created at the same time":               {inState(classroom.NotStarted), created(-time.Hour), true},
		"created a minute later":                 {inState(classroom.NotStarted), created(-59 * time.Minute), true},
		"created more than a minute later":       {inState(classroom.NotStarted), created(-59*time.Minute + 1), false},
		"created earlier":                        {inState(classroom.NotStarted), created(-2 * time.Hour), true},
		"created at the same time, back a state": {inState(classroom.Closed), created(-time.Hour), true},
		"ended, still":                           {inState(classroom.Ended), shown(classroom.Ended, 0), true},
		"ended, and closed now":                  {inState(classroom.Ended), shown(classroom.Closed, 0), true},
		"ended, and started now":                 {inState(classroom.Ended), shown(classroom.Started, 0), false},
		"closed, and ended now":                  {inState(classroom.Closed), shown(classroom.Ended, 0), false},
		"ended, and no state now":                {inState(classroom.Ended), shown(classroom.StateUnknown, 0), true},
		"started, and not started now":           {inState(classroom.Started), shown(classroom.NotStarted, 0), true}, // an old event may say so
		"an hour after its close":                {inState(classroom.NotStarted), shown(classroom.NotStarted, 130*time.Minute), true},
		"more than an hour after its close":      {inState(classroom.NotStarted), shown(classroom.NotStarted, 130*time.Minute+1), false},
	} {
		if got := lessonRecord(test.change).isRoom(&test.room); got != test.want {
			t.Errorf("%s: is the room: %t, want %t", name, got, test.want)
		}
	}
}

func TestRoomRecord_isDestroyed(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	for name, test := range map[string]struct {
		record roomRecord
		lives  time.Duration // from the start of the class
	}{
		"closed by its schedule":      {roomRecord{CreatedAt: lessonStart.Add(-time.Hour), ClosesAt: lessonStart.Add(70 * time.Minute)}, 130 * time.Minute},
		"seen closed":                 {roomRecord{CreatedAt: lessonStart.Add(-time.Hour), ClosedAt: lessonStart.Add(time.Minute), ClosesAt: lessonStart.Add(70 * time.Minute)}, 61 * time.Minute},
		"created after its class":     {roomRecord{CreatedAt: lessonStart.Add(day), ClosesAt: lessonStart.Add(70 * time.Minute)}, 25 * time.Hour},
		"without a schedule":          {roomRecord{CreatedAt: lessonStart.Add(-time.Hour)}, 5*day - time.Hour},
		"five days before its class":  {roomRecord{CreatedAt: lessonStart.Add(-6 * day), ClosesAt: lessonStart.Add(70 * time.Minute)}, -day},
		"creation not known":          {roomRecord{FirstSeenAt: lessonStart}, 5 * day},
		"creation before first sight": {roomRecord{CreatedAt: lessonStart.Add(-time.Hour), FirstSeenAt: lessonStart}, 5*day - time.Hour},
	} {
		last := lessonStart.Add(test.lives)
		if test.record.isDestroyed(last) {
			t.Errorf("%s: destroyed %s after the start of the class", name, test.lives)
		}
		if !test.record.isDestroyed(last.Add(1)) {
			t.Errorf("%s: not destroyed after that", name)
		}
	}
	if (roomRecord{}).isDestroyed(lessonStart) {
		t.Error("a room of which nothing is known is destroyed")
	}
}

func TestRoomRecord_observe(t *testing.T) {
	t.Parallel()
	hour, delay := int64(3600), int64(600)
	schedule := classroom.Schedule{StartTime: lessonStart, Duration: &hour, CloseDelay: &delay}
	now, before := lessonStart.Add(2*time.Hour), lessonStart.Add(time.Hour)
	for name, test := range map[string]struct {
		change func(*roomRecord)
		room   classroom.Room
		want   func(*roomRecord) // beside FirstSeenAt and SeenAt
	}{
		"nothing": {inState(classroom.Started), classroom.Room{State: classroom.StateUnknown, Generation: classroom.CurrentAPI}, inState(classroom.Started)},
		"all that is known": {func(r *roomRecord) {
			*r = roomRecord{RoomUUID: "algebra", Region: r.Region, AppID: r.AppID, State: classroom.StateUnknown}
		},
			classroom.Room{State: classroom.NotStarted, Generation: classroom.CurrentAPI, CreatedAt: lessonStart.Add(-time.Hour), Schedule: schedule},
			inState(classroom.NotStarted)},
		"a later creation": {inState(classroom.NotStarted), classroom.Room{State: classroom.NotStarted, Generation: classroom.CurrentAPI, CreatedAt: lessonStart},
			func(r *roomRecord) { r.CreatedAt = lessonStart }},
		"a later state":    {inState(classroom.Started), classroom.Room{State: classroom.Ended, Generation: classroom.CurrentAPI}, inState(classroom.Ended)},
		"an earlier state": {inState(classroom.Ended), classroom.Room{State: classroom.Started, Generation: classroom.CurrentAPI}, inState(classroom.Ended)},
		"not started, by an event of the 2023 API": {inState(classroom.StateUnknown), classroom.Room{State: classroom.NotStarted, Generation: classroom.API2023},
			func(r *roomRecord) { r.State, r.Generation = classroom.StateUnknown, classroom.API2023 }},
		"started, by an event of the 2023 API": {inState(classroom.StateUnknown), classroom.Room{State: classroom.Started, Generation: classroom.API2023},
			func(r *roomRecord) { r.State, r.Generation = classroom.Started, classroom.API2023 }},
		"closed": {inState(classroom.Started), classroom.Room{State: classroom.Closed, Generation: classroom.CurrentAPI},
			func(r *roomRecord) { r.State, r.ClosedAt = classroom.Closed, now }},
		"closed before": {func(r *roomRecord) { r.State, r.ClosedAt = classroom.Closed, before }, classroom.Room{State: classroom.Closed, Generation: classroom.CurrentAPI},
			func(r *roomRecord) { r.State, r.ClosedAt = classroom.Closed, before }},
		"seen before": {func(r *roomRecord) { r.FirstSeenAt, r.SeenAt = before, before }, classroom.Room{State: classroom.NotStarted, Generation: classroom.CurrentAPI},
			func(r *roomRecord) { r.FirstSeenAt = before }},
	} {
		test.room.UUID, test.room.ReadAt = "algebra", now
		want := lessonRecord(test.want)
		want.SeenAt = now
		if want.FirstSeenAt.IsZero() {
			want.FirstSeenAt = now
		}
		if got := lessonRecord(test.change).observe(&test.room); got != want {
			t.Errorf("%s:\n%+v, want\n%+v", name, got, want)
		}
	}
}
