// What must hold at every point of a history.

package provider_test

import (
	"maps"
	"slices"
	"strings"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// reasons are the only ones for which an undisturbed run may fail.
var reasons = []string{
	"lass is in progress",               // nobody is cut off
	"has begun since the plan was made", // nor disturbed by what was planned before
	"20409100", "under the same id",     // the id is in use
	"30410100", "30409101", // the class is over
	"20404200",                                                  // ann has not joined
	"had to be removed to be changed",                           // follows another error
	"Room is another one by now", "belongs to another room now", // somebody else has the id
	"Import the groups", "Import the property", // a class is not disturbed by a creation
}

func (h *history) expectReasons(what string, errors []string) {
	allowed := reasons
	if h.state[roomAddress].text("state") == "destroyed" {
		allowed = append(slices.Clone(reasons), "20404100") // nothing more can be made in it
	}
	for _, text := range errors {
		if !slices.ContainsFunc(allowed, func(reason string) bool { return strings.Contains(text, reason) }) {
			h.t.Fatalf("%s failed without a reason: %s", what, text)
		}
	}
}

// check holds after every action.
func (h *history) check() {
	for _, violation := range h.service.Violations() {
		h.t.Errorf("undocumented request: %s", violation)
	}
	h.expectOthersUntouched()
	h.expectStrangersUntouched()
	h.expectNoOrphans()
}

// expectOthersUntouched finds every key of others as they left it.
func (h *history) expectOthersUntouched() {
	for _, uuid := range h.service.RoomIDs() {
		room, _ := h.service.Room(uuid)
		theirs := h.others[incarnation(room)]
		for _, key := range []string{"o1", "shared.other"} {
			if got, want := jsonText(at(room.Properties, key)), jsonText(theirs[key]); got != want {
				h.t.Errorf("property %s of others in room %q is %s, was %s", key, uuid, got, want)
			}
		}
	}
}

// expectStrangersUntouched finds each room of others that has an id of ours as it was created.
func (h *history) expectStrangersUntouched() {
	for _, uuid := range h.service.RoomIDs() {
		room, _ := h.service.Room(uuid)
		if !h.isStranger(room) {
			continue
		}
		if room.State != 1 || jsonText(room.Properties) != `{"theirs":"all"}` || len(room.Groups) > 0 {
			h.t.Errorf("somebody else's room %q was touched: state %d, properties %v, groups %v", uuid, room.State, room.Properties, room.Groups)
		}
	}
}

// at follows a path, nil where it ends early.
func at(properties jsonObject, path string) any {
	key, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		return properties[key]
	}
	return at(asObject(properties[key]), rest)
}

// expectNoOrphans finds every living room that the provider made in the state, unless it
// was left on purpose, or an error names it.
func (h *history) expectNoOrphans() {
	for _, uuid := range h.service.RoomIDs() {
		room, _ := h.service.Room(uuid)
		if h.service.made[uuid] && room.State < 3 && !h.isStranger(room) && !h.excused[incarnation(room)] && h.state[roomAddress].text("room_uuid") != uuid {
			h.t.Errorf("room %q is in no state", uuid)
		}
	}
}

// excuse notes which rooms need not be in the state: those left on purpose, and those with
// an id of the configuration that an error names. A generated id nobody would find again.
func (h *history) excuse(before resourceInstance, reached diagnostics) {
	for _, uuid := range h.service.RoomIDs() {
		room, _ := h.service.Room(uuid)
		left := before.text("room_uuid") == uuid && slices.Contains([]string{"end", "abandon"}, before.text("deletion_policy"))
		reported := h.lesson.room["room_uuid"] == uuid && strings.Contains(reached.errors(), uuid)
		if left || reported {
			h.excused[incarnation(room)] = true
		}
	}
}

// expectNobodyCutOff allows to move a class in progress on only where force_destroy was
// applied, or desired_state asks for it.
func (h *history) expectNobodyCutOff(plan savedPlan, before resourceInstance) {
	for _, room := range h.service.takeCut() {
		asked := slices.Index([]string{"", "started", "ended", "closed"}, h.desired(plan)) >= room.State
		if !asked && !before.isTrue("force_destroy") {
			h.t.Fatal(describeCut(room))
		}
	}
}

