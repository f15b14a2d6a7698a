package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// A room with 100,000 events, polls with as many changes, quizzes too, in pages of 100.
const (
	manyEvents = 100_000
	pageSize   = 100
)

func BenchmarkAttendance(b *testing.B) {
	readByClient(b, func(client *classroom.Client) (int, error) {
		found, err := classroom.Attendance(client.AttendanceEvents(b.Context(), "room"), time.UnixMilli(1_800_000_000_000))
		return len(found), err
	})
}

func BenchmarkPolls(b *testing.B) {
	readByClient(b, func(client *classroom.Client) (int, error) {
		found, err := classroom.Polls(client.PollEvents(b.Context(), "room"))
		return len(found), err
	})
}

func BenchmarkQuizzes(b *testing.B) {
	readByClient(b, func(client *classroom.Client) (int, error) {
		found, err := classroom.Quizzes(client.QuizEvents(b.Context(), "room"))
		return len(found), err
	})
}

// BenchmarkReport creates the report of a class, with all parts, as the CLI has it done.
func BenchmarkReport(b *testing.B) {
	p := newProtocol(b, provider.New("bench")())
	readBigRoom(b, func(service *bigRoom) error {
		p.configureFor(service.URL)
		config := p.value(p.schemas.ResourceSchemas[reportType], `{"room_uuid":"room"}`)
		p.create(reportType, p.nothing(reportType), config)
		return nil
	})
}

// readByClient has something read that there are at least a hundred of.
func readByClient(b *testing.B, read func(*classroom.Client) (int, error)) {
	b.Helper()
	readBigRoom(b, func(service *bigRoom) error {
		client, err := classroom.New(classroom.Config{
			Endpoint: service.URL, AppID: simulator.DemoAppID, Region: classroom.RegionAsiaPacific, Token: "ready-made-token",
		})
		if err != nil {
			return err
		}
		found, err := read(client)
		if err == nil && found < 100 {
			err = fmt.Errorf("%d found", found)
		}
		return err
	})
}

// readBigRoom reads what happened in a room, and measures what is reachable of it at the last page.
func readBigRoom(b *testing.B, read func(*bigRoom) error) {
	b.Helper()
	service := &bigRoom{}
	service.Server = httptest.NewServer(service)
	b.Cleanup(service.Close)
	for b.Loop() {
		if err := read(service); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(service.reachable)/1e6, "MB-held")
}

// bigRoom is a service with one room, whose class is over. It has no rewards and no recordings.
type bigRoom struct {
	*httptest.Server
	reachable uint64
}

func (s *bigRoom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var data string
	switch {
	case strings.HasSuffix(r.URL.Path, "/poll/sequences"):
		data = s.page(r, pollChange)
	case strings.HasSuffix(r.URL.Path, "/popupQuiz/sequences"):
		data = s.page(r, quizChange)
	case strings.HasSuffix(r.URL.Path, "/sequences") && r.URL.Query().Get("cmd") == strconv.Itoa(int(classroom.CmdUsers)):
		data = s.page(r, passage)
	case strings.HasSuffix(r.URL.Path, "/room"):
		data = `{"roomUuid":"room","roomName":"Big","state":2,"roomProperties":{"schedule":{"startTime":1700000000000,"endTime":1700100000000,"closeTime":1700100600000}}}`
	default:
		data = `{"list":[]}`
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, `{"code":0,"msg":"Success","ts":1700100000000,"data":%s}`, data) // whoever asked has gone, if it fails
}

// page is a page of the entries of a listing.
func (s *bigRoom) page(r *http.Request, entry func(int) string) string {
	from, _ := strconv.Atoi(r.URL.Query().Get("nextId"))
	to := min(from+pageSize, manyEvents)
	var body bytes.Buffer
	fmt.Fprintf(&body, `{"count":%d,"list":[`, to-from)
	for i := from; i < to; i++ {
		if i > from {
			body.WriteByte(',')
		}
		body.WriteString(entry(i))
	}
	body.WriteString(`]`)
	if to < manyEvents {
		fmt.Fprintf(&body, `,"nextId":"%d"`, to)
	}
	body.WriteString(`}`)
	if to == manyEvents {
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		s.reachable = max(s.reachable, memory.HeapAlloc)
	}
	return body.String()
}

func passage(i int) string {
	side := [...]string{"onlineUsers", "offlineUsers"}[i/1000%2]
	return fmt.Sprintf(`{"roomUuid":"room","sequence":%d,"cmd":20,"version":1,"data":{"operator":{"userUuid":"server"},%q:[{"userUuid":"user-%d","userName":"Ada","role":"audience","streamUuid":"%d","type":1,"updateTime":%d}]}}`,
		i+1, side, i%1000, i%1000, 1_700_000_000_000+1000*i)
}

func pollChange(i int) string {
	if i%1000 == 0 {
		return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"extra.pollId":"poll-%d","extra.pollState":1,"extra.mode":1,"extra.pollItems":["yes","no"]},"operator":{"userUuid":"server","role":"server"}}}`, i+1, i/1000)
	}
	return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"pollId":"poll-%d","selectIndex":[%d]},"fromUser":{"userUuid":"user-%d","userName":"Ada","role":"audience"}}}`, i+1, i/1000, i%2, i%1000)
}

func quizChange(i int) string {
	if i%1000 == 0 {
		return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"extra.popupQuizId":"quiz-%d","extra.answerState":1,"extra.items":["A","B"],"extra.correctItems":["A"]},"operator":{"userUuid":"server","role":"server"}}}`, i+1, i/1000)
	}
	return fmt.Sprintf(`{"sequence":%d,"data":{"action":1,"changeProperties":{"popupQuizId":"quiz-%d","selectedItems":["A"]},"fromUser":{"userUuid":"user-%d","userName":"Ada","role":"audience"}}}`, i+1, i/1000, i%1000)
}
