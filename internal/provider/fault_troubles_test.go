// The faults, and how often they strike.

package provider_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// nature is what can be made of an answer.
type nature int

const (
	certain  nature = iota // the request was not taken: it can be made again
	unclear                // it may have been taken: it is made again only where twice is once
	final                  // it is an answer: nothing is made again
	harmless               // it is as good as any
)

// trouble is one fault.
type trouble struct {
	name   string
	nature nature
	fault  simulator.Fault // of the service, or
	spoil  func(*http.Request, http.RoundTripper) (*http.Response, error)
	spares string   // a method that is not struck
	says   []string // what a diagnostic says of it where it strikes every request
}

func troubles(generation simulator.Generation) []trouble {
	// A gateway may repeat the token that it refuses.
	refusal := `{"message":"invalid token ` + pageSecret + `"}`
	tooFast := func(status int, after string) simulator.Fault {
		return simulator.Fault{Status: status, RetryAfter: after, Body: `{"message":"API rate limit exceeded"}`}
	}
	html := simulator.Fault{Status: http.StatusBadGateway, Body: "<html>Bad gateway</html>", ContentType: "text/html"}
	htmlAfter := html
	htmlAfter.AfterCommit = true
	typed := func(body string) simulator.Fault { return simulator.Fault{Body: body, AfterCommit: true} }
	absent := "" // a success in the gateway's place would be a lie that nobody can see through
	if generation == simulator.API2023 {
		absent = http.MethodPatch
	}
	noAnswer, strange := []string{"No answer:", "endpoint and the network"}, []string{"HTTP status 200", "not the service's"}
	rated := []string{"HTTP status 429", "rate limit exceeded", "requests_per_second"}
	return []trouble{
		{name: "connection refused", nature: certain, spoil: refuse, says: noAnswer},
		{name: "reset before taken", nature: unclear, fault: simulator.Fault{CutBefore: true}, says: noAnswer},
		{name: "cut after commit", nature: unclear, fault: simulator.Fault{CutAfter: true}, says: noAnswer},
		{name: "time-out", nature: unclear, spoil: hold, says: noAnswer},
		{name: "truncated JSON", nature: unclear, fault: simulator.Fault{Truncate: true}, says: noAnswer},
		{name: "HTML 502", nature: unclear, fault: html, says: []string{"HTTP status 502", "max_retries"}},
		{name: "HTML 502 after commit", nature: unclear, fault: htmlAfter, says: []string{"HTTP status 502", "max_retries"}},
		{name: "empty body", nature: unclear, fault: simulator.Fault{Status: http.StatusOK, AfterCommit: true}, says: strange},
		{name: "401 of the gateway", nature: certain, fault: simulator.Fault{Status: http.StatusUnauthorized, Body: refusal}, says: []string{"HTTP status 401", "invalid token (token)", "app_certificate"}},
		{name: "429, seconds", nature: certain, fault: tooFast(429, "2"), says: rated},
		{name: "429, date", nature: certain, fault: tooFast(429, monday.Add(time.Hour).Format(http.TimeFormat)), says: rated},
		{name: "429, absurd", nature: certain, fault: tooFast(429, "1e300"), says: rated},
		{name: "429, nothing", nature: certain, fault: tooFast(429, ""), says: rated},
		{name: "439", nature: certain, fault: tooFast(439, "1"), says: []string{"HTTP status 439", "requests_per_second"}},
		{name: "500/500", nature: unclear, fault: simulator.Fault{Status: 500, Code: 500}, says: []string{"HTTP status 500", "business code 500", "Simulated fault!", "Apply again"}},
		{name: "500/500 after commit", nature: unclear, fault: simulator.Fault{Status: 500, Code: 500, AfterCommit: true}, says: []string{"HTTP status 500", "business code 500", "Simulated fault!"}},
		{name: "503", nature: unclear, fault: simulator.Fault{Status: 503, RetryAfter: "1", Body: `{"message":"down"}`}, says: []string{"HTTP status 503", "down", "max_retries"}},
		{name: "200 with a code", nature: final, fault: simulator.Fault{Status: 200, Code: 31415926}, says: []string{"HTTP status 200", "business code 31415926", "Simulated fault!", "not documented"}},
		{name: "unknown fields", nature: harmless, spoil: extend},
		{name: "data of a wrong type", nature: final, spares: absent, fault: typed(`{"code":0,"msg":"Success","ts":"soon","data":"none"}`)},
		{name: "code of a wrong type", nature: unclear, fault: typed(`{"code":{"is":0},"msg":["Success"],"ts":{},"data":{}}`), says: []string{"HTTP status 200", "not the service's"}},
	}
}

