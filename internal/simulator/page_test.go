package simulator

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// browse calls a page as a browser does, which follows redirects.
func (s *service) browse(method, path string, form url.Values, header http.Header) (int, string, http.Header) {
	s.t.Helper()
	request, err := http.NewRequest(method, s.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	for key := range header {
		request.Header.Set(key, header.Get(key))
	}
	if host := header.Get("Host"); host != "" {
		request.Host = host
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.StatusCode, string(body), response.Header
}

func (s *service) page(path string) string {
	s.t.Helper()
	status, body, _ := s.browse(http.MethodGet, path, nil, nil)
	if status != 200 {
		s.t.Errorf("%s: status %d", path, status)
	}
	return body
}

func contains(t *testing.T, body string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in:\n%s", want, body[strings.Index(body, "<main"):])
		}
	}
}

func TestTimelinePage(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("a&b", RoomSeed{Name: "<Algebra>", Schedule: Schedule{StartTime: 1772442000000, Duration: 3600, CloseDelay: 300}})
	s.clock.Advance(90 * time.Minute)
	s.Fault(Fault{Match: Matcher{Method: "PUT", PathContains: "/groups/", Times: 2}, Status: 503})
	s.call("GET", at("missing"), "")
	body := s.page("/")
	contains(t, body,
		"Monday, 2 March 2026", "&lt;Algebra&gt; (a&amp;b)", `class="state s1">started`, "Mon 2 Mar 09:00–10:00",
		"exists until Mon 2 Mar 11:05", `class="now" style="left:39.5`,
		"status 503 for PUT calls with /groups/ in the path, 2 left", "404, code 20404100", "Next change: Mon 2 Mar, 10:00, room a&amp;b")
	contains(t, s.page("/?span=week"), "2 March – 8 March 2026", `title="end of the five days"`)
	contains(t, s.page("/?day=2026-03-20"), "No room is here at this time", "1 more exist at another time")
	if n := len(s.Requests()); n != 1 {
		t.Errorf("pages are in the request log: %d calls", n)
	}
}

func TestRoomPage(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{Name: "Algebra", Type: 4, Properties: map[string]any{"module": "MA1521"}, ExaminationURL: "https://paper.invalid"})
	s.Join("r", UserSeed{UserUUID: "ada", UserName: "Ada", Properties: map[string]any{"seat": 3}})
	s.SetGroups("r", map[string]Group{"g": {Name: "Red", Users: []string{"ada"}}})
	s.StartPoll("r", PollSeed{Items: []string{"yes", "no"}})
	s.AnswerPoll("r", "ada", 1)
	s.StartQuiz("r", QuizSeed{Items: []string{"2", "4"}, Correct: []string{"4"}})
	s.AddRecording("r", RecordingSeed{RecordID: "rec", Status: statusRecording})
	s.SetWidgetState("r", "timer", 1)
	contains(t, s.page("/room?region=ap&room=r"),
		"small classroom", "https://paper.invalid", "Ada (ada)", "{&#34;seat&#34;:3}", "Red (g): ada", "no: 1",
		"0 of 1 have answered, 0 correctly", "rec, composite: from Mon 08:00, running", "MA1521", "&#34;timer&#34;",
		"20 people", "Not in this room: extApps.")
	status, body, _ := s.browse(http.MethodGet, "/room?region=eu&room=r", nil, nil)
	if status != 404 {
		t.Errorf("a room of another region: status %d", status)
	}
	contains(t, body, "There is no room r")
}

func TestPageActions(t *testing.T) {
	here := func(more ...string) url.Values {
		v := url.Values{"region": {"ap"}, "room": {"r"}}
		for i := 0; i < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	tests := map[string]struct {
		path   string
		form   url.Values
		notice string
		check  func(s *service) bool
	}{
		"an hour later":      {"clock", url.Values{"advance": {"1h"}, "back": {"/?span=week"}}, "It is Mon 2 Mar, 09:00 now.", func(s *service) bool { return s.Time().Sub(start) == time.Hour }},
		"to the next change": {"clock", url.Values{"advance": {"next"}}, "It is Sat 7 Mar, 08:00 now.", func(s *service) bool { return s.state("r") == -1 }},
		"no duration":        {"clock", url.Values{"advance": {"soon"}}, "Not done: ", func(s *service) bool { return s.Time().Equal(start) }},
		"start":              {"state", here("state", "1"), "r is started.", func(s *service) bool { return s.state("r") == started }},
		"a way back":         {"state", here("state", "0"), "Not done: the class is not started already.", func(s *service) bool { return s.state("r") == notStarted }},
		"no state":           {"state", here("state", "x"), "Not done: ", func(s *service) bool { return s.state("r") == notStarted }},
		"join":               {"join", here("user", "bob", "name", "Bob", "role", "1"), "bob has joined.", func(s *service) bool { return s.user("bob").Role == 1 }},
		"a bad id":           {"join", here("user", "a/b"), "Not done: the user id", func(s *service) bool { return len(s.users()) == 1 }},
		"a barred user":      {"join", here("user", "ada"), "Not done: ada is barred", func(s *service) bool { return !s.user("ada").Online }},
		"leave":              {"leave", here("user", "nobody"), "Not done: nobody is not online.", func(*service) bool { return true }},
		"a missing room":     {"state", url.Values{"region": {"ap"}, "state": {"1"}}, "Not done: no room", func(*service) bool { return true }},
		"a fault":            {"faults", url.Values{"do": {"add"}, "kind": {"0"}, "times": {"1"}}, "Fault injected: status 503.", func(s *service) bool { return s.call("GET", at("r"), "").status == 503 }},
		"no such fault":      {"faults", url.Values{"do": {"add"}, "kind": {"99"}, "times": {"1"}}, "Not done: there is no such fault.", func(s *service) bool { return s.call("GET", at("r"), "").status == 200 }},
		"how often":          {"faults", url.Values{"do": {"add"}, "kind": {"0"}, "times": {"-1"}}, "Not done: how often", func(s *service) bool { return s.call("GET", at("r"), "").status == 200 }},
		"no more faults":     {"faults", url.Values{"do": {"clear"}}, "All faults are removed.", func(s *service) bool { return s.call("GET", at("r"), "").status == 200 }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := run(t, Options{})
			s.CreateRoom("r", RoomSeed{})
			s.Join("r", UserSeed{UserUUID: "ada"})
			s.ok("POST", at("r")+"/users/ada/exit", `{"dirty":{"state":1}}`)
			_, body, _ := s.browse(http.MethodPost, "/_page/"+tt.path, tt.form, nil)
			contains(t, body, `class="notice">`+tt.notice)
			if !tt.check(s) {
				t.Errorf("not as it should be: %+v", s.RoomIDs())
			}
			if strings.Contains(s.page("/"), tt.notice) {
				t.Error("the notice is shown twice")
			}
		})
	}
}

