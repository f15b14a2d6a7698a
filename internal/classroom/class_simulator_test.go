package classroom_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// algebra is the room of these tests; its id needs escaping.
const algebra = "algebra #1 50%?"

var generationsOfService = []simulator.Generation{simulator.API2023, simulator.CurrentAPI}

// inClass serves a room on a clock of its own. No call may be one that the documents do not allow.
func inClass(t *testing.T, generation simulator.Generation) (*simulator.Server, *simulator.Clock, *classroom.Client) {
	t.Helper()
	clock := simulator.NewClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	server := simulator.Run(t, simulator.Options{Generation: generation, Now: clock.Now, TokenNow: time.Now})
	server.CreateRoom(algebra, simulator.RoomSeed{Type: 4})
	client, err := classroom.New(classroom.Config{
		AppID: simulator.DemoAppID, AppCertificate: simulator.DemoAppCertificate,
		Region: classroom.RegionAsiaPacific, Endpoint: server.URL, MaxRetries: 4, Clock: impatient{},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if v := server.Violations(); len(v) > 0 {
			t.Errorf("not allowed by the documents: %q", v)
		}
		p := server.Probes()
		slices.Sort(p)
		if generation == simulator.CurrentAPI && len(p) > 0 || len(slices.Compact(p)) != len(server.Probes()) {
			t.Errorf("probed %q", server.Probes())
		}
	})
	return server, clock, client
}

// impatient is the wall clock, on which nobody waits.
type impatient struct{}

func (impatient) Now() time.Time                                   { return time.Now() }
func (impatient) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func TestPollsOverHTTP(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, _, client := inClass(t, generation)
			for _, user := range []string{"ann", "ben"} {
				server.Join(algebra, simulator.UserSeed{UserUUID: user})
			}
			server.StartPoll(algebra, simulator.PollSeed{PollID: "one", Items: []string{"yes", "no"}})
			server.AnswerPoll(algebra, "ann", 0)
			server.AnswerPoll(algebra, "ben", 0)
			server.AnswerPoll(algebra, "ann", 1)
			server.EndPoll(algebra)
			server.StartPoll(algebra, simulator.PollSeed{PollID: "two", Items: []string{"a", "b", "c"}, Multiple: true})
			server.AnswerPoll(algebra, "ben", 2, 0)
			server.AnswerPoll(algebra, "ann", 1)
			server.AnswerPoll(algebra, "ann")
			got, err := classroom.Polls(client.PollEvents(t.Context(), algebra))
			want := []classroom.Poll{
				{
					ID: "one", Mode: classroom.SingleChoice,
					Options: []classroom.PollOption{{Index: 0, Text: "yes", Count: 1, Share: 0.5}, {Index: 1, Text: "no", Count: 1, Share: 0.5}},
					Answers: []classroom.PollAnswer{{UserUUID: "ann", UserName: "ann", Selected: []int64{1}}, {UserUUID: "ben", UserName: "ben", Selected: []int64{0}}},
				},
				{
					ID: "two", Mode: classroom.MultipleChoice, InProgress: true,
					Options: []classroom.PollOption{{Index: 0, Text: "a", Count: 1, Share: 1}, {Index: 1, Text: "b"}, {Index: 2, Text: "c", Count: 1, Share: 1}},
					Answers: []classroom.PollAnswer{{UserUUID: "ben", UserName: "ben", Selected: []int64{0, 2}}},
				},
			}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, want)
			}
		})
	}
}

