package classroom

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestPath(t *testing.T) {
	client := testClient(t, play(succeeds(`{}`)))
	for _, test := range []struct {
		r    request
		want string
	}{
		{request{path: []string{"room"}}, "/ap/edu/apps/{app}/v2/rooms/room"},
		{request{path: []string{"room", "users", "ada"}, polling: true}, "/ap/edu/polling/apps/{app}/v2/rooms/room/users/ada"},
		{request{path: []string{"room", "widgets", "poll", "sequences"}, noRegion: true}, "/edu/apps/{app}/v2/rooms/room/widgets/poll/sequences"},
		{request{path: []string{"a#b?c%d e"}}, "/ap/edu/apps/{app}/v2/rooms/a%23b%3Fc%25d%20e"},
		{request{path: []string{"a%23"}}, "/ap/edu/apps/{app}/v2/rooms/a%2523"},
		{request{path: []string{"."}}, "/ap/edu/apps/{app}/v2/rooms/%2E"},
		{request{path: []string{"..", "states", "1"}}, "/ap/edu/apps/{app}/v2/rooms/%2E%2E/states/1"},
		{request{path: []string{"..."}}, "/ap/edu/apps/{app}/v2/rooms/..."},
		{request{path: []string{"a/b"}}, "/ap/edu/apps/{app}/v2/rooms/a%2Fb"},
		{request{path: []string{"Zürich 教室"}}, "/ap/edu/apps/{app}/v2/rooms/Z%C3%BCrich%20%E6%95%99%E5%AE%A4"},
	} {
		if got, want := client.path(test.r), strings.ReplaceAll(test.want, "{app}", vectorAppID); got != want {
			t.Errorf("%v: %s, want %s", test.r.path, got, want)
		}
	}
}

// idAlphabet is every character that an id may hold.
const idAlphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,"

func TestIDsArriveWhole(t *testing.T) {
	ids := append(strings.Split(idAlphabet, ""), "..", "a//b", "%2e%2e", "%", "100%25", "?nextId=1", "#", " lead and trail ", idAlphabet[:64])
	for _, id := range ids {
		transport := play(func(req *http.Request) (*http.Response, error) {
			segments := strings.Split(req.URL.EscapedPath(), "/")
			if got, err := url.PathUnescape(segments[len(segments)-1]); err != nil || got != id || len(segments) != 8 {
				t.Errorf("%q arrives as %q in %s (%v)", id, got, req.URL.EscapedPath(), err)
			}
			if req.URL.RawQuery != "" || req.URL.Fragment != "" {
				t.Errorf("%q spills over: %s", id, req.URL)
			}
			return succeeds(`{}`)(req)
		})
		if _, err := testClient(t, transport).call(t.Context(), request{op: "try", method: http.MethodGet, path: []string{id}}); err != nil {
			t.Error(err)
		}
	}
}

func TestRequestOnTheWire(t *testing.T) {
	transport := play(succeeds(`{}`))
	client := testClient(t, transport, func(cfg *Config) { cfg.Endpoint = "https://example.test/prefix/" })
	r := request{
		op: "try", method: http.MethodPut, path: []string{"room"},
		query: url.Values{"nextId": {"a b&c"}},
		body:  map[string]any{"url": "https://a.test/?x=1&y=<2>", "text": "教室 \u2028"},
	}
	if _, err := client.call(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if _, err := client.call(t.Context(), get()); err != nil {
		t.Fatal(err)
	}
	seen := transport.seen()
	if want := "/prefix/ap/edu/apps/" + vectorAppID + "/v2/rooms/room?nextId=a+b%26c"; seen[0].target != want {
		t.Errorf("target %s, want %s", seen[0].target, want)
	}
	if want := `{"text":"教室 \u2028","url":"https://a.test/?x=1&y=<2>"}`; seen[0].body != want {
		t.Errorf("body %s, want %s", seen[0].body, want)
	}
	if got := seen[0].header.Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type %q", got)
	}
	if seen[1].body != "" {
		t.Errorf("a call without body sent %q", seen[1].body)
	}
}

func TestUnencodableBodyIsNotSent(t *testing.T) {
	transport := play(succeeds(`{}`))
	r := post()
	r.body = map[string]any{"f": func() {}}
	_, err := testClient(t, transport).call(t.Context(), r)
	if e := asError(t, err); e.Unsure || e.Err == nil || len(transport.seen()) != 0 {
		t.Errorf("%v after %d attempts", err, len(transport.seen()))
	}
}

