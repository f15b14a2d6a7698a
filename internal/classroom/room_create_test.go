package classroom

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const (
	ours   = `{"roomName":"Algebra","roomProperties":{"roomType":4,"schedule":{"startTime":1700000000123}}}`
	theirs = `{"roomName":"Geometry","roomProperties":{"roomType":4}}`
)

func algebra() RoomRequest {
	return RoomRequest{Name: "Algebra", Type: SmallClassroom, Schedule: &Schedule{StartTime: time.UnixMilli(1700000000123)}}
}

// methods are the methods of all attempts: what was posted, and when the service was asked.
func methods(transport *script) string {
	var all []string
	for _, a := range transport.seen() {
		all = append(all, a.method)
	}
	return strings.Join(all, " ")
}

// checkCreateError compares what matters of an error; the zero Error wants none.
func checkCreateError(t *testing.T, err error, want Error) {
	t.Helper()
	if want == (Error{}) {
		if err != nil {
			t.Error(err)
		}
		return
	}
	e := asError(t, err)
	if got := (Error{Status: e.Status, Code: e.Code, Unsure: e.Unsure}); got != want || !strings.HasPrefix(err.Error(), `could not create room "algebra": POST /ap/`) {
		t.Errorf("status %d, code %d, unsure %t: %v", e.Status, e.Code, e.Unsure, err)
	}
}

func TestCreateRoomLooksBeforeItRepeats(t *testing.T) {
	created := answers(200, `{"code":0,"msg":"Success","ts":1}`)
	conflict := answers(409, `{"code":20409100,"msg":"Room conflict!"}`)
	fails := answers(503, ``)
	made, maybe := Creation{Outcome: RoomCreated}, Creation{Outcome: RoomMaybeCreated}
	adopted := Creation{Outcome: RoomCreated, Adopted: true, Verified: true}
	another := Creation{Differences: []string{"name"}}
	for name, test := range map[string]struct {
		steps   []step
		methods string
		want    Creation
		status  int // of the error
		code    int
		unsure  bool
	}{
		"at once":                          {[]step{created}, "POST", made, 0, 0, false},
		"not sent":                         {[]step{unsent, unsent, created}, "POST POST POST", made, 0, 0, false},
		"too fast":                         {[]step{answers(429, ``), created}, "POST POST", made, 0, 0, false},
		"cut before commit":                {[]step{cut, roomMissing(), created}, "POST GET POST", made, 0, 0, false},
		"cut after commit":                 {[]step{cut, succeeds(ours)}, "POST GET", adopted, 0, 0, false},
		"truncated after commit":           {[]step{truncated, succeeds(ours)}, "POST GET", adopted, 0, 0, false},
		"failed before commit":             {[]step{fails, roomMissing(), fails, roomMissing(), created}, "POST GET POST GET POST", made, 0, 0, false},
		"failed after commit":              {[]step{answers(500, `{"code":500}`), succeeds(ours)}, "POST GET", adopted, 0, 0, false},
		"timeout, then taken":              {[]step{hangs, roomMissing(), conflict, succeeds(ours)}, "POST GET POST GET", adopted, 0, 0, false},
		"timeout, then another's":          {[]step{hangs, roomMissing(), conflict, succeeds(theirs)}, "POST GET POST GET", another, 409, CodeRoomExists, false},
		"another's room":                   {[]step{cut, succeeds(theirs)}, "POST GET", another, 409, CodeRoomExists, false},
		"in use":                           {[]step{conflict}, "POST", Creation{}, 409, CodeRoomExists, false},
		"in use, found out late":           {[]step{unsent, answers(439, ``), conflict}, "POST POST POST", Creation{}, 409, CodeRoomExists, false},
		"timeout, then refused":            {[]step{hangs, roomMissing(), answers(400, `{"code":400}`), roomMissing()}, "POST GET POST GET", Creation{}, 400, 400, false},
		"timeout, conflict, yet not there": {[]step{hangs, roomMissing(), conflict, roomMissing()}, "POST GET POST GET", maybe, 409, CodeRoomExists, true},
		"cannot look":                      {[]step{cut, answers(401, refusal)}, "POST GET", maybe, 0, 0, true},
		"in use, cannot look":              {[]step{hangs, roomMissing(), conflict, answers(401, refusal)}, "POST GET POST GET", maybe, 409, CodeRoomExists, true},
		"refused":                          {[]step{answers(400, `{"code":400,"msg":"Parameter error!"}`)}, "POST", Creation{}, 400, 400, false},
		"never": {[]step{fails, roomMissing(), fails, roomMissing(), fails, roomMissing(), fails, roomMissing(), fails, roomMissing()},
			"POST GET POST GET POST GET POST GET POST GET", maybe, 503, 0, true},
		"looks again where looking fails": {[]step{cut, cut, fails, succeeds(ours)}, "POST GET GET GET", adopted, 0, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(test.steps...)
				creation, err := testClient(t, transport).CreateRoom(t.Context(), "algebra", algebra())
				if got := methods(transport); got != test.methods {
					t.Errorf("attempts %s, want %s", got, test.methods)
				}
				creation.At = time.Time{}
				if !reflect.DeepEqual(creation, test.want) {
					t.Errorf("%+v, want %+v", creation, test.want)
				}
				checkCreateError(t, err, Error{Status: test.status, Code: test.code, Unsure: test.unsure})
			})
		})
	}
}

