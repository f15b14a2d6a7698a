package simulator

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

const shownEvents = 50

var (
	roleNames = map[int]string{roleTeacher: "teacher", roleStudent: "student", roleAssistant: "assistant"}
	typeNames = map[int64]string{0: "one to one", 2: "lecture hall", 4: "small classroom", 10: "cloud classroom"}
	cmdNames  = map[int]string{
		cmdState: "state", cmdChat: "chat", cmdRoomProperties: "room properties", cmdRoomPropertiesGone: "room properties removed",
		cmdUsers: "people", cmdUserProperties: "user properties", cmdUserPropertiesGone: "user properties removed",
		cmdRecording: "recording", cmdRewards: "rewards", cmdWidgets: "widget",
	}
)

type roomPageData struct {
	pageFrame
	Room   roomHead
	Facts  []fact
	People []person
	Parts  []part
	Absent string
	Events []eventLine
}

type roomHead struct {
	Region, ID, Name, State, Class, Kept string
	StateNumber                          int
}

type fact struct{ Name, Value string }

type person struct{ ID, Name, Role, Now, Properties, Action, Verb string }

type eventLine struct {
	Sequence   int
	Type, Data string
}

func (s *Simulator) serveRoom(w http.ResponseWriter, r *http.Request) {
	now := s.lock()
	defer s.mu.Unlock()
	query := r.URL.Query()
	room := s.find(query.Get("region"), query.Get("room"))
	if room == nil {
		frame := s.frame(r, "No such room", now)
		frame.Notice = "There is no room " + query.Get("room") + " (any more)."
		writePage(w, http.StatusNotFound, "missing.gohtml", frame.Nonce, frame)
		return
	}
	t, loc := room.spans(), now.Location()
	page := roomPageData{
		pageFrame: s.frame(r, room.name, now),
		Room: roomHead{
			Region: room.region, ID: room.uuid, Name: room.name, State: stateNames[room.state], StateNumber: room.state,
			Class: t.class(loc), Kept: t.kept(loc),
		},
		Facts: room.facts(t, loc), People: room.people(), Events: room.eventLines(),
	}
	page.Parts, page.Absent = present(room.parts(loc))
	writePage(w, http.StatusOK, "room.gohtml", page.Nonce, page)
}

func (r *room) facts(t spans, loc *time.Location) []fact {
	facts := []fact{{"Id", r.uuid}, {"Type", typeNames[r.kind]}, {"Region", r.region}}
	for _, at := range []struct {
		name string
		time time.Time
	}{
		{"Created", t.created}, {"Class starts", t.start}, {"Class ends", t.end}, {"Closes", t.closing},
		{"Destroyed", t.gone}, {"End of its five days", t.limit},
	} {
		if !at.time.IsZero() {
			facts = append(facts, fact{at.name, at.time.In(loc).Format("Mon 2 Jan, 15:04:05")})
		}
	}
	if r.examinationURL != "" {
		facts = append(facts, fact{"Examination", r.examinationURL})
	}
	return facts
}

func (r *room) people() []person {
	var people []person
	for _, id := range slices.Sorted(maps.Keys(r.users)) {
		u := r.users[id]
		p := person{ID: id, Name: u.name, Role: roleNames[u.role], Properties: compactJSON(u.properties)}
		p.Now, p.Action, p.Verb = "left", pagePrefix+"join", "Join"
		switch {
		case u.online:
			p.Now, p.Action, p.Verb = "online", pagePrefix+"leave", "Leave"
		case u.barred && u.barredTo.IsZero():
			p.Now = "barred"
		case u.barred:
			p.Now = "barred until " + u.barredTo.Format("Mon 15:04")
		case u.kicked:
			p.Now = "kicked"
		}
		if u.name != id {
			p.Name += " (" + id + ")"
		}
		people = append(people, p)
	}
	return people
}

func (r *room) eventLines() []eventLine {
	var lines []eventLine
	for _, e := range slices.Backward(r.events[max(0, len(r.events)-shownEvents):]) {
		name := cmdNames[e.Cmd]
		lines = append(lines, eventLine{e.Sequence, strings.TrimSpace(fmt.Sprintf("%d %s", e.Cmd, name)), compactJSON(e.Data)})
	}
	return lines
}
