package classroom

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestStartRecordingBody(t *testing.T) {
	full := WebRecordConfig{
		URL: "https://x.invalid/?a=1&b=<2>", RootURL: "https://x.invalid", OnHold: true,
		VideoBitrate: new(int64(2000)), VideoFPS: new(int64(15)), AudioProfile: new(int64(0)),
		VideoWidth: new(int64(1280)), VideoHeight: new(int64(720)), MaxRecordingHours: new(int64(2)),
	}
	for name, test := range map[string]struct {
		request RecordingRequest
		want    string
	}{
		"composite": {RecordingRequest{}, `{}`},
		"tries":     {RecordingRequest{RetryTimeout: new(int64(60))}, `{"retryTimeout":60}`},
		"web":       {RecordingRequest{Web: &WebRecordConfig{RootURL: "https://x.invalid"}}, `{"mode":"web","webRecordConfig":{"onhold":false,"rootUrl":"https://x.invalid"}}`},
		"all of web": {RecordingRequest{Web: &full, RetryTimeout: new(int64(0))},
			`{"mode":"web","retryTimeout":0,"webRecordConfig":{"audioProfile":0,"maxRecordingHour":2,"onhold":true,"rootUrl":"https://x.invalid",` +
				`"url":"https://x.invalid/?a=1&b=<2>","videoBitrate":2000,"videoFps":15,"videoHeight":720,"videoWidth":1280}}`},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(answers(200, `{"code":0,"ts":1610450153520}`))
			recording, err := testClient(t, transport).StartRecording(t.Context(), "a room", test.request)
			if err != nil || recording != nil {
				t.Errorf("got %v, %v, want no recording", recording, err)
			}
			sent := transport.seen()
			if want := "/ap/edu/apps/" + vectorAppID + "/v2/rooms/a%20room/records/states/1"; len(sent) != 1 || sent[0].method != "PUT" || sent[0].target != want {
				t.Errorf("sent %v", transport.targets())
			}
			if sent[0].body != test.want {
				t.Errorf("body %s\nwant %s", sent[0].body, test.want)
			}
		})
	}
}

func TestStartRecordingAnswer(t *testing.T) {
	transport := play(succeeds(`{"recordId":"r1","sid":"s","resourceId":"o","state":1,"startTime":1610450153520,"streamingUrl":{"rtmp":"x","hls":"z"}}`))
	for _, test := range []struct {
		request RecordingRequest
		kind    RecordingType
	}{{RecordingRequest{}, RecordingComposite}, {RecordingRequest{Web: &WebRecordConfig{URL: "u"}}, RecordingWeb}} {
		got, err := testClient(t, transport).StartRecording(t.Context(), "r", test.request)
		want := &Recording{ID: "r1", RoomUUID: "r", StreamingURLs: &StreamingURLs{RTMP: "x", HLS: "z"}, SID: "s", ResourceID: "o", Type: test.kind, Status: RecordingRunning, StartedAt: time.UnixMilli(1610450153520).UTC()}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, want)
		}
	}
}

func TestStartRecordingAnswersBesideItsData(t *testing.T) {
	for answer, want := range map[string]*Recording{
		`{"code":0,"ts":1}`:                     nil,
		`{"code":0,"streamingUrl":{"flv":"x"}}`: {RoomUUID: "r", Type: RecordingComposite, Status: RecordingRunning, StreamingURLs: &StreamingURLs{FLV: "x"}},
		`{"code":0,"recordId":"a"}`:             {ID: "a", RoomUUID: "r", Type: RecordingComposite, Status: RecordingRunning},
	} {
		got, err := testClient(t, play(answers(200, answer))).StartRecording(t.Context(), "r", RecordingRequest{})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", answer, got, err)
		}
	}
}

func TestStartRecordingHidesThePage(t *testing.T) {
	page := "https://x.invalid/?rtmToken=abc%2Fdef"
	for _, repeated := range []string{page, "rtmToken=abc%2Fdef", "abc/def"} {
		transport := play(answers(400, `{"code":400,"msg":"bad url `+repeated+`"}`))
		_, err := testClient(t, transport).StartRecording(t.Context(), "r", RecordingRequest{Web: &WebRecordConfig{URL: page}})
		if err == nil || strings.Contains(err.Error(), "abc") || !strings.Contains(err.Error(), "bad url ") || !strings.Contains(err.Error(), "(secret)") {
			t.Errorf("got %v", err)
		}
	}
}

func TestStartRecordingPublishes(t *testing.T) {
	started := answers(200, `{"code":0}`)
	for name, test := range map[string]struct {
		publish bool
		steps   []step
		want    string // the last body
		err     bool
		sent    int
	}{
		"current API":      {true, []step{succeeds(`{"roomUuid":"r"}`), started}, `{"mode":"web","webRecordConfig":{"onhold":false,"publishRtmp":true,"url":"u"}}`, false, 2},
		"2023 API":         {true, []step{noRouteStep(), succeeds(`{"list":[]}`)}, "", true, 2},
		"not wanted there": {false, []step{noRouteStep(), succeeds(`{"list":[]}`), started}, `{"mode":"web","webRecordConfig":{"onhold":false,"url":"u"}}`, false, 3},
		"room is missing":  {true, []step{roomMissing()}, `{"mode":"web","webRecordConfig":{"onhold":false,"publishRtmp":true,"url":"u"}}`, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.steps...)
			request := RecordingRequest{Web: &WebRecordConfig{URL: "u", PublishRTMP: &test.publish}}
			_, err := testClient(t, transport).StartRecording(t.Context(), "r", request)
			sent := transport.seen()
			if (err != nil) != test.err || len(sent) != test.sent || sent[len(sent)-1].body != test.want {
				t.Errorf("error %v, sent %v, the last body %s", err, transport.targets(), sent[len(sent)-1].body)
			}
			if request.Web.PublishRTMP == nil {
				t.Error("the caller's request was changed")
			}
		})
	}
}