func TestCreateRoomWithoutRetriesStillLooks(t *testing.T) {
	none := func(cfg *Config) { cfg.MaxRetries = 0 }
	transport := play(cut, succeeds(ours))
	if creation, err := testClient(t, transport, none).CreateRoom(t.Context(), "algebra", algebra()); err != nil || !creation.Adopted {
		t.Errorf("%+v, %v", creation, err)
	}
	transport = play(cut, roomMissing(), succeeds(`{}`))
	_, err := testClient(t, transport, none).CreateRoom(t.Context(), "algebra", algebra())
	if e := asError(t, err); !e.Unsure || methods(transport) != "POST GET" {
		t.Errorf("%s: %v", methods(transport), err)
	}
}

func TestCancelledCreateStillKnowsWhatExists(t *testing.T) {
	for name, test := range map[string]struct {
		look step
		want Creation
		err  bool
	}{
		"created":     {succeeds(ours), Creation{Adopted: true, Verified: true}, false},
		"not created": {roomMissing(), Creation{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(time.Second, cancel)
				transport := play(after(3*time.Second, cut), test.look)
				creation, err := testClient(t, transport).CreateRoom(ctx, "algebra", algebra())
				if got := methods(transport); got != "POST GET" || creation.Adopted != test.want.Adopted || (err != nil) != test.err {
					t.Errorf("%s: %+v, %v", got, creation, err)
				}
			})
		})
	}
}

func TestLookingEndsAtLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		client := testClient(t, play(cut, hangs), func(cfg *Config) { cfg.RequestTimeout, cfg.MaxRetries = time.Hour, 1000 })
		if _, err := client.CreateRoom(t.Context(), "algebra", algebra()); !asError(t, err).Unsure {
			t.Error(err)
		}
		if took := time.Since(started); took != lookTime {
			t.Errorf("took %s, want %s", took, lookTime)
		}
	})
}

func full() RoomRequest {
	r := algebra()
	r.HandsUp = &HandsUp{MaxAccept: new(int64(3)), DefaultAcceptRole: new("audience")}
	r.Properties = map[string]any{"module": "M101"}
	r.Widgets = map[string]bool{"netlessBoard": true}
	r.RoleLimits = map[Role]RoleLimit{RoleStudent: {Limit: new(int64(5))}}
	return r
}

func TestCreateRoomByThe2023API(t *testing.T) {
	gone := answers(404, `{"code":20404100,"msg":"Room not exists!"}`)
	transport := play(noRouteStep(), gone, succeeds(`null`))
	client := testClient(t, transport)
	request := full()
	creation, err := client.CreateRoom(t.Context(), "algebra", request)
	want := Creation{Outcome: RoomCreated, At: time.UnixMilli(1610167740309).UTC(), PropertiesPending: true, Omitted: []string{"hands_up.default_accept_role", "widgets", "role_limits"}}
	if err != nil || !reflect.DeepEqual(creation, want) {
		t.Errorf("%+v, %v, want %+v", creation, err, want)
	}
	body := `{"roomName":"Algebra","roomProperties":{"processes":{"handsUp":{"maxAccept":3}},"schedule":{"startTime":1700000000123}},"roomType":4}`
	if got := transport.seen()[2].body; got != body {
		t.Errorf("\nsent %s\nwant %s", got, body)
	}
	if !reflect.DeepEqual(request, full()) {
		t.Error("the caller's request was changed")
	}
	if _, err := client.CreateRoom(t.Context(), "geometry", full()); err != nil || methods(transport) != "GET GET POST POST" {
		t.Errorf("%s: what was learnt is not remembered (%v)", methods(transport), err)
	}
}

func TestCreateRoomByTheCurrentAPI(t *testing.T) {
	transport := play(roomMissing(), succeeds(`null`))
	client := testClient(t, transport)
	creation, err := client.CreateRoom(t.Context(), "algebra", full())
	if err != nil || !reflect.DeepEqual(creation, Creation{Outcome: RoomCreated, At: time.UnixMilli(1610167740309).UTC()}) || methods(transport) != "GET POST" {
		t.Errorf("%s: %+v, %v", methods(transport), creation, err)
	}
	for _, part := range []string{`"flexProps":{"module":"M101"}`, `"defaultAcceptRole":"audience"`, `"netlessBoard":{"state":1}`, `"roleConfig":{"2":{"limit":5}}`} {
		if body := transport.seen()[1].body; !strings.Contains(body, part) {
			t.Errorf("no %s in %s", part, body)
		}
	}
}

func TestPlainCreateAsksNothingFirst(t *testing.T) {
	transport := play(succeeds(`null`))
	if _, err := testClient(t, transport).CreateRoom(t.Context(), "algebra", algebra()); err != nil || methods(transport) != "POST" {
		t.Errorf("%s (%v)", methods(transport), err)
	}
}

func TestNothingIsCreatedWhereTheGenerationIsUnknown(t *testing.T) {
	transport := play(answers(401, refusal))
	_, err := testClient(t, transport).CreateRoom(t.Context(), "algebra", full())
	if asError(t, err).Status != 401 || methods(transport) != "GET" {
		t.Errorf("%s: %v", methods(transport), err)
	}
}

func TestAdoptionByThe2023APIIsUnverified(t *testing.T) {
	client := testClient(t, play(cut, noRouteStep(), succeeds(`{"list":[]}`)))
	creation, err := client.CreateRoom(t.Context(), "algebra", algebra())
	if err != nil || !creation.Adopted || creation.Verified {
		t.Errorf("%+v, %v", creation, err)
	}
}

func TestConflictLeadsToTheFirstReason(t *testing.T) {
	client := testClient(t, play(cut, succeeds(theirs)))
	_, err := client.CreateRoom(t.Context(), "algebra", algebra())
	if !HasCode(err, CodeRoomExists) || errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "not the one asked for") {
		t.Error(err)
	}
}
