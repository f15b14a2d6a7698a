package simulator

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

var stateNames = []string{"not started", "started", "ended", "closed"}

type timelinePage struct {
	pageFrame
	Window     window
	Rows       []timelineRow
	Elsewhere  string
	Faults     []string
	FaultKinds []Fault
	Requests   []requestLine
	Violations string
}

type timelineRow struct {
	start                                  time.Time
	Link, Name, State, Class, Kept, People string
	StateNumber                            int
	Bars                                   []bar
}

// bar is a part of a room's time; Left and Width are in percent of the window.
type bar struct {
	Kind, Label, Title string
	Left, Width        float64
}

func (s *Simulator) serveTimeline(w http.ResponseWriter, r *http.Request) {
	now := s.lock()
	win := newWindow(now, r.URL.Query())
	page := timelinePage{
		pageFrame: s.frame(r, win.Heading, now), Window: win, FaultKinds: faultKinds,
		Faults: s.faultLines(), Requests: s.requestLines(now.Location()),
	}
	for _, room := range s.sortedRooms() {
		if t := room.spans(); t.created.Before(win.to) && t.gone.After(win.from) {
			page.Rows = append(page.Rows, room.row(win, len(s.options.regions()) > 1))
		}
	}
	if n := len(s.rooms) - len(page.Rows); n > 0 {
		page.Elsewhere = fmt.Sprintf("%d more exist at another time.", n)
	}
	if n := len(s.notes); n > 0 {
		page.Violations = fmt.Sprintf("%d remarks on calls that the documents do not allow; read them at /_simulator/violations.", n)
	}
	s.mu.Unlock()
	slices.SortStableFunc(page.Rows, func(a, b timelineRow) int {
		return cmp.Or(a.start.Compare(b.start), cmp.Compare(a.Name, b.Name))
	})
	writePage(w, http.StatusOK, "timeline.gohtml", page.Nonce, page)
}

func (r *room) row(win window, withRegion bool) timelineRow {
	t, loc := r.spans(), win.from.Location()
	row := timelineRow{
		start: t.start, Link: roomLink(r), Name: r.name, State: stateNames[r.state], StateNumber: r.state,
		Class: t.class(loc), Kept: t.kept(loc), People: fmt.Sprintf("%d online", len(onlineUsers(r))),
	}
	if t.start.IsZero() {
		row.start = t.created
	}
	if r.name != r.uuid {
		row.Name += " (" + r.uuid + ")"
	}
	if withRegion {
		row.Name += ", " + r.region
	}
	add := func(kind, title string, from, to time.Time) {
		if from.IsZero() || to.IsZero() || !from.Before(win.to) || !to.After(win.from) {
			return
		}
		left := win.percent(from)
		row.Bars = append(row.Bars, bar{kind, "", title, left, win.percent(to) - left})
	}
	add("kept", t.kept(loc), t.created, t.gone)
	add("limit", "end of the five days", t.limit, t.limit.Add(time.Second))
	end := t.end
	if end.IsZero() {
		end = t.gone
	}
	add(fmt.Sprintf("s%d", r.state), "class: "+row.Class, t.start, end)
	add("after", "close delay", t.end, t.closing)
	row.label(win.percent(t.start), win.percent(later(end, t.closing)))
	return row
}

// label writes the state into the bar of the class, beside it where it is too
// narrow.
func (row *timelineRow) label(left, right float64) {
	const wide, rightmost = 10, 88
	for i, b := range row.Bars {
		if !strings.HasPrefix(b.Kind, "s") {
			continue
		}
		switch {
		case b.Width >= wide:
			row.Bars[i].Label = row.State
		case right <= rightmost:
			row.Bars = append(row.Bars, bar{Kind: "word", Label: row.State, Left: right, Width: 100 - right})
		default:
			row.Bars = append(row.Bars, bar{Kind: "word before", Label: row.State, Width: left})
		}
		return
	}
}
