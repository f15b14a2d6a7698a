package simulator

import "time"

// spans are the times of a room, as they happened or else as they are planned;
// a time that nobody knows is zero.
type spans struct {
	created, start, end, closing, gone, limit time.Time
}

func (r *room) spans() spans {
	t := spans{created: r.created, start: r.started, closing: r.closed, limit: r.created.Add(reservation)}
	if t.start.IsZero() && r.state == notStarted && r.schedule.StartTime > 0 {
		t.start = later(time.UnixMilli(r.schedule.StartTime), r.created)
	}
	t.end = r.endAfter(t.start)
	if t.closing.IsZero() && !t.end.IsZero() {
		t.closing = t.end.Add(seconds(r.schedule.CloseDelay))
	}
	t.gone = t.limit
	if !t.closing.IsZero() {
		t.gone = earlier(t.closing.Add(afterClosing), t.limit)
	}
	t.end, t.closing = earlier(t.end, t.limit), earlier(t.closing, t.limit)
	return t
}

// endAfter is when a class that starts at a certain time ends.
func (r *room) endAfter(start time.Time) time.Time {
	duration := seconds(r.schedule.Duration)
	switch {
	case !r.ended.IsZero():
		return r.ended
	case r.state == closed:
		return r.closed
	case start.IsZero() || duration == 0:
		return time.Time{}
	case r.schedule.StartTime > 0:
		return later(time.UnixMilli(r.schedule.StartTime).Add(duration), start)
	}
	return start.Add(duration)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// class describes when the class is, in a few words.
func (t spans) class(loc *time.Location) string {
	const day, clock = "Mon 2 Jan 15:04", "15:04"
	switch {
	case t.start.IsZero() && t.end.IsZero():
		return "no start planned"
	case t.start.IsZero():
		return "ended " + t.end.In(loc).Format(day) + " without a start"
	case t.end.IsZero():
		return "from " + t.start.In(loc).Format(day) + ", no end planned"
	case t.end.Sub(t.start) < 24*time.Hour:
		return t.start.In(loc).Format(day) + "–" + t.end.In(loc).Format(clock)
	}
	return t.start.In(loc).Format(day) + " – " + t.end.In(loc).Format(day)
}

// kept says until when the room exists.
func (t spans) kept(loc *time.Location) string {
	text := "exists until " + t.gone.In(loc).Format("Mon 2 Jan 15:04")
	if t.gone.Equal(t.limit) {
		text += " (five days)"
	}
	return text
}
