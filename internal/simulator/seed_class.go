package simulator

import (
	"cmp"
	"fmt"
	"time"
)

// UserSeed describes someone who joins a room.
type UserSeed struct {
	UserUUID   string         `json:"userUuid"`
	UserName   string         `json:"userName"`   // default: the uuid
	Role       int            `json:"role"`       // 1 teacher, 2 student, 3 assistant; default 2
	StreamUUID string         `json:"streamUuid"` // default: derived
	Properties map[string]any `json:"properties"`
}

// RecordingSeed describes a session in the recording list.
type RecordingSeed struct {
	RecordID  string   `json:"recordId"`  // default: made up
	Type      int      `json:"type"`      // 1 individual, 2 composite, 3 web; default 2
	Status    int      `json:"status"`    // 1 recording, 2 ended; default 2
	StartTime int64    `json:"startTime"` // Unix milliseconds; default now
	EndTime   int64    `json:"endTime"`   // Unix milliseconds; default now, for an ended one
	URL       string   `json:"url"`
	FileURLs  []string `json:"fileUrls"`
	Unready   bool     `json:"unready"` // failed
}

func (s *Simulator) editUser(uuid, userUUID string, f func(*room, *user, time.Time)) {
	s.edit(uuid, func(r *room, now time.Time) {
		u, ok := r.users[userUUID]
		if !ok {
			refuse("no user %q in room %q", userUUID, uuid)
		}
		f(r, u, now)
	})
}

// Join lets a user in and reports whether the service did: a barred user and
// a closed room are refused.
func (s *Simulator) Join(uuid string, seed UserSeed) bool {
	joined := false
	s.edit(uuid, func(r *room, now time.Time) {
		joined = s.join(r, seed, now)
	})
	return joined
}

func (s *Simulator) join(r *room, seed UserSeed, now time.Time) bool {
	u, again := r.users[seed.UserUUID]
	if r.state == closed || again && !u.mayEnter(now) {
		return false
	}
	if !again {
		s.serial++
		u = &user{uuid: seed.UserUUID, name: seed.UserUUID, role: roleStudent, stream: fmt.Sprint(1000000 + s.serial)}
		r.users[u.uuid] = u
	}
	u.take(seed)
	u.online, u.kicked, u.updated = true, false, now
	how := 1
	if again {
		how = 2
	}
	s.emit(r, cmdUsers, map[string]any{
		"total": len(onlineUsers(r)), "onlineUsers": []any{u.passage(how, now)}, "offlineUsers": []any{},
	})
	return true
}

func (u *user) take(seed UserSeed) {
	if seed.UserName != "" {
		u.name = seed.UserName
	}
	if seed.Role != 0 {
		u.role = seed.Role
	}
	if seed.StreamUUID != "" {
		u.stream = seed.StreamUUID
	}
	if seed.Properties != nil {
		u.properties = wireObject(seed.Properties)
	}
}

// Leave takes a user offline, of their own accord.
func (s *Simulator) Leave(uuid, userUUID string) {
	s.editUser(uuid, userUUID, func(r *room, u *user, now time.Time) {
		s.takeOffline(r, []*user{u}, leftByThemselves, now)
	})
}

// AddRecording files a session and returns its id.
func (s *Simulator) AddRecording(uuid string, seed RecordingSeed) string {
	id := seed.RecordID
	s.edit(uuid, func(r *room, now time.Time) {
		if id == "" {
			id = s.newID("record")
		}
		rec := &recording{
			id: id, kind: cmp.Or(seed.Type, typeComposite), status: cmp.Or(seed.Status, statusEnded),
			started: timeOr(seed.StartTime, now), unready: seed.Unready, url: seed.URL, files: seed.FileURLs,
		}
		if rec.status == statusEnded {
			rec.ended = timeOr(seed.EndTime, now)
		}
		r.recordings = append(r.recordings, rec)
	})
	return id
}

// FinishRecording ends the room's recording in progress, as the service does
// by itself; without one it does nothing.
func (s *Simulator) FinishRecording(uuid string) { s.endRecording(uuid, false) }

// FailRecording ends the room's recording in progress as failed.
func (s *Simulator) FailRecording(uuid string) { s.endRecording(uuid, true) }

func (s *Simulator) endRecording(uuid string, failed bool) {
	s.edit(uuid, func(r *room, now time.Time) {
		if running := r.running(); running != nil {
			running.unready = failed
			s.finishRecording(r, running, now)
		}
	})
}

// Chat makes a user who has joined say something.
func (s *Simulator) Chat(uuid, userUUID, message string) {
	s.editUser(uuid, userUUID, func(r *room, u *user, _ time.Time) {
		s.emit(r, cmdChat, map[string]any{"fromUser": u.brief(), "message": message, "type": 1})
	})
}

// Reward adds n rewards to a user who has joined.
func (s *Simulator) Reward(uuid, userUUID string, n int) {
	s.editUser(uuid, userUUID, func(r *room, u *user, now time.Time) {
		u.rewards += n
		s.emit(r, cmdRewards, map[string]any{
			"rewardDetails": []any{map[string]any{"userUuid": u.uuid, "changedReward": n, "totalReward": u.rewards}},
			"updateTime":    now.UnixMilli(),
		})
	})
}

// AppendEvent appends any event to a room's stream.
func (s *Simulator) AppendEvent(uuid string, cmd int, data map[string]any) {
	s.edit(uuid, func(r *room, _ time.Time) {
		s.emit(r, cmd, wireObject(data))
	})
}

// AppendWidgetEvent appends any change to the stream of widget "poll" or "popupQuiz".
func (s *Simulator) AppendWidgetEvent(uuid, widget string, data map[string]any) {
	s.edit(uuid, func(r *room, _ time.Time) {
		s.emitToWidget(r, widget, wireObject(data))
	})
}

func timeOr(ms int64, otherwise time.Time) time.Time {
	if ms == 0 {
		return otherwise
	}
	return time.UnixMilli(ms)
}
