package simulator

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// service is a simulator under test with a caller that holds a valid token.
type service struct {
	*Server
	t     *testing.T
	clock *Clock
}

type reply struct {
	status int
	code   int
	data   any
	raw    string
	header http.Header
}

func run(t *testing.T, o Options) *service {
	t.Helper()
	clock := NewClock(start)
	o.Now = clock.Now
	return &service{Run(t, o), t, clock}
}

// both runs a test against either generation.
func both(t *testing.T, f func(s *service)) {
	t.Helper()
	for _, g := range []Generation{API2023, CurrentAPI} {
		t.Run(string(g), func(t *testing.T) { f(run(t, Options{Generation: g})) })
	}
}

// at is the path of a room, whose id must be escaped already.
func at(room string) string { return "/ap/edu/apps/" + DemoAppID + "/v2/rooms/" + room }

func pollingAt(rest string) string { return "/ap/edu/polling/apps/" + DemoAppID + "/v2/rooms/" + rest }

func (s *service) send(method, path, body string) (reply, error) {
	s.t.Helper()
	issued := s.clock.Now().Add(seconds(s.Readings().ClockOffset))
	return s.sendWith(mint(DemoAppCertificate, issued, 600, appService(600)), method, path, body)
}

func (s *service) sendWith(token, method, path, body string) (reply, error) {
	s.t.Helper()
	request, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Authorization", "agora token="+token)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	r := reply{status: response.StatusCode, raw: string(raw), header: response.Header, code: -1}
	if object, ok := decode(raw).(map[string]any); ok {
		if code, ok := wholeNumber(object["code"]); ok {
			r.code = int(code)
		}
		r.data = object["data"]
	}
	return r, err
}

func decode(raw []byte) any {
	v, err := decodeJSON(raw)
	if err != nil {
		return nil
	}
	return v
}

func (s *service) call(method, path, body string) reply {
	s.t.Helper()
	r, err := s.send(method, path, body)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

// want calls and compares HTTP status and business code; -1 is no code at all.
func (s *service) want(status, code int, method, path, body string) reply {
	s.t.Helper()
	r := s.call(method, path, body)
	if r.status != status || r.code != code {
		s.t.Errorf("%s %s %s: %d/%d, want %d/%d: %s", method, path, body, r.status, r.code, status, code, r.raw)
	}
	return r
}

func (s *service) ok(method, path, body string) reply {
	s.t.Helper()
	return s.want(200, 0, method, path, body)
}

func (s *service) clean() {
	s.t.Helper()
	for _, v := range s.Violations() {
		s.t.Errorf("violation: %s", v)
	}
}

// dig walks objects by key.
func dig(v any, keys ...string) any {
	for _, key := range keys {
		object, _ := v.(map[string]any)
		v = object[key]
	}
	return v
}

func same(t *testing.T, what string, got any, want string) {
	t.Helper()
	if text := jsonOf(t, got); text != want {
		t.Errorf("%s:\n got %s\nwant %s", what, text, want)
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// events reads all of a stream and returns cmd and data of each.
func (s *service) events(path string) []event {
	s.t.Helper()
	var all []event
	for next, pages := "", 0; pages < 50; pages++ {
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		r := s.ok("GET", path+separator+"nextId="+next, "")
		raw, err := json.Marshal(dig(r.data, "list"))
		if err != nil {
			s.t.Fatal(err)
		}
		var batch []event
		if err := json.Unmarshal(raw, &batch); err != nil {
			s.t.Fatal(err)
		}
		all = append(all, batch...)
		id, more := dig(r.data, "nextId").(string)
		if !more {
			return all
		}
		next = id
	}
	s.t.Fatal("the pages have no end")
	return nil
}
