// The configurations that a history goes through.

package provider_test

import (
	"encoding/json"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const (
	alphaAddress  = "classroom_room_properties.alpha"
	betaAddress   = "classroom_room_properties.beta"
	annAddress    = "classroom_user_properties.ann"
	groupsAddress = "classroom_breakout_groups.teams"
)

// lesson is a configuration: a room, and by address what is in it.
type lesson struct {
	room   map[string]any
	inside map[string]any // properties, or groups; nil where there is no such object
}

func firstLesson() lesson {
	return lesson{
		room:   map[string]any{"name": "Algebra", "type": "small_classroom", "room_uuid": "algebra"},
		inside: map[string]any{},
	}
}

// blocks are in the order of their dependencies.
func (l lesson) blocks() []resourceBlock {
	blocks := []resourceBlock{{roomAddress, l.room}}
	for _, address := range []string{alphaAddress, betaAddress, annAddress, groupsAddress} {
		content := l.inside[address]
		if content == nil {
			continue
		}
		given := map[string]any{"room_uuid": fromRoom{}, "properties": content}
		switch address {
		case annAddress:
			given["user_uuid"] = "ann"
		case groupsAddress:
			given = map[string]any{"room_uuid": fromRoom{}, "groups": content}
		}
		blocks = append(blocks, resourceBlock{address, given})
	}
	return blocks
}

// jsonObject is a JSON object.
type jsonObject = map[string]any

// schedule is that of a class some minutes after the beginning of a history.
func schedule(minutes, duration int, more jsonObject) jsonObject {
	made := jsonObject{"start_time": monday.Add(minutesOf(minutes)).Format(timeFormat), "duration": duration}
	maps.Copy(made, more)
	return made
}

// roomChanges are those of the room's attributes, the plainest first.
func roomChanges(generation simulator.Generation) []jsonObject {
	changes := []jsonObject{
		{"name": "Algebra"},
		{"name": "Geometry"},
		{"schedule": nil},
		{"schedule": schedule(30, 3600, nil)},
		{"schedule": schedule(90, 1800, jsonObject{"close_delay": 60})},
		{"schedule": schedule(26*60, 3600, nil)},
		{"schedule": schedule(10*24*60, 3600, nil), "lead_time": "48h"},
		{"schedule": schedule(4*24*60, 3600, nil), "lead_time": "48h"},
		{"lead_time": nil},
		{"lead_time": "110h"},
		{"force_destroy": nil},
		{"force_destroy": true},
		{"desired_state": nil},
		{"desired_state": "started"},
		{"desired_state": "ended"},
		{"desired_state": "closed"},
		{"deletion_policy": nil},
		{"deletion_policy": "end"},
		{"deletion_policy": "abandon"},
		{"recreate_after_end": nil},
		{"recreate_after_end": true},
		{"properties": nil},
		{"properties": jsonObject{"r1": "x"}},
		{"properties": jsonObject{"r1": "y", "shared.room": jsonObject{"deep": []any{1.0, "two"}}}},
		{"examination_url": nil},
		{"examination_url": "https://exam.example/1"},
		{"examination_url": "https://exam.example/2"},
		{"room_uuid": "algebra", "room_uuid_prefix": nil},
		{"room_uuid": nil, "room_uuid_prefix": nil},
		{"room_uuid": nil, "room_uuid_prefix": "math-"},
		{"room_uuid": "a b#?%", "room_uuid_prefix": nil},
		{"type": "small_classroom", "role_limits": nil},
		{"type": "lecture_hall", "role_limits": nil},
		{"hands_up": nil},
		{"hands_up": jsonObject{"max_accept": 3}},
		{"hands_up": jsonObject{"default_accept_role": "audience"}},
		{"hosting_scene": nil},
		{"hosting_scene": jsonObject{"video_url": "https://cdn.example/1", "finish_type": "teacher_ends"}},
		{"widgets": nil},
		{"widgets": jsonObject{"chat": false}},
	}
	if generation == simulator.CurrentAPI {
		changes = append(changes, jsonObject{"type": "cloud_classroom", "role_limits": jsonObject{
			"student": jsonObject{"limit": 40, "default_stream": jsonObject{"state": true, "video": false}},
		}})
	}
	return changes
}

// insideChanges are the contents that the objects in a room may have. No two owners share a key.
func insideChanges() map[string][]any {
	return map[string][]any{
		alphaAddress: {nil, jsonObject{"a1": "x"}, jsonObject{"a1": "y", "a2": 1.5}, jsonObject{"a2": []any{true}, "shared.alpha": jsonObject{"n": 1.0}}},
		betaAddress:  {nil, jsonObject{"b1": "x"}, jsonObject{"b1": jsonObject{"deep": "y"}, "shared.beta": "z"}},
		annAddress:   {nil, jsonObject{"u1": "x"}, jsonObject{"u1": "y", "shared.ann": 7.0}},
		groupsAddress: {
			nil,
			jsonObject{"red": jsonObject{"users": []any{"ann"}}},
			jsonObject{"red": jsonObject{"users": []any{"ann", "bob"}}, "blue": jsonObject{"name": "Blue", "users": []any{"cy"}}},
			jsonObject{"red": jsonObject{"name": "Red", "users": []any{"ann"}}, "blue": jsonObject{"users": []any{"bob", "cy"}}},
			jsonObject{"blue": jsonObject{"users": []any{"ann"}}},
		},
	}
}

// changed draws another configuration, one change away. What the room in the state was made
// without is not asked of it later: the room would take it for what it has, as after an import.
func (l lesson) changed(t *rapid.T, generation simulator.Generation, room resourceInstance) lesson {
	next := lesson{maps.Clone(l.room), maps.Clone(l.inside)}
	address := rapid.SampledFrom([]string{roomAddress, alphaAddress, betaAddress, groupsAddress, annAddress}).Draw(t, "object")
	if address == roomAddress {
		outOfService := room.text("state") == "scheduled" || room.text("state") == "missed"
		change := rapid.SampledFrom(roomChanges(generation)).Draw(t, "room")
		for name, value := range change {
			if value != nil && room.lacks(name) && !outOfService {
				return l
			}
		}
		maps.Copy(next.room, change)
		if recreates, _ := next.room["recreate_after_end"].(bool); recreates || next.room["schedule"] == nil {
			delete(next.room, "lead_time") // needs a start, and conflicts with a recreation
		}
		return next
	}
	next.inside[address] = rapid.SampledFrom(insideChanges()[address]).Draw(t, "content")
	return next
}

// lacks is true of a room that was made without an attribute that only a new room can have.
func (r resourceInstance) lacks(name string) bool {
	prior, found := attributes(r.state)[name]
	onlyAtFirst := []string{"schedule", "hands_up", "hosting_scene", "widgets", "role_limits", "room_uuid_prefix"}
	return found && prior.IsNull() && slices.Contains(onlyAtFirst, name)
}

// String is a lesson as a failed history shows it.
func (l lesson) String() string {
	encoded, err := json.Marshal([]any{l.room, l.inside})
	if err != nil {
		return err.Error()
	}
	return string(encoded)
}