func (s *service) users() map[string]UserView {
	view, _ := s.Room("r")
	return view.Users
}

func TestLeavingByPage(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.Join("r", UserSeed{UserUUID: "ada"})
	s.browse(http.MethodPost, "/_page/leave", url.Values{"region": {"ap"}, "room": {"r"}, "user": {"ada"}}, nil)
	if s.user("ada").Online {
		t.Error("ada is still online")
	}
}

func TestARefreshLeavesTheNotice(t *testing.T) {
	s := run(t, Options{})
	s.notice = "Something happened."
	_, body, _ := s.browse(http.MethodGet, "/", nil, http.Header{"X-Refresh": {"1"}})
	if strings.Contains(body, s.notice) {
		t.Error("a refresh took the notice")
	}
	contains(t, s.page("/"), "Something happened.")
}

func TestPagesRefuseOtherOrigins(t *testing.T) {
	tests := map[string]struct {
		method, path string
		header       http.Header
		status       int
	}{
		"a form of another site":         {"POST", "/_page/clock", http.Header{"Origin": {"https://evil.invalid"}}, 403},
		"a frame without an origin":      {"POST", "/_page/clock", http.Header{"Origin": {"null"}}, 403},
		"a fetch of another site":        {"POST", "/_simulator/rooms/r/state", http.Header{"Sec-Fetch-Site": {"cross-site"}}, 403},
		"another port of this machine":   {"POST", "/_page/clock", http.Header{"Sec-Fetch-Site": {"same-site"}}, 403},
		"a name that points here":        {"GET", "/", http.Header{"Host": {"evil.invalid"}}, 403},
		"seeding by such a name":         {"GET", "/_simulator/rooms", http.Header{"Host": {"evil.invalid:80"}}, 403},
		"localhost":                      {"GET", "/", http.Header{"Host": {"localhost:8080"}}, 200},
		"loopback of IPv6":               {"GET", "/", http.Header{"Host": {"[::1]"}}, 200},
		"a program that sends no origin": {"POST", "/_simulator/clock", nil, 400},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := run(t, Options{})
			s.CreateRoom("r", RoomSeed{})
			status, _, _ := s.browse(tt.method, tt.path, url.Values{"advance": {"1h"}, "state": {"1"}}, tt.header)
			if status != tt.status {
				t.Errorf("status %d, want %d", status, tt.status)
			}
			if !s.Time().Equal(start) || s.state("r") != notStarted {
				t.Error("the call changed something")
			}
		})
	}
	remote := run(t, Options{AllowRemote: true})
	if status, _, _ := remote.browse("GET", "/", nil, http.Header{"Host": {"simulator.invalid"}}); status != 200 {
		t.Errorf("with AllowRemote another name answers %d", status)
	}
}

func TestAPageLoadsNothingFromElsewhere(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	for _, path := range []string{"/", "/room?region=ap&room=r"} {
		_, body, header := s.browse(http.MethodGet, path, nil, nil)
		policy := header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none';") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("policy %q", policy)
		}
		for _, outside := range []string{"http://", "https://", "src=", "@import"} {
			if strings.Contains(body, outside) {
				t.Errorf("%s holds %q", path, outside)
			}
		}
	}
}

func TestFormsGoBackToPagesOnly(t *testing.T) {
	tests := map[string]string{
		"": "/", "/": "/", "/?span=week": "/?span=week", "/room?region=ap&room=r": "/room?region=ap&room=r",
		"//evil.invalid/": "/", "https://evil.invalid/": "/", "/_simulator/rooms": "/", "%zz": "/", "/\\evil.invalid": "/",
	}
	for text, want := range tests {
		if got := backTo(text); got != want {
			t.Errorf("%q goes to %q, want %q", text, got, want)
		}
	}
}
