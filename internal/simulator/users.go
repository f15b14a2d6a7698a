package simulator

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// Roles of users.
const (
	roleTeacher   = 1
	roleStudent   = 2
	roleAssistant = 3
)

// Why a user left, as an event says it.
const (
	leftByThemselves = 1
	leftKicked       = 2
)

var exitShape = shape{"dirty": optional(object(shape{
	"state":    required(oneOf(0, 1)),
	"duration": optional(integer(1, 1<<31)),
}))}

// user is someone who has joined a room at least once.
type user struct {
	uuid       string
	name       string
	role       int
	stream     string
	online     bool
	properties map[string]any
	updated    time.Time
	kicked     bool // and has not joined since
	barred     bool
	barredTo   time.Time // zero while barred: for good
	rewards    int
}

// UserView is a copy of a user.
type UserView struct {
	Name        string         `json:"userName"`
	Role        int            `json:"role"`
	Online      bool           `json:"online"`
	StreamUUID  string         `json:"streamUuid"`
	Properties  map[string]any `json:"properties"`
	Barred      bool           `json:"barred"`
	BarredUntil time.Time      `json:"barredUntil"` // zero while barred: for good
}

func (u *user) view() UserView {
	return UserView{u.name, u.role, u.online, u.stream, copyObject(u.properties), u.barred, u.barredTo}
}

// brief is a user in the words of property and chat events, which spell roles.
func (u *user) brief() map[string]any {
	role := map[int]string{roleTeacher: "host", roleStudent: "audience", roleAssistant: "assistant"}[u.role]
	return map[string]any{"userUuid": u.uuid, "userName": u.name, "role": role}
}

// passage is a user in the words of a join or leave event, which number roles.
func (u *user) passage(reason int, at time.Time) map[string]any {
	return map[string]any{
		"userUuid": u.uuid, "userName": u.name, "role": strconv.Itoa(u.role), "streamUuid": u.stream,
		"userProperties": copyObject(u.properties), "type": reason, "updateTime": at.UnixMilli(),
	}
}

func readUser(q *request) (any, *apiError) {
	_, u, failure := q.user()
	if failure != nil {
		return nil, failure
	}
	properties := map[string]any{}
	if u.properties != nil {
		properties = copyObject(u.properties)
	}
	data := map[string]any{
		"userUuid": u.uuid, "userName": u.name, "streamUuid": u.stream,
		"updateTime": u.updated.UnixMilli(), "state": 0,
	}
	setIf(data, u.online, "state", 1)
	if q.options.Generation == API2023 {
		data["role"] = strconv.Itoa(u.role)
		data["userProperties"] = properties
		return data, nil
	}
	data["role"] = u.role
	data["userProperties"] = map[string]any{"flexProps": properties}
	return data, nil
}

// kickUser takes a user out of the room, bars them, or lets them in again.
func kickUser(q *request) (any, *apiError) {
	r, u, failure := q.user()
	if failure != nil {
		return nil, failure
	}
	if dirty := child(q.body, "dirty"); dirty != nil {
		state, _ := wholeNumber(dirty["state"])
		if state == 0 && !u.online && q.readings.UnbanOutMissing {
			return nil, errNoUser
		}
		u.barred, u.barredTo = state == 1, time.Time{}
		if duration, ok := wholeNumber(dirty["duration"]); ok && u.barred {
			u.barredTo = q.now.Add(seconds(duration))
		}
		if !u.barred {
			return nil, nil
		}
	}
	u.kicked = true
	if u.online {
		q.takeOffline(r, []*user{u}, leftKicked, q.now)
	}
	return nil, nil
}

func (u *user) mayEnter(now time.Time) bool {
	return !u.barred || !u.barredTo.IsZero() && !now.Before(u.barredTo)
}

func (s *Simulator) takeOffline(r *room, users []*user, reason int, at time.Time) {
	if len(users) == 0 {
		return
	}
	gone := []map[string]any{}
	for _, u := range users {
		u.online, u.updated = false, at
		gone = append(gone, u.passage(reason, at))
	}
	s.emit(r, cmdUsers, map[string]any{
		"total": len(onlineUsers(r)), "onlineUsers": []any{}, "offlineUsers": gone,
	})
}

func onlineUsers(r *room) []*user {
	var online []*user
	for _, id := range slices.Sorted(maps.Keys(r.users)) {
		if r.users[id].online {
			online = append(online, r.users[id])
		}
	}
	return online
}
