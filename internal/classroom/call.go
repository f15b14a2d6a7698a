package classroom

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// request is one call of an endpoint.
type request struct {
	op       string // what is tried, for errors
	method   string
	path     []string // segments below …/rooms, unescaped
	polling  bool     // the path has the segment "polling"
	noRegion bool     // the path has no region
	query    url.Values
	body     any // nil sends none
	once     bool
}

// changes reports whether the call makes a difference where it is taken: a plain read makes none.
func (r request) changes() bool { return r.method != http.MethodGet || r.once }

// answer is what the service said to a call.
type answer struct {
	data     value
	envelope value     // that data came in
	at       time.Time // by the service's clock; zero where it shows none
}

// call makes a request and returns the answer's data.
func (c *Client) call(ctx context.Context, r request) (value, error) {
	answer, _, err := c.send(ctx, r)
	return answer.data, err
}

// send is call for those who need the whole answer, or what became of earlier attempts.
func (c *Client) send(ctx context.Context, r request) (answer, *callState, error) {
	state := &callState{once: r.once}
	path := c.path(r)
	failed := &Error{Op: r.op, Method: r.method, Path: path}
	if c.notReady != nil {
		failed.Err = c.notReady
		return answer{}, state, failed
	}
	req, err := c.newRequest(withCallState(ctx, state), r, path)
	if err != nil {
		failed.Err = err
		return answer{}, state, failed
	}
	resp, err := c.transport.RoundTrip(req)
	failed.Repeated = state.repeated
	failed.Unsure = r.changes() && state.unsure > 0
	if err != nil {
		failed.noAnswer(err)
		return answer{}, state, failed
	}
	defer func() { _ = resp.Body.Close() }()
	failed.Unsure = failed.Unsure && isFault(resp.StatusCode)
	opened, err := c.open(failed, resp, state.body)
	return opened, state, err
}

// noAnswer fills in why there is no answer to the call.
func (e *Error) noAnswer(err error) {
	var givenUp *givenUpError
	if errors.As(err, &givenUp) {
		e.Status, e.Message = givenUp.status, givenUp.message
		return
	}
	e.Err = err
}

// refuse makes the error of an answer that is well formed, but not one to the request.
func (c *Client) refuse(r request, message string) *Error {
	return &Error{Op: r.op, Method: r.method, Path: c.path(r), Status: http.StatusOK, Message: message}
}

func (c *Client) newRequest(ctx context.Context, r request, path string) (*http.Request, error) {
	var body io.Reader = http.NoBody
	if r.body != nil {
		encoded, err := encode(r.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(encoded)
	}
	target := c.base + path
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// encode writes JSON without escaping &, < and >, which URLs and ids may hold.
func encode(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), nil
}

// open takes the data out of an answer's envelope. A code other than 0 is a failure whatever the
// HTTP status, and a status other than 200 is one whatever the code.
func (c *Client) open(failed *Error, resp *http.Response, body answerBody) (answer, error) {
	failed.Status = resp.StatusCode
	if !body.isObject() {
		failed.Message = fmt.Sprintf("an answer that is not the service's (%d bytes of %s)", body.size, contentType(resp))
		return answer{}, failed
	}
	code, coded := body.envelope.get("code").integer()
	failed.Code = int(code)
	failed.Time = timeOf(resp.Header, body.envelope)
	failed.Message = c.redact(body.message())
	failed.uncoded = !body.envelope.get("code").exists()
	c.observeTime(resp.StatusCode, failed.Code, failed.Time)
	data := body.envelope.get("data")
	switch {
	case resp.StatusCode != http.StatusOK || code != 0:
		return answer{}, failed
	case !coded:
		failed.Message = "the answer has no code, so it is not the service's"
		return answer{}, failed
	case failed.Method == http.MethodGet && data.scalar():
		failed.Message = "the answer's data is neither an object nor a list, so it is not the service's"
		return answer{}, failed
	}
	return answer{data: data, envelope: body.envelope, at: failed.Time}, nil
}

func contentType(resp *http.Response) string {
	if t := resp.Header.Get("Content-Type"); t != "" {
		return t
	}
	return "no content type"
}

// path is the escaped path of a request ("Server").
func (c *Client) path(r request) string {
	segments := []string{"", "edu", "apps", escape(c.appID), "v2", "rooms"}
	if r.polling {
		segments = []string{"", "edu", "polling", "apps", escape(c.appID), "v2", "rooms"}
	}
	if !r.noRegion {
		segments[0] = "/" + escape(string(c.region))
	}
	for _, s := range r.path {
		segments = append(segments, escape(s))
	}
	return strings.Join(segments, "/")
}

// escape makes a path segment of an id, which may hold #, ?, % and spaces. The ids "." and
// ".." are escaped too, or proxies would take them for directories.
func escape(segment string) string {
	if segment == "." || segment == ".." {
		return strings.ReplaceAll(segment, ".", "%2E")
	}
	return url.PathEscape(segment)
}