// mode is which requests a fault strikes.
type mode struct {
	name    string
	methods []string // nil: any
	skip    int      // requests of any method that are spared before
	times   int      // of each method; 0: all
}

var (
	methodsThatWrite = []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

	onceEach   = mode{"once", append([]string{http.MethodGet}, methodsThatWrite...), 0, 1}
	everyWrite = mode{"every write", methodsThatWrite, 0, 0}
	everyRead  = mode{"every read", []string{http.MethodGet}, 0, 0}
	always     = mode{"always", append([]string{http.MethodGet}, methodsThatWrite...), 0, 0}
)

// later are modes in which some requests come through first.
var later = []mode{
	{"the second", nil, 1, 1}, {"the third", nil, 2, 1}, {"the fourth", nil, 3, 1},
	{"from the second on", nil, 1, 0}, {"from the third on", nil, 2, 0}, {"from the fourth on", nil, 3, 0},
}

// strike lets a fault loose on the requests of the options' client.
func (f *fixture) strike(t trouble, m mode) []provider.Option {
	var options []provider.Option
	if t.spoil != nil {
		s := &spoiler{mode: m, spoil: t.spoil, left: map[string]int{}}
		return append(options, func(config *classroom.Config) { config.Transport = s })
	}
	if m.methods == nil {
		fault := t.fault
		fault.Match = simulator.Matcher{Skip: m.skip, Times: m.times}
		f.Fault(fault)
	}
	for _, method := range m.methods {
		if method == t.spares {
			continue
		}
		fault := t.fault
		fault.Match = simulator.Matcher{Method: method, Times: m.times}
		f.Fault(fault)
	}
	return options
}

// saysUnder is what a diagnostic must say where nothing but the fault is ever answered.
func (t trouble) saysUnder(m mode) []string {
	if m.name == always.name {
		return t.says
	}
	return nil
}

// spoiler is a network that spoils some requests.
type spoiler struct {
	mode  mode
	spoil func(*http.Request, http.RoundTripper) (*http.Response, error)

	mu   sync.Mutex
	left map[string]int
}

func (s *spoiler) RoundTrip(req *http.Request) (*http.Response, error) {
	if !s.strikes(req.Method) {
		return http.DefaultTransport.RoundTrip(req)
	}
	return s.spoil(req, http.DefaultTransport)
}

func (s *spoiler) strikes(method string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mode.methods == nil {
		method = "any"
	}
	s.left[method]++
	count := s.left[method] - s.mode.skip
	return (s.mode.methods == nil || slices.Contains(s.mode.methods, method)) && count > 0 && (s.mode.times == 0 || count <= s.mode.times)
}

func refuse(*http.Request, http.RoundTripper) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

// blackHole takes requests, and never answers.
var blackHole = sync.OnceValue(func() string {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	return strings.TrimPrefix(server.URL, "http://")
})

// hold bounds only what it strikes: what it does not must be answered on a busy machine too.
func hold(req *http.Request, next http.RoundTripper) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), 20*time.Millisecond)
	defer cancel()
	lost := req.Clone(ctx)
	lost.URL.Host = blackHole()
	return next.RoundTrip(lost)
}

// extend puts a field that nobody knows into every object of an answer.
func extend(req *http.Request, next http.RoundTripper) (*http.Response, error) {
	resp, err := next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var answer any
	decoder := json.NewDecoder(resp.Body)
	decoder.UseNumber()
	if err := decoder.Decode(&answer); err != nil {
		return nil, err
	}
	envelope, _ := extendValue(answer).(map[string]any)
	envelope["data"] = extendValue(envelope["data"])
	extended, err := json.Marshal(envelope)
	if err != nil {
		return nil, err
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(extended)), int64(len(extended))
	resp.Header.Set("Content-Length", strconv.Itoa(len(extended)))
	return resp, nil
}

// mapsByID are objects whose fields are the users': there a new field is a new object, which
// nobody knows either, but which is seen; and so are the data of an event.
var mapsByID = []string{"flexProps", "extra", "extApps", "widgets", "details", "userProperties", "extAppsCommon", "data"}

func extendValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, field := range v {
			if !slices.Contains(mapsByID, key) {
				v[key] = extendValue(field)
			}
		}
		v["surprise"] = map[string]any{"new": []any{1, nil}}
		return v
	case []any:
		for i := range v {
			v[i] = extendValue(v[i])
		}
	}
	return v
}
