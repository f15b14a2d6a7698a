package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// faultKinds are the faults that the page offers, by their place in its list.
var faultKinds = []Fault{
	{Status: http.StatusServiceUnavailable},
	{Status: http.StatusInternalServerError, Code: 500},
	{RetryAfter: "1"},
	{Status: http.StatusBadGateway, Body: "<h1>Bad Gateway</h1>", ContentType: "text/html"},
	{CutBefore: true},
	{CutAfter: true},
	{Truncate: true},
	{Delay: 3 * time.Second},
}

func changeFaults(s *Simulator, form url.Values) (string, error) {
	if form.Get("do") == "clear" {
		s.ClearFaults()
		return "All faults are removed.", nil
	}
	times, err := strconv.Atoi(form.Get("times"))
	if err != nil || times < 0 {
		return "", errors.New("how often must be a number from 0")
	}
	kind, err := strconv.Atoi(form.Get("kind"))
	if err != nil || kind < 0 || kind >= len(faultKinds) {
		return "", errors.New("there is no such fault")
	}
	f := faultKinds[kind]
	f.Match = Matcher{Method: form.Get("method"), PathContains: form.Get("path"), Times: times}
	s.Fault(f)
	return "Fault injected: " + f.Outcome() + ".", nil
}

// faultLines describe the faults that may still strike.
func (s *Simulator) faultLines() []string {
	var lines []string
	for _, f := range s.faults {
		left := f.Match.Skip + f.Match.Times - f.seen
		if f.Match.Times > 0 && left <= 0 {
			continue
		}
		lines = append(lines, f.describe(left))
	}
	return lines
}

func (f *activeFault) describe(left int) string {
	text := f.Outcome() + " for " + strings.TrimSpace(f.Match.Method+" calls")
	if f.Match.PathContains != "" {
		text += " with " + f.Match.PathContains + " in the path"
	}
	if f.Match.Times > 0 {
		return text + fmt.Sprintf(", %d left", left)
	}
	return text + ", always"
}

// Outcome describes what a caller meets.
func (f Fault) Outcome() string {
	text := "the answer"
	switch {
	case f.CutBefore:
		text = "connection lost, nothing done"
	case f.CutAfter:
		text = "connection lost, all done"
	case f.answers():
		a := f.answer(time.Time{})
		text = fmt.Sprintf("status %d", a.status)
	}
	for _, detail := range []struct {
		there bool
		text  string
	}{
		{f.Code != 0, fmt.Sprintf(", code %d", f.Code)},
		{f.RetryAfter != "", ", Retry-After " + f.RetryAfter},
		{f.ContentType != "", ", " + f.ContentType},
		{f.AfterCommit, ", all done"},
		{f.Truncate, " cut in half"},
		{f.Delay > 0, " after " + f.Delay.String()},
		{f.Hold != nil, " when it is let go"},
	} {
		if detail.there {
			text += detail.text
		}
	}
	return text
}
