package simulator

import (
	"maps"
	"slices"
)

const (
	maxGroups     = 20
	maxGroupUsers = 17
)

var groupsShape = shape{"groups": required(listOf(1, object(shape{
	"groupUuid": optional(identifier),
	"groupName": optional(text(0)),
	"users":     required(listOf(0, object(shape{"userUuid": required(identifier)}))),
})))}

// Group is one breakout group.
type Group struct {
	Name  string   `json:"groupName"`
	Users []string `json:"users"`
}

type groups struct {
	state int // 1: enabled
	byID  map[string]Group
}

func (g *groups) answer(rd Readings) map[string]any {
	details := map[string]any{}
	for id, group := range g.byID {
		users := []any{}
		for _, u := range group.Users {
			if rd.GroupUsersAsStrings {
				users = append(users, u)
			} else {
				users = append(users, map[string]any{"userUuid": u})
			}
		}
		details[id] = map[string]any{"groupName": group.Name, "users": users}
	}
	return map[string]any{"state": g.state, "details": details}
}

// putGroups takes the whole list, or merges it with Readings.MergeGroups.
func putGroups(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	if r.state == closed {
		return nil, errEnded
	}
	byID := map[string]Group{}
	if q.readings.MergeGroups {
		maps.Copy(byID, r.groupsByID())
	}
	items, _ := q.body["groups"].([]any)
	for _, item := range items {
		given, _ := item.(map[string]any)
		id := q.groupID(r, given)
		byID[id] = q.groupOf(given)
		if n := len(byID[id].Users); n > maxGroupUsers {
			return nil, q.reject("%d users in one group", n)
		}
	}
	if len(byID) > maxGroups {
		return nil, q.reject("%d groups", len(byID))
	}
	r.groups = &groups{state: 1, byID: byID}
	q.emit(r, cmdRoomProperties, map[string]any{
		"action": actionUpsert, "operator": operator(), "changeProperties": map[string]any{"groups": r.groups.answer(q.readings)},
	})
	return nil, nil
}

// groupID is the id of a group that a caller puts, or one of the service's own.
func (q *request) groupID(r *room, given map[string]any) string {
	id, ok := given["groupUuid"].(string)
	if ok && q.readings.OwnGroupIDs {
		_, ok = r.groupsByID()[id]
	}
	if !ok {
		return q.newID("group")
	}
	return id
}

func (r *room) groupsByID() map[string]Group {
	if r.groups == nil {
		return nil
	}
	return r.groups.byID
}

func (q *request) groupOf(given map[string]any) Group {
	group := Group{Name: q.readings.name(given["groupName"]), Users: []string{}}
	users, _ := given["users"].([]any)
	for _, item := range users {
		entry, _ := item.(map[string]any)
		id, _ := entry["userUuid"].(string)
		if !slices.Contains(group.Users, id) {
			group.Users = append(group.Users, id)
		}
	}
	return group
}

func removeGroups(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	q.dropGroups(r)
	return nil, nil
}

func (s *Simulator) dropGroups(r *room) {
	r.groups = &groups{byID: map[string]Group{}}
	s.emit(r, cmdRoomPropertiesGone, map[string]any{
		"action": actionDelete, "operator": operator(), "changeProperties": []string{"groups"},
	})
}
