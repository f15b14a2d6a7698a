// What happens to a room without the provider, and imports.

package provider_test

import (
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// events are all that can happen behind the provider's back.
func (h *history) events() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"time passes": h.timePasses,
		"class goes on": h.inRoom(func(t *rapid.T, room simulator.RoomView) {
			if room.State < 3 {
				h.service.SetState(room.UUID, rapid.IntRange(room.State+1, 3).Draw(t, "state"))
			}
		}),
		"ann joins": h.inRoom(func(_ *rapid.T, room simulator.RoomView) {
			h.service.Join(room.UUID, simulator.UserSeed{UserUUID: "ann"})
		}),
		"others write": h.inRoom(h.othersWrite),
		"drift":        h.inRoom(h.drift),
		"room vanishes": h.inRoom(func(_ *rapid.T, room simulator.RoomView) {
			h.service.DeleteRoom(room.UUID)
			h.clock.Advance(time.Second) // no later room was created at the same time
		}),
		"id is used again": h.usedAgain,
	}
}

// usedAgain lets somebody else create a room with the id of ours, once the service has destroyed
// that. The 2023 API does not report the creation: there only ours' five days say that it is gone.
func (h *history) usedAgain(*rapid.T) {
	uuid := h.state[roomAddress].text("room_uuid")
	if _, found := h.service.Room(uuid); found || uuid == "" {
		return
	}
	h.clock.Advance(61 * time.Minute)
	if h.options.Generation == simulator.API2023 {
		h.clock.Advance(121 * time.Hour)
	}
	h.service.CreateRoom(uuid, simulator.RoomSeed{Name: "Somebody else's", Type: 4, State: 1, Properties: jsonObject{"theirs": "all"}})
	room, _ := h.service.Room(uuid)
	h.strangers[incarnation(room)] = true
}

func (h *history) isStranger(room simulator.RoomView) bool { return h.strangers[incarnation(room)] }

// tainted marks an object as tainted and applies. What must not be replaced is untainted again, as
// the error says.
func (h *history) tainted(t *rapid.T) {
	if len(h.state) == 0 {
		return
	}
	address := rapid.SampledFrom(slices.Sorted(maps.Keys(h.state))).Draw(t, "tainted")
	mark := func(tainted bool) {
		if r, found := h.state[address]; found {
			r.tainted = tainted
			h.state[address] = r
		}
	}
	mark(true)
	h.applied(t)
	if h.state[address].tainted {
		mark(false)
		h.converge()
	}
}

func (h *history) timePasses(t *rapid.T) {
	h.clock.Advance(rapid.SampledFrom([]time.Duration{
		minutesOf(1), minutesOf(20), minutesOf(35), minutesOf(35), time.Hour, 3 * time.Hour, 25 * time.Hour, 121 * time.Hour, 9 * 24 * time.Hour,
	}).Draw(t, "passed"))
}

// room is the room in the state, as the service has it.
func (h *history) room() (simulator.RoomView, bool) {
	uuid := h.state[roomAddress].text("room_uuid")
	room, found := h.service.Room(uuid)
	return room, found && uuid != ""
}

func (h *history) inRoom(do func(*rapid.T, simulator.RoomView)) func(*rapid.T) {
	return func(t *rapid.T) {
		if room, found := h.room(); found && !h.isStranger(room) {
			do(t, room)
		}
	}
}

// incarnation identifies a room and its creation: a later one may have the same id.
func incarnation(room simulator.RoomView) string {
	return room.UUID + " of " + room.CreateTime.Format(time.RFC3339Nano)
}

// othersWrite changes keys that nobody has configured, next to some that are.
func (h *history) othersWrite(t *rapid.T, room simulator.RoomView) {
	key := rapid.SampledFrom([]string{"o1", "shared.other"}).Draw(t, "key")
	value := rapid.SampledFrom([]any{nil, "theirs", true}).Draw(t, "value")
	h.service.SetRoomProperty(room.UUID, key, value)
	theirs := maps.Clone(h.others[incarnation(room)])
	if theirs == nil {
		theirs = jsonObject{}
	}
	delete(theirs, key)
	if value != nil {
		theirs[key] = value
	}
	h.others[incarnation(room)] = theirs
}

// drift changes what is configured.
func (h *history) drift(t *rapid.T, room simulator.RoomView) {
	h.drifted = true
	switch what := rapid.SampledFrom([]string{"a1", "b1", "r1", "shared.alpha", "examination", "groups", "ann"}).Draw(t, "what"); what {
	case "examination":
		h.service.SetExamination(room.UUID, rapid.SampledFrom([]string{"", "https://exam.example/drift"}).Draw(t, "url"))
	case "groups":
		h.service.SetGroups(room.UUID, rapid.SampledFrom([]map[string]simulator.Group{
			{}, {"red": {Users: []string{"dee"}}}, {"green": {Name: "Green", Users: []string{"ann"}}},
		}).Draw(t, "groups"))
	case "ann":
		if _, joined := room.Users["ann"]; joined {
			h.service.SetUserProperty(room.UUID, "ann", "u1", rapid.SampledFrom([]any{nil, "drift"}).Draw(t, "value"))
		}
	default:
		h.service.SetRoomProperty(room.UUID, what, rapid.SampledFrom([]any{nil, "drift", 3}).Draw(t, "value"))
	}
}

// imported forgets the whole state and imports it again: nothing is planned to be replaced,
// and an apply settles.
func (h *history) imported(*rapid.T) {
	plan := h.plan(h.lesson.blocks(), h.state)
	if plan.errors() != "" || !plan.isEmpty() {
		return
	}
	room, found := h.room()
	if !found || h.isStranger(room) || h.state[roomAddress].text("state") == "destroyed" {
		return
	}
	h.state = plan.state
	for _, address := range slices.Sorted(maps.Keys(plan.state)) {
		if _, joined := room.Users["ann"]; address == annAddress && !joined {
			continue // her properties wait for her, and nothing is there to import
		}
		run := h.newCore()
		imported, _ := run.importResource(address, h.importID(address, room.UUID))
		h.expectReasons("an import", run.errorTexts)
		h.state.set(imported)
	}
	h.expectNoReplacement()
	h.converge()
}

// importID names an object, with the keys that are its own.
func (h *history) importID(address, room string) string {
	keys := strings.Join(slices.Sorted(maps.Keys(asObject(h.lesson.inside[address]))), ",")
	switch address {
	case alphaAddress, betaAddress:
		return room + ":" + keys
	case annAddress:
		return room + "/ann:" + keys
	}
	return room
}
