package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// request is what a handler sees: the decoded parts of one call, under the
// simulator's mutex.
type request struct {
	*Simulator
	now    time.Time
	reads  bool
	line   string // method and escaped path
	params map[string]string
	query  url.Values
	raw    []byte
	body   map[string]any
	findings
}

// reject answers 400/400 to what a shape cannot express.
func (q *request) reject(format string, args ...any) *apiError {
	q.note(format, args...)
	return errParameter
}

// room finds the room of the path. A path without a region looks in all of them.
func (q *request) room() (*room, *apiError) {
	r := q.find(q.params["region"], q.params["room"])
	if r == nil {
		return nil, errNoRoom
	}
	if failure := q.readings.overFailure(r, q.reads); failure != nil {
		return nil, failure
	}
	return r, nil
}

// user finds the user of the path, who must have joined.
func (q *request) user() (*room, *user, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, nil, failure
	}
	u, ok := r.users[q.params["user"]]
	if !ok || u.kicked && q.readings.KickedUserMissing {
		return nil, nil, errNoUser
	}
	return r, u, nil
}

// answer finds the route, checks the caller and the call, and runs the handler.
func (s *Simulator) answer(r *http.Request, body []byte) answer {
	now := s.lock()
	defer s.mu.Unlock()
	q := &request{Simulator: s, now: now, raw: body, query: r.URL.Query(), line: r.Method + " " + r.URL.EscapedPath()}
	rt, params, ok := match(s.routes, r.Method, r.URL.EscapedPath())
	if !ok {
		s.noteUnknown(r)
		return s.missingRoute(r.URL.EscapedPath())
	}
	q.params, q.reads = params, rt.method == http.MethodGet
	if q.params["app"] != s.options.AppID || !s.authorized(r.Header) {
		return gatewayAnswer(http.StatusUnauthorized, "invalid token")
	}
	q.check(rt, r)
	var data any
	failure := errParameter
	if !q.fatal {
		data, failure = rt.handle(q)
	}
	for _, text := range q.list {
		s.notes = append(s.notes, q.line+": "+text)
	}
	return envelopeAnswer(data, failure, now)
}

// check holds the call against the documents: ids, query, body.
func (q *request) check(rt route, r *http.Request) {
	for _, name := range []string{"room", "user", "extApp", "widget"} {
		if id, ok := q.params[name]; ok {
			checkID(&q.findings, name, id)
		}
	}
	if region := q.params["region"]; region != "" && !slices.Contains(documentedRegions, region) {
		q.note("region %q is not documented", region)
	}
	for name := range q.query {
		if name != "null" && !slices.Contains(rt.query, name) {
			q.note("query parameter %q is not documented", name)
		}
	}
	q.checkBody(rt, r.Header.Get("Content-Type"))
}

func (q *request) checkBody(rt route, contentType string) {
	q.body = map[string]any{}
	if len(q.raw) == 0 {
		rt.checkShape(q)
		return
	}
	if rt.body == nil {
		q.note("no body is documented")
		return
	}
	if !strings.HasPrefix(contentType, "application/json") {
		q.note("Content-Type is %q, not application/json", contentType)
	}
	value, err := decodeJSON(q.raw)
	object, ok := value.(map[string]any)
	if err != nil || !ok {
		q.fail("body is not a JSON object")
		return
	}
	q.body = object
	rt.checkShape(q)
}

// decodeJSON keeps numbers as they were written.
func decodeJSON(raw []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	return v, nil
}
