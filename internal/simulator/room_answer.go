package simulator

import (
	"maps"
	"time"
)

var templates = map[int64]string{0: "edu_1v1", 2: "edu_big", 4: "edu_medium", 10: "edu_cloud"}

// readRoom answers GET room of the current API. Parts never set are left out.
func readRoom(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	data := map[string]any{
		"roomUuid": r.uuid, "roomName": r.name, "roomTemplate": templates[r.kind], "scenario": "education",
		"state": r.state, "createTime": r.created.UnixMilli(), "checkState": 0,
		"muteChat": map[string]any{}, "muteVideo": map[string]any{}, "muteAudio": map[string]any{},
		"roomProperties": r.roomProperties(q.readings),
		// Nothing documents this field: a client must not mind it.
		"serviceNode": map[string]any{"zone": r.region},
	}
	if r.roleConfig != nil {
		data["roleConfig"] = r.roleConfig
	}
	q.readings.shapeRoom(r, data)
	return data, nil
}

func (r *room) roomProperties(rd Readings) map[string]any {
	p := map[string]any{"roomType": r.kind, "state": r.state, "schedule": r.scheduleAnswer()}
	setIf(p, r.properties != nil, "flexProps", r.properties)
	setIf(p, r.examinationURL != "", "examinationUrl", r.examinationURL)
	setIf(p, r.hostingScene != nil, "hostingScene", r.hostingScene)
	setIf(p, r.processes != nil, "processes", r.processes)
	setIf(p, len(r.extApps) > 0, "extApps", r.extApps)
	if len(r.extAppStates) > 0 {
		common := map[string]any{}
		for id, state := range r.extAppStates {
			common[id] = map[string]any{"state": state}
		}
		p["extAppsCommon"] = common
	}
	widgets := map[string]any{}
	for id, w := range r.widgets {
		widgets[id] = w.answer()
	}
	p["widgets"] = widgets
	if r.groups != nil {
		p["groups"] = r.groups.answer(rd)
	}
	if running := r.running(); running != nil {
		p["record"] = map[string]any{"state": 1, "recordId": running.id, "startTime": running.started.UnixMilli()}
	} else if len(r.recordings) > 0 {
		p["record"] = map[string]any{"state": 0}
	}
	return p
}

func (r *room) scheduleAnswer() map[string]any {
	s := map[string]any{"state": r.state, "closeDelay": r.schedule.CloseDelay}
	setIf(s, r.schedule.StartTime > 0, "startTime", r.schedule.StartTime)
	setIf(s, r.schedule.Duration > 0, "duration", r.schedule.Duration)
	r.addEnds(s, false)
	return s
}

func setIf(m map[string]any, ok bool, key string, value any) {
	if ok {
		m[key] = value
	}
}

// RoomView is a copy of a room. Numbers in free JSON are json.Number.
type RoomView struct {
	UUID           string                    `json:"roomUuid"`
	Region         string                    `json:"region"`
	Name           string                    `json:"roomName"`
	Type           int                       `json:"roomType"`
	State          int                       `json:"state"`
	CreateTime     time.Time                 `json:"createTime"`
	Schedule       Schedule                  `json:"schedule"`
	Properties     map[string]any            `json:"properties"`
	ExaminationURL string                    `json:"examinationUrl"`
	HostingScene   map[string]any            `json:"hostingScene"`
	Processes      map[string]any            `json:"processes"`
	RoleConfig     map[string]any            `json:"roleConfig"`
	GroupsState    int                       `json:"groupsState"`
	Groups         map[string]Group          `json:"groups"`
	ExtApps        map[string]map[string]any `json:"extApps"`
	ExtAppStates   map[string]int            `json:"extAppStates"`
	Users          map[string]UserView       `json:"users"`
	Widgets        map[string]WidgetView     `json:"widgets"`
	Recordings     []RecordingView           `json:"recordings"`
}

func (r *room) view() RoomView {
	v := RoomView{
		UUID: r.uuid, Region: r.region, Name: r.name, Type: int(r.kind), State: r.state,
		CreateTime: r.created, Schedule: r.schedule,
		Properties: copyObject(r.properties), ExaminationURL: r.examinationURL,
		HostingScene: copyObject(r.hostingScene), Processes: copyObject(r.processes), RoleConfig: copyObject(r.roleConfig),
		Groups: map[string]Group{}, ExtApps: map[string]map[string]any{}, ExtAppStates: map[string]int{},
		Users: map[string]UserView{}, Widgets: map[string]WidgetView{},
	}
	if r.groups != nil {
		v.GroupsState = r.groups.state
		maps.Copy(v.Groups, r.groups.byID)
	}
	for id, p := range r.extApps {
		v.ExtApps[id] = copyObject(p)
	}
	for id, state := range r.extAppStates {
		v.ExtAppStates[id] = int(state)
	}
	for id, u := range r.users {
		v.Users[id] = u.view()
	}
	for id, w := range r.widgets {
		v.Widgets[id] = w.view()
	}
	for _, rec := range r.recordings {
		v.Recordings = append(v.Recordings, rec.view())
	}
	return v
}