func TestEnvelope(t *testing.T) {
	html := []string{"Content-Type", "text/html; charset=utf-8"}
	for name, test := range map[string]struct {
		answer step
		data   string // of a success
		want   Error  // of a failure
	}{
		"success":                 {answer: succeeds(`{"a":1}`), data: `{"a":1}`},
		"no data":                 {answer: answers(200, `{"code":0,"msg":"Success","ts":1}`), data: `null`},
		"extra fields":            {answer: answers(200, `{"code":0,"data":[1],"requestId":"x","deep":{"a":[]}}`), data: `[1]`},
		"code as a string":        {answer: answers(200, `{"code":"0","data":["x"]}`), data: `["x"]`},
		"large number kept":       {answer: succeeds(`{"n":12345678901234567890.10}`), data: `{"n":12345678901234567890.10}`},
		"UTF-8 kept":              {answer: succeeds(`["教室 \ud83d\ude00 <&>"]`), data: `["教室 😀 <&>"]`},
		"data of another type":    {answer: succeeds(`"x"`), want: Error{Status: 200, Message: "the answer's data is neither an object nor a list, so it is not the service's", Time: time.UnixMilli(1610167740309).UTC()}},
		"failure under 200":       {answer: answers(200, `{"code":30409100,"msg":"Started!"}`), want: Error{Status: 200, Code: 30409100, Message: "Started!"}},
		"failure code string":     {answer: answers(200, `{"code":"20404100","msg":"Gone!"}`), want: Error{Status: 200, Code: 20404100, Message: "Gone!"}},
		"code 0 under 400":        {answer: answers(400, `{"code":0,"msg":"Success"}`), want: Error{Status: 400, Message: "Success"}},
		"code of another type":    {answer: answers(400, `{"code":{},"msg":"What?"}`), want: Error{Status: 400, Message: "What?"}},
		"404 with code":           {answer: answers(404, `{"code":20404100,"msg":"Room not exists!","ts":1610167740309}`), want: Error{Status: 404, Code: 20404100, Message: "Room not exists!", Time: time.UnixMilli(1610167740309).UTC()}},
		"404 of the gateway":      {answer: noRouteStep(), want: Error{Status: 404, Message: "no Route matched with those values", uncoded: true}},
		"404 in HTML":             {answer: answers(404, `<html>`, html...), want: Error{Status: 404, Message: "an answer that is not the service's (6 bytes of text/html; charset=utf-8)"}},
		"empty 403":               {answer: answers(403, ``, "Content-Type", ""), want: Error{Status: 403, Message: "an answer that is not the service's (0 bytes of no content type)"}},
		"401 of the gateway":      {answer: answers(401, `{"message":"invalid token"}`), want: Error{Status: 401, Message: "invalid token", uncoded: true}},
		"message of another type": {answer: answers(400, `{"code":400,"msg":{"a":1}}`), want: Error{Status: 400, Code: 400}},
		"201":                     {answer: answers(201, `{"code":0,"msg":"Created"}`), want: Error{Status: 201, Message: "Created"}},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := testClient(t, play(test.answer)).call(t.Context(), get())
			if test.data != "" {
				if got, _ := encode(data.v); err != nil || string(got) != test.data {
					t.Errorf("data %s, error %v, want %s", got, err, test.data)
				}
				return
			}
			want := test.want
			want.Op, want.Method, want.Path = "try", http.MethodGet, "/ap/edu/apps/"+vectorAppID+"/v2/rooms/room"
			if e := asError(t, err); *e != want {
				t.Errorf("\n got %#v\nwant %#v", *e, want)
			}
			if data.exists() {
				t.Errorf("a failure came with data %v", data)
			}
		})
	}
}

func TestClientThatIsNotReadySendsNothing(t *testing.T) {
	reason := errors.New("app_id is not known yet")
	service := play(succeeds(`{}`))
	client, err := New(Config{NotReady: reason, Transport: service})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.GetRoom(t.Context(), "algebra"); !errors.Is(err, reason) {
		t.Errorf("a request: %v", err)
	}
	if _, err := client.MintToken(TokenRequest{Kind: TokenApp, TTL: time.Hour}); !errors.Is(err, reason) {
		t.Errorf("a token: %v", err)
	}
	if sent := len(service.attempts); sent > 0 {
		t.Errorf("%d requests were sent", sent)
	}
}
