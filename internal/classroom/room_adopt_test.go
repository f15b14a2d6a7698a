package classroom

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var inUse = answers(409, `{"code":20409100,"msg":"Room conflict!"}`)

// readAlgebra answers with a room like algebra, whose properties end with more.
func readAlgebra(more string) step {
	return succeeds(`{"roomName":"Algebra","roomProperties":{"roomType":4,"schedule":{"startTime":1700000000123}` + more + `}}`)
}

func TestAdoptExistingRoom(t *testing.T) {
	for name, test := range map[string]struct {
		look        step
		adopted     bool
		outcome     CreateOutcome
		differences []string
	}{
		"equal":                     {readAlgebra(``), true, RoomCreated, nil},
		"white space around a name": {succeeds(`{"roomName":" Algebra ","roomProperties":{}}`), true, RoomCreated, nil},
		"whole seconds":             {succeeds(`{"roomName":"Algebra","roomProperties":{"schedule":{"startTime":1700000000000}}}`), true, RoomCreated, nil},
		"running":                   {readAlgebra(`,"state":1`), true, RoomCreated, nil},
		"another name":              {succeeds(`{"roomName":"algebra","roomProperties":{}}`), false, RoomNotCreated, []string{"name"}},
		"no name":                   {succeeds(`{"roomProperties":{}}`), false, RoomNotCreated, nil},
		"another type":              {succeeds(`{"roomName":"Algebra","roomProperties":{"roomType":2}}`), false, RoomNotCreated, []string{"type"}},
		"another start":             {succeeds(`{"roomName":"Algebra","roomProperties":{"schedule":{"startTime":1700000060123}}}`), false, RoomNotCreated, []string{"schedule.start_time"}},
		"ended":                     {readAlgebra(`,"state":2`), false, RoomNotCreated, []string{"state"}},
		"closed":                    {readAlgebra(`,"state":3`), false, RoomNotCreated, []string{"state"}},
		"ended by its schedule": {succeeds(`{"roomName":"Algebra","state":1,"roomProperties":{"schedule":{"startTime":1700000000123,"endTime":1610000000000}}}`),
			false, RoomNotCreated, []string{"state"}},
		"gone meanwhile":  {roomMissing(), false, RoomMaybeCreated, nil},
		"cannot be read":  {answers(403, `{"code":403}`), false, RoomNotCreated, nil},
		"refused as over": {answers(410, `{"code":20410100,"msg":"Room is end!"}`), false, RoomNotCreated, []string{"state"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport, request := play(inUse, test.look), algebra()
				request.AdoptExisting = true
				creation, err := testClient(t, transport).CreateRoom(t.Context(), "algebra", request)
				if got := methods(transport); got != "POST GET" {
					t.Errorf("attempts %s", got)
				}
				want := Creation{Outcome: test.outcome, Adopted: test.adopted, Verified: test.adopted, Differences: test.differences}
				if !reflect.DeepEqual(creation, want) { // nothing in the answers shows the age of an existing room
					t.Errorf("%+v, want %+v", creation, want)
				}
				if test.adopted != (err == nil) || !test.adopted && !HasCode(err, CodeRoomExists) || IsUnsure(err) != (test.outcome == RoomMaybeCreated) {
					t.Errorf("error %v", err)
				}
			})
		})
	}
}

func TestAdoptOnlyWhereAsked(t *testing.T) {
	for name, test := range map[string]struct {
		steps   []step
		adopt   bool
		methods string
		code    int
	}{
		"not asked":                  {[]step{inUse}, false, "POST", CodeRoomExists},
		"asked, of another type":     {[]step{answers(409, `{"code":30409104}`)}, true, "POST", CodeRoomTypeConflict},
		"asked, over":                {[]step{answers(410, `{"code":20410100}`)}, true, "POST", CodeRoomIsEnd},
		"asked, ended":               {[]step{answers(409, `{"code":30409101}`)}, true, "POST", CodeRoomEnded},
		"asked, 2023 API":            {[]step{inUse, noRouteStep(), succeeds(`{"list":[]}`)}, true, "POST GET GET", CodeRoomExists},
		"unanswered, over meanwhile": {[]step{cut, roomMissing(), answers(410, `{"code":30410100}`), roomMissing()}, false, "POST GET POST GET", CodeRoomEndedForGood},
		"unanswered, over, no look":  {[]step{cut, roomMissing(), answers(410, `{"code":30410100}`), answers(403, `{"code":403}`)}, false, "POST GET POST GET", CodeRoomEndedForGood},
		"unanswered, look says over": {[]step{cut, answers(410, `{"code":20410100}`)}, false, "POST GET", CodeRoomIsEnd},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport, request := play(test.steps...), algebra()
				request.AdoptExisting = test.adopt
				creation, err := testClient(t, transport).CreateRoom(t.Context(), "algebra", request)
				if got := methods(transport); got != test.methods || creation.Adopted || creation.Outcome != RoomNotCreated || !HasCode(err, test.code) {
					t.Errorf("attempts %s, %+v, %v", got, creation, err)
				}
				if !strings.HasPrefix(err.Error(), `could not create room "algebra": POST `) {
					t.Error(err)
				}
			})
		})
	}
}

