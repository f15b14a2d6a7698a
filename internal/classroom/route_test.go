package classroom

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestWhatAnAnswerShowsOfARoute(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want Generation
	}{
		"success":              {nil, CurrentAPI},
		"404 without code":     {&Error{Status: 404, uncoded: true}, API2023},
		"405 without code":     {&Error{Status: 405, uncoded: true}, API2023},
		"404 of a proxy":       {&Error{Status: 404}, GenerationUnknown},
		"404 with code":        {&Error{Status: 404, Code: CodeRoomNotFound}, CurrentAPI},
		"409 with code":        {&Error{Status: 409, Code: CodeRoomStarted}, CurrentAPI},
		"500 of the service":   {&Error{Status: 500, Code: CodeInternal}, GenerationUnknown},
		"a code under 200":     {&Error{Status: 200, Code: 31415926}, GenerationUnknown},
		"401 of the gateway":   {&Error{Status: 401}, GenerationUnknown},
		"502 of a proxy":       {&Error{Status: 502}, GenerationUnknown},
		"429":                  {&Error{Status: 429}, GenerationUnknown},
		"no answer":            {&Error{Err: errDial}, GenerationUnknown},
		"cancelled in advance": {context.Canceled, GenerationUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoute()
			current, api2023 := 0, 0
			prefer := func() error {
				return r.prefer(t.Context(), func() error { current++; return test.err }, func() error { api2023++; return nil })
			}
			first, second := prefer(), prefer()
			want, calls := test.err, [2]int{2, 0}
			if test.want == API2023 {
				want, calls = nil, [2]int{1, 2}
			}
			if !errors.Is(first, want) || !errors.Is(second, want) || r.known() != test.want {
				t.Errorf("errors %v, %v, state %d, want %v, %d", first, second, r.known(), want, test.want)
			}
			if got := [2]int{current, api2023}; got != calls {
				t.Errorf("the current and the 2023 API's route were taken %d times, want %d", got, calls)
			}
		})
	}
}

func TestManyFirstCallsAskOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoute()
		var current, api2023 atomic.Int32
		var group sync.WaitGroup
		for range 50 {
			group.Go(func() {
				err := r.prefer(t.Context(), func() error {
					current.Add(1)
					if err := (wallClock{}).Sleep(t.Context(), time.Second); err != nil {
						return err
					}
					return &Error{Status: http.StatusNotFound, uncoded: true}
				}, func() error { api2023.Add(1); return nil })
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if current.Load() != 1 || api2023.Load() != 50 {
			t.Errorf("the current route was taken %d times, the 2023 API's %d times, want 1 and 50", current.Load(), api2023.Load())
		}
	})
}

func TestWaitForAnotherToAskEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoute()
		slow := func() error { return wallClock{}.Sleep(t.Context(), time.Hour) }
		var group sync.WaitGroup
		group.Go(func() { _ = r.prefer(t.Context(), slow, slow) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		started := time.Now()
		if err := r.prefer(ctx, slow, slow); !errors.Is(err, context.DeadlineExceeded) || time.Since(started) != time.Second {
			t.Errorf("%v after %s", err, time.Since(started))
		}
		group.Wait()
	})
}

func TestGetUserOnBothGenerations(t *testing.T) {
	user := succeeds(`{"userUuid":"ada","userName":"Ada","role":"1","streamUuid":123,"state":1,"updateTime":1610167740309,` +
		`"userProperties":{"flexProps":{"seat":4},"other":1}}`)
	old := succeeds(`{"userName":"Ada","role":1,"streamUuid":"123","state":"1","updateTime":"1610167740309","userProperties":{"seat":4}}`)
	path := "/edu/apps/" + vectorAppID + "/v2/rooms/room/users/ada"
	polling := "GET /ap/edu/polling/apps/" + vectorAppID + "/v2/rooms/room/users/ada"
	for name, test := range map[string]struct {
		steps []step
		want  []string
	}{
		"now":  {[]step{user}, []string{"GET /ap" + path, "GET /ap" + path}},
		"spec": {[]step{noRouteStep(), old}, []string{"GET /ap" + path, polling, polling}},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.steps...)
			client := testClient(t, transport)
			for range 2 {
				got, err := client.GetUser(t.Context(), "room", "ada")
				if err != nil {
					t.Fatal(err)
				}
				seat, _ := value{got.Properties["seat"]}.integer()
				want := User{UUID: "ada", Name: "Ada", Role: RoleTeacher, StreamUUID: "123", Online: true, Properties: got.Properties, UpdatedAt: time.UnixMilli(1610167740309).UTC()}
				if !reflect.DeepEqual(*got, want) || seat != 4 || len(got.Properties) != 1 {
					t.Errorf("\n got %+v\nwant %+v", *got, want)
				}
			}
			if got := transport.targets(); !reflect.DeepEqual(got, test.want) {
				t.Errorf("asked %q, want %q", got, test.want)
			}
		})
	}
}

// Where a proxy answers in place of the service, nothing is learned, and nothing is lost.
func TestMissingRouteOrProxy(t *testing.T) {
	html := []string{"Content-Type", "text/html"}
	events := succeeds(`{"list":[]}`)
	for name, test := range map[string]struct {
		first step
		want  Generation
	}{
		"no route":              {noRouteStep(), API2023},
		"no such method":        {answers(405, `{"message":"Method Not Allowed"}`), API2023},
		"a page of a proxy":     {answers(404, `<html>404</html>`, html...), GenerationUnknown},
		"an empty 404":          {answers(404, ``), GenerationUnknown},
		"a list":                {answers(404, `[]`), GenerationUnknown},
		"a page for the method": {answers(405, `<html>405</html>`, html...), GenerationUnknown},
		"code as a text":        {answers(404, `{"code":"NotFound"}`), GenerationUnknown},
		"code of the service":   {answers(404, `{"code":20404300}`), CurrentAPI},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.first, events)
			client := testClient(t, transport, noRetry)
			_, err := client.GetRoom(t.Context(), "room")
			if (err == nil) != (test.want == API2023) || client.Generation() != test.want {
				t.Errorf("generation %d, %v", client.Generation(), err)
			}
			if want := map[bool]int{true: 2, false: 1}[err == nil]; len(transport.seen()) != want {
				t.Errorf("asked %q", transport.targets())
			}
		})
	}
}

func TestMissingUserIsNotAMissingRoute(t *testing.T) {
	transport := play(answers(404, `{"code":20404200,"msg":"User not exists!"}`))
	client := testClient(t, transport)
	for range 2 {
		if _, err := client.GetUser(t.Context(), "room", "ada"); !IsNotFound(err) || IsNoRoute(err) {
			t.Error(err)
		}
	}
	if n := len(transport.seen()); n != 2 {
		t.Errorf("%d requests, want 2: a fallback was tried", n)
	}
}

// A service that is down must not be found out by one call after the other.
func TestManyFirstCallsFailTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoute()
		started := time.Now()
		var group sync.WaitGroup
		for range 50 {
			group.Go(func() {
				err := r.prefer(t.Context(), func() error {
					if err := (wallClock{}).Sleep(t.Context(), 10*time.Second); err != nil {
						return err
					}
					return &Error{Status: http.StatusServiceUnavailable}
				}, func() error { return nil })
				if err == nil {
					t.Error("succeeded")
				}
			})
		}
		group.Wait()
		if took := time.Since(started); took != 20*time.Second {
			t.Errorf("took %s, want 10 s for the first, and 10 s for all others", took)
		}
	})
}
