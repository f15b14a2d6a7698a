package classroom

import "strconv"

// namesRoom reports whether an answer is about a room: it names the room, or has at least the
// fields of one. A proxy that mixes answers up must not make the room look changed: its
// resource would close and recreate it.
func namesRoom(roomUUID string, data value) bool {
	if named := data.get("roomUuid"); named.exists() {
		return named.text() == roomUUID
	}
	return data.get("roomName").exists() || data.get("roomProperties").exists()
}

// roomFrom reads the answer of GET room. Any part of it may be absent.
func roomFrom(roomUUID string, data value) *Room {
	properties := data.get("roomProperties")
	return &Room{
		UUID:           roomUUID,
		Generation:     CurrentAPI,
		State:          stateFrom(data),
		Name:           data.get("roomName").text(),
		Type:           (*RoomType)(properties.get("roomType").integerPointer()),
		CreatedAt:      data.get("createTime").time(),
		Schedule:       scheduleFrom(properties.get("schedule")),
		HandsUp:        handsUpFrom(properties.get("processes", "handsUp")),
		HostingScene:   hostingSceneFrom(properties.get("hostingScene")),
		ExaminationURL: properties.get("examinationUrl").textPointer(),
		Properties:     properties.get("flexProps").object(),
		ExtApps:        extAppsFrom(properties),
		Widgets:        widgetsFrom(properties.get("widgets")),
		Groups:         groupsFrom(properties.get("groups")),
		RoleLimits:     roleLimitsFrom(data.get("roleConfig")),
	}
}

// stateFrom takes the furthest of the states in an answer: the vendor's table has only that of
// the schedule, and its examples have others beside it.
func stateFrom(data value) RoomState {
	furthest := StateUnknown
	for _, v := range []value{data.get("state"), data.get("roomProperties", "state"), data.get("roomProperties", "schedule", "state")} {
		if state, ok := v.integer(); ok {
			furthest = max(furthest, RoomState(state))
		}
	}
	return furthest
}

func scheduleFrom(v value) Schedule {
	return Schedule{
		StartTime:  v.get("startTime").time(),
		Duration:   v.get("duration").integerPointer(),
		CloseDelay: v.get("closeDelay").integerPointer(),
		EndTime:    v.get("endTime").time(),
		CloseTime:  v.get("closeTime").time(),
	}
}

func handsUpFrom(v value) HandsUp {
	return HandsUp{MaxAccept: v.get("maxAccept").integerPointer(), DefaultAcceptRole: v.get("defaultAcceptRole").textPointer()}
}

func hostingSceneFrom(v value) *HostingScene {
	if v.object() == nil {
		return nil
	}
	return &HostingScene{
		VideoURL:        v.get("videoURL").text(),
		ReserveVideoURL: v.get("reserveVideoURL").text(),
		FinishType:      (*FinishType)(v.get("finishType").integerPointer()),
	}
}

func extAppsFrom(properties value) map[string]ExtApp {
	all, switches := properties.get("extApps").object(), properties.get("extAppsCommon").object()
	if all == nil && switches == nil {
		return nil
	}
	apps := map[string]ExtApp{}
	for id, app := range all {
		apps[id] = ExtApp{Properties: value{app}.object(), Enabled: switchFrom(properties.get("extAppsCommon", id, "state"))}
	}
	for id, common := range switches {
		if _, found := apps[id]; !found { // switched, but without properties
			apps[id] = ExtApp{Enabled: switchFrom(value{common}.get("state"))}
		}
	}
	return apps
}

func switchFrom(v value) *bool {
	n, ok := v.integer()
	if !ok {
		return nil
	}
	on := n == 1
	return &on
}

// groupsFrom is nil where groups are on, but the answer does not contain which.
func groupsFrom(v value) map[string]Group {
	state, stated := v.get("state").integer()
	all := v.get("details").object()
	if v.object() == nil || stated && state != 0 && all == nil {
		return nil
	}
	groups := map[string]Group{}
	if stated && state == 0 {
		return groups
	}
	for id, details := range all {
		groups[id] = groupFrom(id, value{details})
	}
	return groups
}

// groupFrom reads users given as objects, or by their ids alone.
func groupFrom(id string, details value) Group {
	group := Group{UUID: id, Name: details.get("groupName").text()}
	for _, user := range details.get("users").list() {
		if user.object() != nil {
			user = user.get("userUuid")
		}
		group.Users = append(group.Users, user.text())
	}
	return group
}

func roleLimitsFrom(v value) map[Role]RoleLimit {
	if v.object() == nil {
		return nil
	}
	limits := map[Role]RoleLimit{}
	for key, limit := range v.object() {
		role, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			continue
		}
		limits[Role(role)] = roleLimitFrom(value{limit})
	}
	return limits
}

func roleLimitFrom(v value) RoleLimit {
	limit := RoleLimit{Limit: v.get("limit").integerPointer()}
	if stream := v.get("defaultStream"); stream.object() != nil {
		limit.DefaultStream = &DefaultStream{
			State:      switchFrom(stream.get("state")),
			VideoState: switchFrom(stream.get("videoState")),
			AudioState: switchFrom(stream.get("audioState")),
		}
	}
	return limit
}