// What an attempt without an answer has created is young, and nobody has moved it on.
func TestAdoptAfterAnUnansweredAttempt(t *testing.T) {
	read := func(fields string) step {
		return answers(200, `{"code":0,"ts":1700000600000,"data":{"roomName":"Algebra",`+fields+`}}`)
	}
	unscheduled := RoomRequest{Name: "Algebra", Type: SmallClassroom}
	for name, test := range map[string]struct {
		request RoomRequest
		fields  string
		adopted bool
	}{
		"just created":             {unscheduled, `"createTime":1700000599000`, true},
		"by a clock behind":        {unscheduled, `"createTime":1700000545000`, true},
		"created before":           {unscheduled, `"createTime":1700000535000`, false},
		"of unknown age":           {unscheduled, `"state":0`, true},
		"started by somebody":      {unscheduled, `"state":1`, false},
		"started by its schedule":  {algebra(), `"state":1,"roomProperties":{"schedule":{"startTime":1700000000123}}`, true},
		"closed":                   {algebra(), `"state":3`, false},
		"ended before it was made": {algebra(), `"state":2`, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(cut, read(test.fields))
				creation, err := testClient(t, transport).CreateRoom(t.Context(), "algebra", test.request)
				if creation.Adopted != test.adopted || (err == nil) != test.adopted || !test.adopted && !HasCode(err, CodeRoomExists) {
					t.Errorf("%+v, %v", creation, err)
				}
			})
		})
	}
}

// The age of a room counts from the beginning of the call, however long that takes.
func TestAdoptAfterALongAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := time.Now().Add(time.Second).UnixMilli()
		look := func(req *http.Request) (*http.Response, error) {
			return answers(200, fmt.Sprintf(`{"code":0,"ts":%d,"data":{"roomName":"Algebra","createTime":%d}}`, time.Now().UnixMilli(), made))(req)
		}
		client := testClient(t, play(after(3*time.Minute, cut), look), func(cfg *Config) { cfg.RequestTimeout = time.Hour })
		creation, err := client.CreateRoom(t.Context(), "algebra", RoomRequest{Name: "Algebra", Type: SmallClassroom})
		if err != nil || !creation.Adopted || creation.At.UnixMilli() != made {
			t.Errorf("%+v, %v", creation, err)
		}
	})
}

// A room that was seen before the first attempt is not what the attempt has created.
func TestRoomThatWasThereBeforeIsNotAdopted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		same := readAlgebra(`,"flexProps":{"module":"M101"}`)
		transport := play(same, cut, same)
		request := algebra()
		request.Properties = map[string]any{"module": "M101"}
		creation, err := testClient(t, transport).CreateRoom(t.Context(), "algebra", request)
		if creation.Adopted || !HasCode(err, CodeRoomExists) || methods(transport) != "GET POST GET" {
			t.Errorf("%s: %+v, %v", methods(transport), creation, err)
		}
	})
}

