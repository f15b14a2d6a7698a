package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// RoomSeed describes a room made by hand.
type RoomSeed struct {
	Region         string         `json:"region"` // default: the first that is played
	Name           string         `json:"name"`   // default: the uuid
	Type           int            `json:"type"`   // roomType
	Schedule       Schedule       `json:"schedule"`
	State          int            `json:"state"`
	Properties     map[string]any `json:"properties"`
	ExaminationURL string         `json:"examinationUrl"`
}

// misuse is what a seeding method panics with when a program asks for what
// cannot be: a room or user that is not there is a mistake in the program, and
// no outcome that a test could want to handle.
type misuse struct{ text string }

func (m misuse) Error() string { return "simulator: " + m.text }

func refuse(format string, args ...any) { panic(misuse{fmt.Sprintf(format, args...)}) }

// edit runs f on a room under the mutex, with the clock's changes applied.
func (s *Simulator) edit(uuid string, f func(r *room, now time.Time)) { s.editIn("", uuid, f) }

// editIn is edit for the room of a certain region.
func (s *Simulator) editIn(region, uuid string, f func(r *room, now time.Time)) {
	now := s.lock()
	defer s.mu.Unlock()
	r := s.find(region, uuid)
	if r == nil {
		refuse("no room %q", uuid)
	}
	f(r, now)
}

// CreateRoom makes a room, replacing one of the same id.
func (s *Simulator) CreateRoom(uuid string, seed RoomSeed) {
	now := s.lock()
	defer s.mu.Unlock()
	if seed.Name == "" {
		seed.Name = uuid
	}
	if seed.Schedule.CloseDelay == 0 {
		seed.Schedule.CloseDelay = defaultCloseDelay
	}
	if seed.Region == "" {
		seed.Region = s.options.regions()[0]
	}
	r := newRoom(seed.Region, uuid, seed.Name, int64(seed.Type), now, seed.Schedule)
	if seed.Properties != nil {
		r.properties = wireObject(seed.Properties)
	}
	r.examinationURL = seed.ExaminationURL
	if old := s.find(seed.Region, uuid); old != nil {
		old.destroyed = now
	}
	s.add(r)
	if seed.State > notStarted {
		s.moveTo(r, seed.State, now)
		s.announceState(r)
	}
}

// DeleteRoom makes a room vanish without a trace; a missing one stays missing.
func (s *Simulator) DeleteRoom(uuid string) {
	now := s.lock()
	defer s.mu.Unlock()
	if r := s.find("", uuid); r != nil {
		r.destroyed = now
		s.remove(r)
	}
}

// Room returns a copy of a room as it is now.
func (s *Simulator) Room(uuid string) (RoomView, bool) {
	s.lock()
	defer s.mu.Unlock()
	r := s.find("", uuid)
	if r == nil {
		return RoomView{}, false
	}
	return r.view(), true
}

// RoomIDs returns the ids of all rooms there are now, sorted.
func (s *Simulator) RoomIDs() []string {
	s.lock()
	defer s.mu.Unlock()
	ids := []string{}
	for _, r := range s.sortedRooms() {
		ids = append(ids, r.uuid)
	}
	slices.Sort(ids)
	return ids
}

// SetState puts a room into a state, as its teacher would. It panics when there
// is no such room, as all seeding of a room does.
func (s *Simulator) SetState(uuid string, state int) {
	s.edit(uuid, func(r *room, now time.Time) {
		if state < notStarted || state > closed {
			refuse("no state %d", state)
		}
		s.moveTo(r, state, now)
		s.announceState(r)
	})
}

// SetRoomProperty sets a key or dotted path behind everyone's back, without an
// event, as all methods of this name do; nil deletes.
func (s *Simulator) SetRoomProperty(uuid, key string, value any) {
	s.edit(uuid, func(r *room, _ time.Time) {
		r.properties = setProperty(r.properties, key, value)
	})
}

// SetExamination changes the examination URL out of band.
func (s *Simulator) SetExamination(uuid, url string) {
	s.edit(uuid, func(r *room, _ time.Time) {
		r.examinationURL = url
	})
}

// SetUserProperty sets a key or dotted path of a user who has joined; nil deletes.
func (s *Simulator) SetUserProperty(uuid, userUUID, key string, value any) {
	s.editUser(uuid, userUUID, func(_ *room, u *user, now time.Time) {
		u.properties = setProperty(u.properties, key, value)
		u.updated = now
	})
}

// SetExtAppProperty sets a key or dotted path of an extApp; nil deletes.
func (s *Simulator) SetExtAppProperty(uuid, extApp, key string, value any) {
	s.edit(uuid, func(r *room, _ time.Time) {
		r.extApps[extApp] = setProperty(r.extApps[extApp], key, value)
	})
}

// SetExtAppState turns an extApp on (1) or off (0).
func (s *Simulator) SetExtAppState(uuid, extApp string, state int) {
	s.edit(uuid, func(r *room, _ time.Time) {
		r.extAppStates[extApp] = int64(state)
	})
}

// SetWidgetExtra sets a key or dotted path of a widget's extra; nil deletes.
func (s *Simulator) SetWidgetExtra(uuid, id, key string, value any) {
	s.edit(uuid, func(r *room, _ time.Time) {
		if r.widgets[id] == nil {
			r.widgets[id] = &widget{}
		}
		r.widgets[id].extra = setProperty(r.widgets[id].extra, key, value)
	})
}

// SetWidgetState turns a widget on (1) or off (0).
func (s *Simulator) SetWidgetState(uuid, id string, state int) {
	s.edit(uuid, func(r *room, _ time.Time) {
		if r.widgets[id] == nil {
			r.widgets[id] = &widget{}
		}
		r.widgets[id].state = int64(state)
	})
}

// DeleteWidget removes a widget out of band.
func (s *Simulator) DeleteWidget(uuid, id string) {
	s.edit(uuid, func(r *room, _ time.Time) {
		delete(r.widgets, id)
	})
}

// SetGroups replaces the breakout groups by id; none removes them all.
func (s *Simulator) SetGroups(uuid string, byID map[string]Group) {
	s.edit(uuid, func(r *room, _ time.Time) {
		r.groups = &groups{byID: map[string]Group{}}
		for id, g := range byID {
			r.groups.state = 1
			r.groups.byID[id] = Group{Name: g.Name, Users: append([]string{}, g.Users...)}
		}
	})
}

func setProperty(old map[string]any, key string, value any) map[string]any {
	if value == nil {
		return removeProperties(old, []string{key})
	}
	return putProperties(old, wireObject(map[string]any{key: value}))
}

// wireObject is a Go map as it would have come over the wire.
func wireObject(m map[string]any) map[string]any {
	raw, err := json.Marshal(m)
	if err != nil {
		refuse("no JSON: %v", err)
	}
	v, err := decodeJSON(raw)
	if err != nil {
		refuse("no JSON: %v", err)
	}
	object, _ := v.(map[string]any)
	return object
}
