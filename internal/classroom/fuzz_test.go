package classroom

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// FuzzEnvelope opens any answer: it must not panic, and must take nothing for a success
// but HTTP 200 with the code 0.
func FuzzEnvelope(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `{}`, `<html>`, `{"code":0,"msg":"Success","ts":1610167740309,"data":{}}`, `{"code":0}`, `{"code":"0"}`,
		`{"code":20404100,"msg":"Room not exists!"}`, `{"message":"no Route matched with those values"}`, `{"code":1e400}`, `{"code":null}`,
		`{"code":0,"data":` + wholeRoom + `}`, `{"code":0,"ts":9223372036854775807}`, `{"code":0,"msg":{"a":[]},"data":"x"} {}`,
	} {
		f.Add(http.StatusOK, seed)
		f.Add(http.StatusNotFound, seed)
	}
	client, err := New(Config{AppID: vectorAppID, Region: RegionAsiaPacific, Token: "ready-made"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		resp := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
		read, err := readBody(resp)
		if err != nil {
			t.Fatal(err)
		}
		opened, err := client.open(&Error{Op: "try"}, resp, read)
		if err != nil {
			checkFailure(t, opened.data, err)
			return
		}
		if status != http.StatusOK || !strings.Contains(body, `0`) {
			t.Errorf("HTTP %d with %q is taken for a success", status, body)
		}
		data := opened.data
		roomFrom("room", data)
		userFrom("user", data)
		recordingFrom("room", data)
		if !json.Valid(eventFrom(data).Data()) {
			t.Error("an event's data is no JSON")
		}
	})
}

func checkFailure(t *testing.T, data value, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Error() == "" || data.exists() {
		t.Errorf("%v with data %v", err, data)
	}
	if IsNotFound(err) && IsNoRoute(err) {
		t.Error("both a missing room and a missing route")
	}
}

// FuzzValue reads any JSON as everything.
func FuzzValue(f *testing.F) {
	for _, seed := range []string{`0`, `-0`, `"1e3"`, `1e999999999`, `"1p5"`, `"0x1"`, `"NaN"`, `"Inf"`, `9223372036854775808`, `true`, `"\ud800"`, `{"a":[1]}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := parse([]byte(text))
		if err != nil {
			return
		}
		checkNumbers(t, v)
		if encoded, err := encode(v.v); err != nil || !json.Valid(encoded) {
			t.Errorf("%s is encoded as %q (%v)", text, encoded, err)
		}
		_, _, _ = v.truth(), v.list(), v.get("a", "b").object()
	})
}

func checkNumbers(t *testing.T, v value) {
	t.Helper()
	n, whole := v.integer()
	if x, ok := v.number(); whole && ok && float64(n) != x {
		t.Errorf("%v is the integer %d, and the number %g", v, n, x)
	}
	if at := v.time(); !at.IsZero() && at.UnixMilli() != n {
		t.Errorf("%v is %s and %d ms", v, at, n)
	}
}

// FuzzEscape sends any id through a URL and back.
func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"", ".", "..", "a b", "a/b", "#?%&", "%2e%2E", "教室", "\x00\xff", idAlphabet} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		parsed, err := url.Parse("https://api.agora.io/rooms/" + escape(id) + "/states/1")
		if err != nil {
			t.Fatal(err)
		}
		segments := strings.Split(parsed.EscapedPath(), "/")
		if len(segments) != 5 || segments[2] == "." || segments[2] == ".." {
			t.Fatalf("%q is sent as %s", id, parsed.EscapedPath())
		}
		if got, err := url.PathUnescape(segments[2]); err != nil || got != id || parsed.RawQuery != "" || parsed.Fragment != "" {
			t.Errorf("%q arrives as %q (%v)", id, got, err)
		}
	})
}
