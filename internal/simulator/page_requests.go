package simulator

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

const shownRequests = 50

// requestLine is a call in the request log.
type requestLine struct {
	Time, Call, Answer string
	Bad                bool
}

func (s *Simulator) requestLines(loc *time.Location) []requestLine {
	var lines []requestLine
	for _, r := range slices.Backward(s.log[max(0, len(s.log)-shownRequests):]) {
		line := requestLine{
			Time: r.Time.In(loc).Format("Mon 15:04:05"), Call: r.Method + " " + r.Path,
			Answer: fmt.Sprint(r.Status), Bad: r.Status != http.StatusOK || r.Code != 0,
		}
		if r.Query != "" {
			line.Call += "?" + r.Query
		}
		if r.Code != 0 {
			line.Answer += fmt.Sprintf(", code %d", r.Code)
		}
		if r.Status == 0 {
			line.Answer = "cut off"
		}
		if r.Faulted {
			line.Answer += " (fault)"
		}
		lines = append(lines, line)
	}
	return lines
}