func TestQuizzesOverHTTP(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, clock, client := inClass(t, generation)
			for _, user := range []string{"ann", "ben", "cy"} {
				server.Join(algebra, simulator.UserSeed{UserUUID: user})
			}
			received := clock.Now()
			server.StartQuiz(algebra, simulator.QuizSeed{QuizID: "q", Items: []string{"A", "B", "C"}, Correct: []string{"A", "C"}})
			clock.Advance(time.Minute)
			server.AnswerQuiz(algebra, "ann", "C", "A")
			server.AnswerQuiz(algebra, "ben", "B")
			server.AnswerQuiz(algebra, "cy", "B")
			server.AnswerQuiz(algebra, "cy")
			server.EndQuiz(algebra)
			got, err := classroom.Quizzes(client.QuizEvents(t.Context(), algebra))
			want := []classroom.Quiz{{
				ID: "q", ReceivedAt: received,
				SelectedCount: 2, CorrectCount: 1, TotalCount: 3, AverageAccuracy: 0.5,
				Options: []classroom.QuizOption{{Text: "A", Correct: true, Count: 1, Share: 0.5}, {Text: "B", Count: 1, Share: 0.5}, {Text: "C", Correct: true, Count: 1, Share: 0.5}},
				Answers: []classroom.QuizAnswer{
					{UserUUID: "ann", UserName: "ann", Selected: []string{"C", "A"}, Correct: true, CommittedAt: received.Add(time.Minute)},
					{UserUUID: "ben", UserName: "ben", Selected: []string{"B"}, CommittedAt: received.Add(time.Minute)},
				},
			}}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, want)
			}
			if polls, err := classroom.Polls(client.PollEvents(t.Context(), algebra)); err != nil || len(polls) != 0 {
				t.Errorf("polls %v, %v", polls, err)
			}
		})
	}
}

func TestAttendanceOverHTTP(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, clock, client := inClass(t, generation)
			start := clock.Now()
			server.Join(algebra, simulator.UserSeed{UserUUID: "teacher", Role: 1})
			clock.Advance(time.Minute)
			server.Join(algebra, simulator.UserSeed{UserUUID: "ann"})
			server.Join(algebra, simulator.UserSeed{UserUUID: "ben"})
			clock.Advance(10 * time.Minute)
			if err := client.KickUser(t.Context(), algebra, "ben", &classroom.Ban{Duration: new(int64(60))}); err != nil {
				t.Fatal(err)
			}
			server.Leave(algebra, "ann")
			clock.Advance(10 * time.Minute)
			server.Join(algebra, simulator.UserSeed{UserUUID: "ann"})
			clock.Advance(10 * time.Minute)
			got, err := classroom.Attendance(client.Events(t.Context(), algebra, classroom.CmdUsers), clock.Now())
			one, eleven := start.Add(time.Minute), start.Add(11*time.Minute)
			want := []classroom.Attendee{
				{UserUUID: "ann", UserName: "ann", Role: classroom.RoleStudent, FirstJoin: one, LastLeave: eleven, SecondsPresent: 1200, Joins: 2, Online: true},
				{UserUUID: "ben", UserName: "ben", Role: classroom.RoleStudent, FirstJoin: one, LastLeave: eleven, SecondsPresent: 600, Joins: 1, Kicked: true},
				{UserUUID: "teacher", UserName: "teacher", Role: classroom.RoleTeacher, FirstJoin: start, SecondsPresent: 1860, Joins: 1, Online: true},
			}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, want)
			}
		})
	}
}

func TestBanOverHTTP(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, _, client := inClass(t, generation)
			ann := simulator.UserSeed{UserUUID: "ann ?"}
			server.Join(algebra, ann)
			if err := client.KickUser(t.Context(), algebra, "ann ?", nil); err != nil {
				t.Fatal(err)
			}
			if !server.Join(algebra, ann) {
				t.Error("who was only kicked may come back")
			}
			if err := client.KickUser(t.Context(), algebra, "ann ?", &classroom.Ban{}); err != nil {
				t.Fatal(err)
			}
			if server.Join(algebra, ann) {
				t.Error("who is banned came back")
			}
			if err := client.LiftBan(t.Context(), algebra, "ann ?"); err != nil {
				t.Fatal(err)
			}
			if !server.Join(algebra, ann) {
				t.Error("the ban is not lifted")
			}
			if err := client.KickUser(t.Context(), algebra, "nobody", nil); !classroom.IsNotFound(err) || !classroom.HasCode(err, classroom.CodeUserNotFound) {
				t.Errorf("kicked nobody: %v", err)
			}
		})
	}
}

