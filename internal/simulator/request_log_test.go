package simulator

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRequestLog(t *testing.T) {
	s := run(t, Options{})
	s.ok("POST", at("a%23b"), plain)
	s.want(404, 20404100, "GET", at("x")+"/sequences?nextId=&cmd=1", "")
	log := s.Requests()
	want := []Request{
		{Time: start, Method: "POST", Path: at("a%23b"), Body: plain, Status: 200},
		{Time: start, Method: "GET", Path: at("x") + "/sequences", Query: "nextId=&cmd=1", Status: 404, Code: 20404100},
	}
	if len(log) != 2 || log[0] != want[0] || log[1] != want[1] {
		t.Errorf("log:\n got %+v\nwant %+v", log, want)
	}
	s.call("GET", "/nowhere", "")
	s.ResetRequests()
	if len(s.Requests())+len(s.Violations())+len(s.Probes()) != 0 {
		t.Error("something is left after a reset")
	}
}

func TestRequestLogIsBounded(t *testing.T) {
	s := New(Options{})
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	for range maxLog + 1 {
		s.record(r, nil, answer{}, false)
	}
	if n := len(s.Requests()); n > maxLog {
		t.Errorf("%d requests kept", n)
	}
}

func TestBodyOutOfBounds(t *testing.T) {
	s := run(t, Options{})
	if r, err := s.send("POST", at("r"), strings.Repeat(" ", maxBody+1)); err == nil && r.status != 400 {
		t.Errorf("status %d", r.status)
	}
}

func TestContentTypeIsDocumented(t *testing.T) {
	s := run(t, Options{})
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, at("r"), strings.NewReader(plain))
	r.Header.Set("Authorization", "agora token="+mint(DemoAppCertificate, start, 600, appService(600)))
	s.ServeHTTP(w, r)
	if w.Code != 200 || len(s.Violations()) != 1 {
		t.Errorf("%d, violations %q", w.Code, s.Violations())
	}
}
