package classroom

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

const wholeRoom = `{
	"roomUuid":"room","roomName":"Algebra 教室","roomTemplate":"edu_medium","scenario":"education","state":1,
	"createTime":1610167740309,"checkState":0,"muteChat":{},"unheardOf":[{"a":1}],
	"roleConfig":{"2":{"limit":5,"defaultStream":{"state":1,"videoState":0,"audioState":"1"}},"teacher":{}},
	"roomProperties":{
		"roomType":4,"state":2,"unheardOf":{},"examinationUrl":"https://exam.test/?a=1&b=2",
		"schedule":{"startTime":1610167740309,"duration":1800,"closeDelay":0,"state":1,"endTime":1610169540309,"closeTime":"1610169600309"},
		"processes":{"handsUp":{"maxAccept":10,"defaultAcceptRole":""}},
		"hostingScene":{"videoURL":"https://v","reserveVideoURL":"https://r","finishType":1},
		"flexProps":{"n":1.50,"deep":{"a":[true,null]}},
		"extApps":{"timer":{"left":3},"quiz":{}},"extAppsCommon":{"timer":{"state":1},"quiz":{"state":0},"late":{"state":1}},
		"widgets":{"netlessBoard":{"state":1,"extra":{"x":1}},"easemobIM":{}},
		"groups":{"state":1,"details":{"g1":{"groupName":"One","users":[{"userUuid":"ada"},{"userUuid":"bob"}]},"g2":{}}}
	}}`

func TestDecodeWholeRoom(t *testing.T) {
	kind, on, off := SmallClassroom, true, false
	want := &Room{
		UUID: "room", Generation: CurrentAPI, State: Ended, Name: "Algebra 教室", Type: &kind,
		CreatedAt:      time.UnixMilli(1610167740309).UTC(),
		Schedule:       Schedule{StartTime: time.UnixMilli(1610167740309).UTC(), Duration: new(int64(1800)), CloseDelay: new(int64(0)), EndTime: time.UnixMilli(1610169540309).UTC(), CloseTime: time.UnixMilli(1610169600309).UTC()},
		HandsUp:        HandsUp{MaxAccept: new(int64(10)), DefaultAcceptRole: new("")},
		HostingScene:   &HostingScene{VideoURL: "https://v", ReserveVideoURL: "https://r", FinishType: new(FinishByTeacher)},
		ExaminationURL: new("https://exam.test/?a=1&b=2"),
		Properties:     map[string]any{"n": json.Number("1.50"), "deep": map[string]any{"a": []any{true, nil}}},
		ExtApps: map[string]ExtApp{
			"late":  {Enabled: &on},
			"timer": {Properties: map[string]any{"left": json.Number("3")}, Enabled: &on},
			"quiz":  {Properties: map[string]any{}, Enabled: &off},
		},
		Widgets: map[string]Widget{
			"netlessBoard": {Extra: map[string]any{"x": json.Number("1")}, Enabled: &on},
			"easemobIM":    {},
		},
		Groups: map[string]Group{
			"g1": {UUID: "g1", Name: "One", Users: []string{"ada", "bob"}},
			"g2": {UUID: "g2"},
		},
		RoleLimits: map[Role]RoleLimit{RoleStudent: {
			Limit:         new(int64(5)),
			DefaultStream: &DefaultStream{State: new(true), VideoState: new(false), AudioState: new(true)},
		}},
	}
	if got := roomFrom("room", mustParse(t, wholeRoom)); !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

func TestDecodeBareRooms(t *testing.T) {
	bare := &Room{UUID: "room", Generation: CurrentAPI, State: StateUnknown}
	for _, answer := range []string{
		`null`, `{}`, `[]`, `"text"`, `{"roomProperties":null}`, `{"roomProperties":[]}`,
		`{"roomName":{},"createTime":"soon","roleConfig":[],"state":"late","roomProperties":{"roomType":"x","schedule":7,"processes":{"handsUp":"no"},
		  "hostingScene":"none","flexProps":"x","extApps":[1],"widgets":"w","groups":{"state":1,"details":[]}}}`,
	} {
		if got := roomFrom("room", mustParse(t, answer)); !reflect.DeepEqual(got, bare) {
			t.Errorf("%s\n got %+v\nwant %+v", answer, got, bare)
		}
	}
}

func TestPresentAndEmptyIsNotAbsent(t *testing.T) {
	got := roomFrom("room", mustParse(t, `{"roleConfig":{},"roomProperties":{"examinationUrl":"","flexProps":{},"extAppsCommon":{},"widgets":{},"groups":{"state":0,"details":{"g1":{}}}}}`))
	want := &Room{
		UUID: "room", Generation: CurrentAPI, State: StateUnknown, ExaminationURL: new(""), Properties: map[string]any{},
		ExtApps: map[string]ExtApp{}, Widgets: map[string]Widget{}, Groups: map[string]Group{}, RoleLimits: map[Role]RoleLimit{},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

func TestGroupsInAnAnswer(t *testing.T) {
	for answer, want := range map[string]map[string]Group{
		`null`:                     nil,
		`{}`:                       {},
		`{"state":0}`:              {},
		`{"state":1}`:              nil,
		`{"state":1,"details":{}}`: {},
		`{"details":{"g1":{"users":["ada",{"userUuid":"bob"}]}}}`: {"g1": {UUID: "g1", Users: []string{"ada", "bob"}}},
		`{"details":{"g1":{"groupName":"G"}}}`:                    {"g1": {UUID: "g1", Name: "G"}},
	} {
		if got := groupsFrom(mustParse(t, answer)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, want %#v", answer, got, want)
		}
	}
}

func TestFurthestStateCounts(t *testing.T) {
	for answer, want := range map[string]RoomState{
		`{"state":3,"roomProperties":{"state":1}}`:                        Closed,
		`{"state":0,"roomProperties":{"state":0,"schedule":{"state":1}}}`: Started,
		`{"roomProperties":{"state":2,"schedule":{"state":1}}}`:           Ended,
		`{"roomProperties":{"schedule":{"state":2}}}`:                     Ended,
		`{"state":"2"}`:         Ended,
		`{"state":0}`:           NotStarted,
		`{"roomProperties":{}}`: StateUnknown,
	} {
		if got := stateFrom(mustParse(t, answer)); got != want {
			t.Errorf("%s: state %d, want %d", answer, got, want)
		}
	}
}

func TestAnswersThatAreNotOfTheRoom(t *testing.T) {
	for data, want := range map[string]bool{
		`{"roomUuid":"r"}`: true, `{"roomName":"Algebra"}`: true, `{"roomProperties":{}}`: true, `{"roomUuid":"r","roomName":"Algebra","roomProperties":{}}`: true,
		`{"roomUuid":"s","roomName":"Algebra","roomProperties":{}}`: false, `{"roomUuid":7}`: false, `{}`: false, `null`: false, `[1,2]`: false, `{"list":[]}`: false,
	} {
		transport := play(succeeds(data))
		room, err := testClient(t, transport).GetRoom(t.Context(), "r")
		if (err == nil) != want || want != (room != nil) {
			t.Errorf("%s: %+v, %v", data, room, err)
		}
		if err != nil && (IsNotFound(err) || !strings.Contains(err.Error(), `read room "r": GET /ap/edu/apps/`)) {
			t.Error(err)
		}
	}
}