func TestRecordingIsStarted(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, clock, client := inClass(t, generation)
			web := classroom.RecordingRequest{Web: &classroom.WebRecordConfig{RootURL: "https://x.invalid", VideoFPS: new(int64(15)), PublishRTMP: new(false)}}
			server.Fault(simulator.Fault{Match: simulator.Matcher{Method: "PUT", PathContains: "/records/", Times: 1}, CutAfter: true})
			started, err := client.StartRecording(t.Context(), algebra, web)
			if err != nil || started == nil || started.Status != classroom.RecordingRunning || !started.StartedAt.Equal(clock.Now()) {
				t.Fatalf("started %+v, %v, though its answer was lost", started, err)
			}
			if _, err := client.StartRecording(t.Context(), algebra, web); !classroom.HasCode(err, classroom.CodeRecording) {
				t.Errorf("started again: %v", err)
			}
		})
	}
}

func TestRecordingIsHeldAndStopped(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, _, client := inClass(t, generation)
			server.AddRecording(algebra, simulator.RecordingSeed{Type: 3, Status: 1})
			for _, hold := range []bool{true, false} {
				if err := client.HoldRecording(t.Context(), algebra, hold); err != nil {
					t.Fatal(err)
				}
				if room, _ := server.Room(algebra); room.Recordings[0].OnHold != hold {
					t.Errorf("on hold: %v, want %v", !hold, hold)
				}
			}
			if err := client.StopRecording(t.Context(), algebra); err != nil {
				t.Fatal(err)
			}
			if err := client.StopRecording(t.Context(), algebra); !classroom.HasCode(err, classroom.CodeNotRecording) {
				t.Errorf("stopped again: %v", err)
			}
			if _, err := client.StartRecording(t.Context(), algebra, classroom.RecordingRequest{RetryTimeout: new(int64(60))}); err != nil {
				t.Errorf("composite: %v", err)
			}
			if room, _ := server.Room(algebra); len(room.Recordings) != 2 {
				t.Errorf("recordings %+v", room.Recordings)
			}
		})
	}
}

func TestFeedOverHTTP(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, _, client := inClass(t, generation)
			server.CreateRoom("other", simulator.RoomSeed{})
			var want, got []string
			for i := range 7 {
				room := []string{algebra, "other"}[i%2]
				server.AppendEvent(room, 3, map[string]any{"message": fmt.Sprint("a&b", i)})
				want = append(want, fmt.Sprintf("%s: a&b%d", room, i))
			}
			for {
				events, err := client.ConsumeEvents(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if len(events) == 0 {
					break
				}
				for _, event := range events {
					if event.Cmd != classroom.CmdChat || !strings.Contains(string(event.JSON()), `"roomUuid":`) {
						continue
					}
					text := strings.TrimSuffix(strings.TrimPrefix(string(event.Data()), `{"message":"`), `"}`)
					got = append(got, event.RoomUUID+": "+text)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %q\nwant %q", got, want)
			}
		})
	}
}

func TestWidgetsOverHTTP(t *testing.T) {
	for _, generation := range generationsOfService {
		t.Run(string(generation), func(t *testing.T) {
			server, _, client := inClass(t, generation)
			update := classroom.WidgetUpdate{Extra: map[string]any{"a": 1, "b.c": "x"}, Enabled: new(true), Cause: map[string]any{"by": "me"}}
			err := client.UpdateWidget(t.Context(), algebra, "w#1", update)
			if classroom.IsNoRoute(err) {
				if len(server.Probes()) != 1 {
					t.Errorf("probed %q", server.Probes())
				}
				return // the 2023 API has extApps instead
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := client.DeleteWidgetExtra(t.Context(), algebra, "w#1", []string{"a"}, nil); err != nil {
				t.Fatal(err)
			}
			room, err := client.GetRoom(t.Context(), algebra)
			want := classroom.Widget{Extra: map[string]any{"b": map[string]any{"c": "x"}}, Enabled: new(true)}
			if err != nil || !reflect.DeepEqual(room.Widgets["w#1"], want) {
				t.Errorf("got %+v, %v\nwant %+v", room, err, want)
			}
			err = client.RemoveWidget(t.Context(), algebra, "w#1")
			if view, _ := server.Room(algebra); err != nil || len(view.Widgets) != 0 {
				t.Errorf("still there: %+v, %v", view.Widgets, err)
			}
		})
	}
}
