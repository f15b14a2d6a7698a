package classroom

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// A room with 100,000 events, in pages of 100.
const (
	manyEvents = 100_000
	pageSize   = 100
)

func BenchmarkAttendance(b *testing.B) {
	readBigRoom(b, func(client *Client) error {
		found, err := Attendance(client.AttendanceEvents(b.Context(), "room"), time.UnixMilli(1_800_000_000_000))
		return expectSome(len(found), err)
	}, func(i int) string {
		side := [...]string{"onlineUsers", "offlineUsers"}[i/1000%2]
		return fmt.Sprintf(`{"roomUuid":"room","sequence":%d,"cmd":20,"version":1,"data":{"operator":{"userUuid":"server"},%q:[{"userUuid":"user-%d","userName":"Ada","role":"audience","streamUuid":"%d","type":1,"updateTime":%d}]}}`,
			i+1, side, i%1000, i%1000, 1_700_000_000_000+1000*i)
	})
}

func BenchmarkPolls(b *testing.B) {
	readBigRoom(b, func(client *Client) error {
		found, err := Polls(client.PollEvents(b.Context(), "room"))
		return expectSome(len(found), err)
	}, func(i int) string {
		if i%1000 == 0 {
			return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"extra.pollId":"poll-%d","extra.pollState":1,"extra.mode":1,"extra.pollItems":["yes","no"]},"operator":{"userUuid":"server","role":"server"}}}`, i+1, i/1000)
		}
		return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"pollId":"poll-%d","selectIndex":[%d]},"fromUser":{"userUuid":"user-%d","userName":"Ada","role":"audience"}}}`, i+1, i/1000, i%2, i%1000)
	})
}

func BenchmarkQuizzes(b *testing.B) {
	readBigRoom(b, func(client *Client) error {
		found, err := Quizzes(client.QuizEvents(b.Context(), "room"))
		return expectSome(len(found), err)
	}, func(i int) string {
		if i%1000 == 0 {
			return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"extra.popupQuizId":"quiz-%d","extra.answerState":1,"extra.items":["A","B"],"extra.correctItems":["A"]},"operator":{"userUuid":"server","role":"server"}}}`, i+1, i/1000)
		}
		return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"popupQuizId":"quiz-%d","selectedItems":["A"]},"fromUser":{"userUuid":"user-%d","userName":"Ada","role":"audience"}}}`, i+1, i/1000, i%1000)
	})
}

func expectSome(found int, err error) error {
	if err == nil && found < 100 {
		return fmt.Errorf("%d found", found)
	}
	return err
}

// readBigRoom reads a stream of events, and measures what is reachable of it at its last page.
func readBigRoom(b *testing.B, read func(*Client) error, event func(int) string) {
	b.Helper()
	service := &bigRoom{event: event}
	client, err := New(Config{Endpoint: "https://service.test", AppID: vectorAppID, Region: RegionAsiaPacific, Token: "ready-made-token", Transport: service})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := read(client); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	service.measures = true
	if err := read(client); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(service.reachable)/1e6, "MB-held")
}

// bigRoom answers every listing with pages of the events, except those of rewards.
type bigRoom struct {
	event     func(int) string
	measures  bool
	reachable uint64
}

func (s *bigRoom) RoundTrip(r *http.Request) (*http.Response, error) {
	from, _ := strconv.Atoi(r.URL.Query().Get("nextId"))
	to := min(from+pageSize, manyEvents)
	if r.URL.Query().Get("cmd") == strconv.Itoa(int(CmdRewards)) {
		from, to = 0, 0
	}
	var body bytes.Buffer
	fmt.Fprintf(&body, `{"code":0,"msg":"Success","ts":1700000000000,"data":{"count":%d,"list":[`, to-from)
	for i := from; i < to; i++ {
		if i > from {
			body.WriteByte(',')
		}
		body.WriteString(s.event(i))
	}
	body.WriteString(`]`)
	if to > 0 && to < manyEvents {
		fmt.Fprintf(&body, `,"nextId":"%d"`, to)
	}
	body.WriteString(`}}`)
	if s.measures && to == manyEvents {
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		s.reachable = memory.HeapAlloc
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(&body), Request: r}, nil
}