// A start whose answer is lost is repeated, and then refused: the room is being recorded.
func TestStartRecordingRepeated(t *testing.T) {
	const now = 1700000060000
	refused := answers(409, fmt.Sprintf(`{"code":30409411,"msg":"recording","ts":%d}`, now))
	listed := func(startedAt int64, status int) step {
		return succeeds(fmt.Sprintf(`{"list":[{"recordId":"old","status":2,"startTime":%d},{"recordId":"it","status":%d,"startTime":%d}]}`, now, status, startedAt))
	}
	for name, test := range map[string]struct {
		steps []step
		want  string
		sent  int
	}{
		"ours":               {[]step{cut, refused, listed(now-1000, 1)}, "it", 3},
		"within the slack":   {[]step{cut, refused, listed(now-startSlack.Milliseconds(), 1)}, "it", 3},
		"before the slack":   {[]step{cut, refused, listed(now-startSlack.Milliseconds()-1, 1)}, "", 3},
		"somebody else's":    {[]step{cut, refused, listed(now-60000, 1)}, "", 3},
		"ended meanwhile":    {[]step{cut, refused, listed(now, 2)}, "", 3},
		"nothing was unsure": {[]step{refused, listed(now, 1)}, "", 1},
		"never sent":         {[]step{unsent, refused, listed(now, 1)}, "", 2},
		"no list":            {[]step{cut, refused, roomMissing()}, "", 3},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.steps...)
			frozen := newHurry()
			client := testClient(t, transport, func(cfg *Config) { cfg.Clock = still{frozen} })
			got, err := client.StartRecording(t.Context(), "r", RecordingRequest{})
			if sent := len(transport.seen()); sent != test.sent {
				t.Errorf("%d requests, want %d", sent, test.sent)
			}
			switch {
			case test.want == "" && (got != nil || !HasCode(err, CodeRecording)):
				t.Errorf("got %+v, %v, want the refusal", got, err)
			case test.want != "" && (err != nil || got == nil || got.ID != test.want):
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestStartRecordingThatTakesLong(t *testing.T) {
	const now = 1700000060000
	clock := newHurry()
	slow := func(req *http.Request) (*http.Response, error) {
		clock.advance(20 * time.Second)
		return cut(req)
	}
	refused := answers(409, fmt.Sprintf(`{"code":30409411,"ts":%d}`, now))
	listed := succeeds(fmt.Sprintf(`{"list":[{"recordId":"it","status":1,"startTime":%d}]}`, now-19000))
	client := testClient(t, play(slow, refused, listed), func(cfg *Config) { cfg.Clock = clock })
	if got, err := client.StartRecording(t.Context(), "r", RecordingRequest{}); err != nil || got.ID != "it" {
		t.Errorf("%+v, %v", got, err)
	}
}

// A start that was interrupted still finds what it began, so that it is in the state.
func TestStartRecordingInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	refused := answers(409, `{"code":30409411,"ts":1700000060000}`)
	interrupted := func(req *http.Request) (*http.Response, error) {
		cancel()
		return refused(req)
	}
	listed := succeeds(`{"list":[{"recordId":"it","status":1,"startTime":1700000060000}]}`)
	client := testClient(t, play(cut, interrupted, listed))
	if got, err := client.StartRecording(ctx, "r", RecordingRequest{}); err != nil || got.ID != "it" {
		t.Errorf("%+v, %v", got, err)
	}
}

// still is a clock that no wait moves.
type still struct{ *hurry }

func (still) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func TestHoldRecording(t *testing.T) {
	const path = "/ap/edu/apps/" + vectorAppID + "/v2/rooms/r/records/states/1"
	fine := answers(200, `{"code":0}`)
	for name, test := range map[string]struct {
		steps []step
		want  []string
	}{
		"current API": {[]step{fine}, []string{"PATCH " + path, "PATCH " + path}},
		"2023 API":    {[]step{noRouteStep(), fine}, []string{"PATCH " + path, "PUT " + path, "PUT " + path}},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.steps...)
			client := testClient(t, transport)
			if err := errors.Join(client.HoldRecording(t.Context(), "r", true), client.HoldRecording(t.Context(), "r", false)); err != nil {
				t.Fatal(err)
			}
			if got := transport.targets(); !reflect.DeepEqual(got, test.want) {
				t.Errorf("sent %v", got)
			}
			sent := transport.seen()
			if last, before := sent[len(sent)-1].body, sent[len(sent)-2].body; before != `{"webRecordConfig":{"onhold":true}}` || last != `{"webRecordConfig":{"onhold":false}}` {
				t.Errorf("bodies %s, %s", before, last)
			}
		})
	}
}

func TestHoldRecordingOfAMissingRoomIsNoMissingRoute(t *testing.T) {
	transport := play(roomMissing())
	if err := testClient(t, transport).HoldRecording(t.Context(), "r", true); !IsNotFound(err) || len(transport.seen()) != 1 {
		t.Errorf("got %v after %v", err, transport.targets())
	}
}

func TestStopRecording(t *testing.T) {
	transport := play(answers(409, `{"code":30409410,"msg":"not recording"}`))
	err := testClient(t, transport).StopRecording(t.Context(), "r")
	if sent := transport.seen(); !HasCode(err, CodeNotRecording) || sent[0].method != "PUT" || !strings.HasSuffix(sent[0].target, "/rooms/r/records/states/0") || sent[0].body != "" {
		t.Errorf("got %v after %v", err, transport.targets())
	}
}