func TestDifferences(t *testing.T) {
	kind := SmallClassroom
	start := time.UnixMilli(1700000000123).UTC()
	request := RoomRequest{
		Name: "Algebra", Type: kind, ExaminationURL: "https://exam",
		Schedule:     &Schedule{StartTime: start, Duration: new(int64(60)), CloseDelay: new(int64(30))},
		HandsUp:      &HandsUp{MaxAccept: new(int64(3)), DefaultAcceptRole: new("audience")},
		HostingScene: &HostingScene{VideoURL: "v", ReserveVideoURL: "r", FinishType: new(FinishByTeacher)},
		Properties:   map[string]any{"n": 1.0, "deep": map[string]any{"a": []any{true, nil, "x"}}, "a.b": 2},
		Widgets:      map[string]bool{"netlessBoard": true},
		RoleLimits:   map[Role]RoleLimit{RoleStudent: {Limit: new(int64(5)), DefaultStream: &DefaultStream{State: new(true), VideoState: new(false)}}},
	}
	const same = `{"roomName":"Algebra","roleConfig":{"2":{"limit":5,"defaultStream":{"state":1,"videoState":0,"audioState":1}},"1":{"limit":1}},
		"roomProperties":{"roomType":4,"examinationUrl":"https://exam",
		"schedule":{"startTime":1700000000123,"duration":60,"closeDelay":30},"processes":{"handsUp":{"maxAccept":3,"defaultAcceptRole":"audience"}},
		"hostingScene":{"videoURL":"v","reserveVideoURL":"r","finishType":1},"flexProps":{"n":1,"deep":{"a":[true,null,"x"]},"a":{"b":2.0},"other":0},
		"widgets":{"netlessBoard":{"state":1},"easemobIM":{"state":0}}}}`
	for _, test := range []struct{ from, to, want string }{
		{"", "", ""},
		{`"duration":60,"closeDelay":30`, `"endTime":1700000060123,"closeTime":1700000090123`, ""},
		{`"schedule":{"startTime":1700000000123,"duration":60,"closeDelay":30},`, ``, ""},
		{`"duration":60,"closeDelay":30`, `"endTime":1700000061123,"closeTime":1700000090123`, "schedule.duration schedule.close_delay"},
		{`"closeDelay":30`, `"closeDelay":31`, "schedule.close_delay"},
		{`123,`, `999,`, ""},
		{`1700000000123,`, `1700000001123,`, "schedule.start_time"},
		{`"maxAccept":3`, `"maxAccept":4`, "hands_up.max_accept"},
		{`"audience"`, `""`, "hands_up.default_accept_role"},
		{`"videoURL":"v"`, `"videoURL":"w"`, "hosting_scene.video_url"},
		{`"reserveVideoURL":"r"`, `"x":1`, "hosting_scene.reserve_video_url"},
		{`"finishType":1`, `"finishType":0`, "hosting_scene.finish_type"},
		{`"limit":5`, `"limit":6`, "role_limits"},
		{`"state":1,"videoState":0`, `"state":1,"videoState":1`, "role_limits"},
		{`"2":{`, `"3":{`, "role_limits"},
		{`"netlessBoard":{"state":1}`, `"netlessBoard":{"state":0}`, "widgets"},
		{`"netlessBoard":{"state":1}`, `"netlessBoard":{}`, ""},
		{`"n":1,`, `"n":"1",`, "properties"},
		{`"n":1,`, ``, "properties"},
		{`"b":2.0`, `"b":3`, "properties"},
		{`"b":2.0`, `"b":2,"c":"another owner's"`, ""},
		{`null`, `false`, "properties"},
		{`"https://exam"`, `"https://other"`, "examination_url"},
		{`"examinationUrl":"https://exam",`, ``, ""},
	} {
		room := roomFrom("room", mustParse(t, strings.Replace(same, test.from, test.to, 1)))
		if got := strings.Join(request.differences(room), " "); got != test.want {
			t.Errorf("%s as %s: %q, want %q", test.from, test.to, got, test.want)
		}
	}
	for extra, want := range map[string]string{
		`{"roomName":"Algebra"}`: "",
		`{"roomName":"Algebra","roomProperties":{"examinationUrl":"","schedule":{"duration":60},"hostingScene":{},"flexProps":{"a":1}}}`: "",
		`{"roomName":"Algebra","roomProperties":{"examinationUrl":"https://exam"}}`:                                                      "examination_url",
		`{"roomName":"Algebra","roomProperties":{"hostingScene":{"videoURL":"v"}}}`:                                                      "hosting_scene",
		`{"roomName":"Algebra","roomProperties":{"schedule":{"startTime":1700000000123}}}`:                                               "schedule.start_time",
	} {
		room := roomFrom("room", mustParse(t, extra))
		room.ReadAt = start.Add(-time.Second)
		if got := strings.Join(RoomRequest{Name: "Algebra", Type: kind}.differences(room), " "); got != want {
			t.Errorf("not asked for, %s: %q, want %q", extra, got, want)
		}
	}
}