// desired is the floor of the state that a plan asks for.
func (h *history) desired(plan savedPlan) string {
	for _, change := range plan.changes {
		if change.prior.address == roomAddress {
			return resourceInstance{state: change.config}.text("desired_state")
		}
	}
	return ""
}

// expectSettled expects, after a successful apply, an empty plan, a state that is true, and
// a service that has what is configured.
func (h *history) expectSettled() {
	plan := h.plan(h.lesson.blocks(), h.state)
	if plan.errors() != "" {
		h.t.Fatalf("a plan after apply failed: %s", plan.errors())
	}
	if !plan.isEmpty() {
		h.t.Fatalf("a plan after apply has changes: %s", plan.changes)
	}
	h.state = plan.state
	state := h.state[roomAddress].text("state")
	room, found := h.room()
	switch {
	case state == "destroyed":
	case slices.Contains([]string{"scheduled", "missed"}, state):
		if found && room.State < 3 && !h.isStranger(room) {
			h.t.Fatalf("room %q is in the service, and the state says that it is %s", room.UUID, state)
		}
	case !found:
		h.t.Fatalf("the state has room %q, the service has not", h.state[roomAddress].text("room_uuid"))
	default:
		h.expectTrue(state, room)
	}
}

// expectTrue compares a room in the service with the state and the configuration.
func (h *history) expectTrue(state string, room simulator.RoomView) {
	if want := []string{"not_started", "started", "ended", "closed"}[room.State]; state != want {
		h.t.Fatalf("the state says that the room is %s, it is %s", state, want)
	}
	if room.State < 2 && (h.options.Generation == simulator.CurrentAPI || !h.drifted) {
		h.expectConfigured(room)
	}
}

// expectConfigured compares a room with its configuration.
func (h *history) expectConfigured(room simulator.RoomView) {
	for address, properties := range map[string]jsonObject{
		roomAddress:  asObject(h.lesson.room["properties"]),
		alphaAddress: asObject(h.lesson.inside[alphaAddress]),
		betaAddress:  asObject(h.lesson.inside[betaAddress]),
	} {
		for key, want := range properties {
			if got := at(room.Properties, key); jsonText(got) != jsonText(want) {
				h.t.Fatalf("property %s of %s is %s, want %s", key, address, jsonText(got), jsonText(want))
			}
		}
	}
	for key, want := range asObject(h.lesson.inside[annAddress]) {
		if _, joined := room.Users["ann"]; !joined {
			break // her properties wait for her
		}
		if got := at(room.Users["ann"].Properties, key); jsonText(got) != jsonText(want) {
			h.t.Fatalf("property %s of ann is %s, want %s", key, jsonText(got), jsonText(want))
		}
	}
	if h.lesson.inside[groupsAddress] != nil {
		h.expectGroups(room)
	}
	if url, _ := h.lesson.room["examination_url"].(string); url != "" && room.ExaminationURL != url {
		h.t.Fatalf("the examination URL is %q, want %q", room.ExaminationURL, url)
	}
}

func (h *history) expectGroups(room simulator.RoomView) {
	want := map[string][]any{}
	for id, group := range asObject(h.lesson.inside[groupsAddress]) {
		want[id] = asList(asObject(group)["users"])
	}
	got := map[string][]string{}
	for id, group := range room.Groups {
		got[id] = slices.Sorted(slices.Values(group.Users))
	}
	if h.leavesGroups {
		maps.DeleteFunc(got, func(id string, _ []string) bool { return want[id] == nil })
	}
	if jsonText(got) != jsonText(want) {
		h.t.Fatalf("the breakout groups are %s, want %s", jsonText(got), jsonText(want))
	}
}

// expectNoReplacement plans, and finds nothing that would be taken away.
func (h *history) expectNoReplacement() {
	for _, change := range h.plan(h.lesson.blocks(), h.state).changes {
		if change.destroys() {
			h.t.Fatalf("a plan after import has %s", change)
		}
	}
}
