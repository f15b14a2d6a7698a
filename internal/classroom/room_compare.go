package classroom

import (
	"strings"
	"time"
)

func (r RoomRequest) plainDifferences(room *Room) []difference {
	return []difference{
		{"name", room.Name != "" && strings.TrimSpace(room.Name) != strings.TrimSpace(r.Name)},
		{"type", room.Type != nil && *room.Type != r.Type},
		{"examination_url", room.ExaminationURL != nil && *room.ExaminationURL != r.ExaminationURL},
	}
}

// scheduleDifferences passes over a start that was not asked for and is not ahead: a service
// may date the start of a class that was started by hand.
func (r RoomRequest) scheduleDifferences(room *Room) []difference {
	is := room.Schedule.Planned()
	if r.Schedule == nil || r.Schedule.StartTime.IsZero() {
		return []difference{{"schedule.start_time", is.StartTime.After(room.ReadAt)}}
	}
	// A service may keep whole seconds.
	apart := is.StartTime.Sub(r.Schedule.StartTime).Abs()
	return []difference{
		{"schedule.start_time", !is.StartTime.IsZero() && apart >= time.Second},
		{"schedule.duration", differ(r.Schedule.Duration, is.Duration)},
		{"schedule.close_delay", differ(r.Schedule.CloseDelay, is.CloseDelay)},
	}
}

func (r RoomRequest) handsUpDifferences(room *Room) []difference {
	if r.HandsUp == nil {
		return nil
	}
	return []difference{
		{"hands_up.max_accept", differ(r.HandsUp.MaxAccept, room.HandsUp.MaxAccept)},
		{"hands_up.default_accept_role", differ(r.HandsUp.DefaultAcceptRole, room.HandsUp.DefaultAcceptRole)},
	}
}

func (r RoomRequest) hostingDifferences(room *Room) []difference {
	want, is := r.HostingScene, room.HostingScene
	switch {
	case is == nil:
		return nil
	case want == nil:
		return []difference{{"hosting_scene", is.VideoURL != "" || is.ReserveVideoURL != ""}}
	}
	return []difference{
		{"hosting_scene.video_url", is.VideoURL != want.VideoURL},
		{"hosting_scene.reserve_video_url", is.ReserveVideoURL != want.ReserveVideoURL},
		{"hosting_scene.finish_type", differ(want.FinishType, is.FinishType)},
	}
}

func (r RoomRequest) roleLimitsDiffer(room *Room) bool {
	if room.RoleLimits == nil {
		return false
	}
	for role, want := range r.RoleLimits {
		is, found := room.RoleLimits[role]
		if !found || differ(want.Limit, is.Limit) || want.DefaultStream != nil && want.DefaultStream.differsFrom(is.DefaultStream) {
			return true
		}
	}
	return false
}

func (s *DefaultStream) differsFrom(is *DefaultStream) bool {
	return is != nil && (differ(s.State, is.State) || differ(s.VideoState, is.VideoState) || differ(s.AudioState, is.AudioState))
}

func (r RoomRequest) widgetsDiffer(room *Room) bool {
	for id, want := range r.Widgets {
		if differ(&want, room.Widgets[id].Enabled) {
			return true
		}
	}
	return false
}

func (r RoomRequest) propertiesDiffer(room *Room) bool {
	if room.Properties == nil {
		return false
	}
	for key, want := range r.Properties {
		if !sameJSON(want, propertyAt(room.Properties, key)) {
			return true
		}
	}
	return false
}

// propertyAt finds the value of a key, which may be a path: the service may keep either form.
func propertyAt(properties map[string]any, key string) any {
	if v := (value{properties}).get(strings.Split(key, ".")...); v.exists() {
		return v.v
	}
	return properties[key]
}

// differ compares what was asked for with what the answer contains; what either leaves out is
// no difference.
func differ[T comparable](want, is *T) bool { return want != nil && is != nil && *want != *is }
