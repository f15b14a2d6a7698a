package classroom

import (
	"strconv"
	"strings"
)

// body is the create call's body ("Create a classroom").
func (r RoomRequest) body() map[string]any {
	body := map[string]any{"roomName": r.Name, "roomType": r.Type}
	if properties := r.roomProperties(); len(properties) > 0 {
		body["roomProperties"] = properties
	}
	if len(r.RoleLimits) > 0 {
		roles := map[string]any{}
		for role, limit := range r.RoleLimits {
			roles[strconv.FormatInt(int64(role), 10)] = limit.body()
		}
		body["roleConfig"] = roles
	}
	return body
}

func (r RoomRequest) roomProperties() map[string]any {
	properties := map[string]any{}
	if r.Schedule != nil {
		properties["schedule"] = r.Schedule.body()
	}
	if r.HandsUp != nil {
		properties["processes"] = map[string]any{"handsUp": r.HandsUp.body()}
	}
	if r.HostingScene != nil {
		properties["hostingScene"] = r.HostingScene.body()
	}
	if r.ExaminationURL != "" {
		properties["examinationUrl"] = r.ExaminationURL
	}
	if len(r.Properties) > 0 {
		properties["flexProps"] = nested(r.Properties)
	}
	if len(r.Widgets) > 0 {
		widgets := map[string]any{}
		for id, on := range r.Widgets {
			widgets[id] = map[string]any{"state": bit(on)}
		}
		properties["widgets"] = widgets
	}
	return properties
}

// nested turns keys that are paths into objects: nothing says that the create call knows paths.
func nested(properties map[string]any) map[string]any {
	tree := map[string]any{}
	for key, v := range properties {
		graft(tree, strings.Split(key, "."), v)
	}
	return tree
}

func (s Schedule) body() map[string]any {
	body := map[string]any{}
	if !s.StartTime.IsZero() {
		body["startTime"] = s.StartTime.UnixMilli()
	}
	setPresent(body, "duration", s.Duration)
	setPresent(body, "closeDelay", s.CloseDelay)
	return body
}

func (h HandsUp) body() map[string]any {
	body := map[string]any{}
	setPresent(body, "maxAccept", h.MaxAccept)
	setPresent(body, "defaultAcceptRole", h.DefaultAcceptRole)
	return body
}

func (h HostingScene) body() map[string]any {
	body := map[string]any{}
	if h.VideoURL != "" {
		body["videoURL"] = h.VideoURL
	}
	if h.ReserveVideoURL != "" {
		body["reserveVideoURL"] = h.ReserveVideoURL
	}
	setPresent(body, "finishType", h.FinishType)
	return body
}

func (l RoleLimit) body() map[string]any {
	body := map[string]any{}
	setPresent(body, "limit", l.Limit)
	if l.DefaultStream != nil {
		stream := map[string]any{}
		setSwitch(stream, "state", l.DefaultStream.State)
		setSwitch(stream, "videoState", l.DefaultStream.VideoState)
		setSwitch(stream, "audioState", l.DefaultStream.AudioState)
		body["defaultStream"] = stream
	}
	return body
}

func setPresent[T any](body map[string]any, key string, v *T) {
	if v != nil {
		body[key] = *v
	}
}

// setSwitch sets a field to how the service writes a switch: 1 or 0.
func setSwitch(body map[string]any, key string, on *bool) {
	if on != nil {
		body[key] = bit(*on)
	}
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}
