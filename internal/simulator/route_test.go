package simulator

import (
	"strings"
	"testing"
)

// Every endpoint of the documents, with the generations that have it.
var documented = []struct {
	method, path, body string
	api2023, current   bool
}{
	{"POST", at("new"), plain, true, true},
	{"GET", at("r"), "", false, true},
	{"PUT", at("r") + "/states/1", "", true, true},
	{"PUT", at("r") + "/properties", `{"properties":{"a":1}}`, true, true},
	{"DELETE", at("r") + "/properties", `{"properties":["a"]}`, true, true},
	{"PUT", at("r") + "/users/u/properties", `{"properties":{"a":1}}`, true, true},
	{"DELETE", at("r") + "/users/u/properties", `{"properties":["a"]}`, true, true},
	{"PUT", at("r") + "/extApps/e/properties", `{"properties":{"a":1}}`, true, true},
	{"DELETE", at("r") + "/extApps/e/properties", `{"properties":["a"]}`, true, true},
	{"PUT", at("r") + "/groups/states/1", oneGroup, true, true},
	{"PUT", at("r") + "/groups/states/0", "", true, true},
	{"GET", at("r") + "/users/u", "", false, true},
	{"GET", pollingAt("r/users/u"), "", true, false},
	{"PUT", at("r") + "/records/states/1", `{"mode":"web","webRecordConfig":{"rootUrl":"https://a.invalid"}}`, true, true},
	{"PATCH", at("r") + "/records/states/1", `{"webRecordConfig":{"onhold":true}}`, false, true},
	{"GET", at("r") + "/records", "", true, true},
	{"PUT", at("r") + "/records/states/0", "", true, true},
	{"GET", at("r") + "/sequences?null&cmd=1", "", true, true},
	{"GET", pollingAt("sequences"), "", true, true},
	{"PUT", at("r") + "/widgets/w", `{"state":1}`, false, true},
	{"DELETE", at("r") + "/widgets/w/extra", `{"properties":["a"]}`, false, true},
	{"DELETE", at("r") + "/widgets/w", "", false, true},
	{"GET", at("r") + "/widgets/poll/sequences", "", false, true},
	{"GET", at("r") + "/widgets/popupQuiz/sequences", "", false, true},
	{"GET", strings.TrimPrefix(at("r"), "/ap") + "/widgets/poll/sequences?count=100", "", true, false},
	{"GET", strings.TrimPrefix(at("r"), "/ap") + "/widgets/popupQuiz/sequences?nextId=", "", true, false},
	{"POST", at("r") + "/users/u/exit", `{"dirty":{"state":1,"duration":60}}`, true, true},
}

func TestEveryEndpointInEitherGeneration(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("r", RoomSeed{})
		s.Join("r", UserSeed{UserUUID: "u"})
		probes := 0
		for _, d := range documented {
			has := d.current
			if s.options.Generation == API2023 {
				has = d.api2023
			}
			if has {
				s.ok(d.method, d.path, d.body)
				continue
			}
			probes++
			r := s.want(404, -1, d.method, d.path, d.body)
			if r.raw != `{"message":"no Route matched with those values"}` {
				t.Errorf("no-route body %s", r.raw)
			}
		}
		s.clean()
		if got := len(s.Probes()); got != probes {
			t.Errorf("%d probes, want %d: %q", got, probes, s.Probes())
		}
	})
}

func TestEveryEndpointOfAMissingRoom(t *testing.T) {
	both(t, func(s *service) {
		for _, d := range documented {
			path := strings.Replace(d.path, "/rooms/r", "/rooms/missing", 1)
			if path == d.path {
				continue
			}
			if s.options.Generation == CurrentAPI && d.current || s.options.Generation == API2023 && d.api2023 {
				s.want(404, 20404100, d.method, path, d.body)
			}
		}
	})
}

func TestEveryRouteIsExercised(t *testing.T) {
	for _, g := range []Generation{API2023, CurrentAPI} {
		for _, r := range routesOf(g) {
			hit := false
			for _, d := range documented {
				path, _, _ := strings.Cut(d.path, "?")
				got, _, ok := match(routesOf(g), d.method, path)
				hit = hit || ok && got.pattern == r.pattern && got.method == r.method
			}
			if !hit {
				t.Errorf("%s: %s %s is served but not in the table of this test", g, r.method, r.pattern)
			}
		}
	}
}

func TestUnknownRoutesAreViolations(t *testing.T) {
	paths := []string{"/v2", "/ap/edu", at("r") + "/", at("r") + "/records/states/2", at("r") + "/groups/states/2", at("r/x"), at("%zz")}
	both(t, func(s *service) {
		t := s.t
		for _, path := range paths[:len(paths)-1] {
			s.want(404, -1, "GET", path, "")
		}
		s.want(404, -1, "PUT", at("r")+"/groups/states/2", "")
		if got := len(s.Violations()); got != len(paths) || len(s.Probes()) != 0 {
			t.Errorf("violations %q, probes %q", s.Violations(), s.Probes())
		}
	})
	if _, _, ok := match(routesOf(CurrentAPI), "GET", paths[len(paths)-1]); ok {
		t.Error("a broken escape was matched")
	}
}

func TestGatewayRefusesStrangers(t *testing.T) {
	s := run(t, Options{})
	s.want(401, -1, "GET", strings.Replace(at("r"), DemoAppID, strings.Repeat("0", 32), 1), "")
	s.options.AppCertificate = strings.Repeat("0", 32)
	r := s.want(401, -1, "GET", at("r"), "")
	same(t, "body", r.raw, `"{\"message\":\"invalid token\"}"`)
	s.clean()
}

func TestQueriesAgainstTheDocuments(t *testing.T) {
	tests := []struct {
		query  string
		status int
		clean  bool
	}{
		{"", 200, true}, {"?null", 200, true}, {"?nextId=null&cmd=20", 200, true}, {"?nextId=&cmd=1", 200, true},
		{"?count=5", 200, false}, {"?cmd=abc", 400, false}, {"?nextId=77", 400, false}, {"?nextId=x", 400, false},
	}
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("r", RoomSeed{})
		for _, tt := range tests {
			s.ResetRequests()
			r := s.call("GET", at("r")+"/sequences"+tt.query, "")
			if r.status != tt.status || (len(s.Violations()) == 0) != tt.clean {
				t.Errorf("%q: %d, violations %q", tt.query, r.status, s.Violations())
			}
		}
	})
}
