package classroom_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// patience is a clock that client and service share; waiting moves it.
type patience struct{ *simulator.Clock }

func (p patience) Sleep(ctx context.Context, d time.Duration) error {
	p.Advance(max(d, 0))
	return ctx.Err()
}

// session is a client, the service that it talks to over HTTP, and their clock.
type session struct {
	*classroom.Client
	service *simulator.Server
	clock   patience
}

// held reports at the end what the documents do not allow, and any probing beyond those named.
func (l session) held(t *testing.T, probes ...string) {
	t.Helper()
	for _, violation := range l.service.Violations() {
		t.Errorf("not allowed by the documents: %s", violation)
	}
	if got := l.service.Probes(); !slices.Equal(got, probes) {
		t.Errorf("asked in vain for %q, want %q", got, probes)
	}
}

func start(t *testing.T, generation simulator.Generation, change ...func(*classroom.Config)) session {
	t.Helper()
	clock := patience{simulator.NewClock(time.Now().Truncate(time.Second))}
	service := simulator.Run(t, simulator.Options{Generation: generation, Now: clock.Now})
	cfg := classroom.Config{
		AppID: simulator.DemoAppID, AppCertificate: simulator.DemoAppCertificate, Region: classroom.RegionAsiaPacific,
		Endpoint: service.URL, MaxRetries: 4, Clock: clock,
	}
	for _, f := range change {
		f(&cfg)
	}
	client, err := classroom.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return session{client, service, clock}
}

var generations = []simulator.Generation{simulator.CurrentAPI, simulator.API2023}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const path = "/ap/edu/apps/" + simulator.DemoAppID + "/v2/rooms/"

// probe is the one request that a service of the 2023 API is asked in vain.
func probe(generation simulator.Generation, rest string) []string {
	if generation == simulator.CurrentAPI {
		return nil
	}
	return []string{"GET " + path + rest}
}

func TestLifeOfARoom(t *testing.T) {
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			l, ctx := start(t, generation), t.Context()
			begin := l.clock.Now().Add(time.Hour)
			creation, err := l.CreateRoom(ctx, "algebra #1", classroom.RoomRequest{
				Name: "Algebra 教室", Type: classroom.SmallClassroom,
				Schedule:   &classroom.Schedule{StartTime: begin, Duration: new(int64(1800)), CloseDelay: new(int64(60))},
				HandsUp:    &classroom.HandsUp{MaxAccept: new(int64(3))},
				Properties: map[string]any{"module": "M&M<1>", "deep": map[string]any{"a": 1.5, "b": []any{true}}},
			})
			must(t, err)
			if creation.PropertiesPending != (generation == simulator.API2023) || creation.Adopted {
				t.Errorf("%+v", creation)
			}
			must(t, l.UpdateRoomProperties(ctx, "algebra #1", classroom.PropertiesUpdate{
				Properties: map[string]any{"deep": map[string]any{"a": 1.5, "b": []any{true}}, "module": "M&M<1>", "gone": 1}, Cause: map[string]any{"by": "test"},
			}, new("https://exam.test/?a=1&b=2")))
			must(t, l.UpdateRoomProperties(ctx, "algebra #1", classroom.PropertiesUpdate{Properties: map[string]any{"deep.a": 2}}, nil))
			must(t, l.DeleteRoomProperties(ctx, "algebra #1", []string{"gone", "deep.b"}, nil))
			must(t, l.UpdateExtAppProperties(ctx, "algebra #1", "timer", classroom.PropertiesUpdate{Properties: map[string]any{"left": 3, "x": 1}}, new(true)))
			must(t, l.DeleteExtAppProperties(ctx, "algebra #1", "timer", []string{"x"}, nil))
			must(t, l.SetGroups(ctx, "algebra #1", []classroom.Group{{UUID: "g1", Name: "One", Users: []string{"ada"}}}))
			must(t, l.SetRoomState(ctx, "algebra #1", classroom.Started))
			if err := l.SetRoomState(ctx, "algebra #1", classroom.Started); !classroom.HasCode(err, classroom.CodeRoomStarted) {
				t.Errorf("starting twice: %v", err)
			}

			room, err := l.GetRoom(ctx, "algebra #1")
			must(t, err)
			wantRoom(t, room, begin, generation)
			l.wantHeld(t)

			must(t, l.RemoveGroups(ctx, "algebra #1"))
			must(t, l.SetRoomState(ctx, "algebra #1", classroom.Closed))
			l.clock.Advance(61 * time.Minute)
			if _, err := l.RefreshRoom(ctx, "algebra #1"); !classroom.IsNotFound(err) || classroom.IsNoRoute(err) {
				t.Errorf("a destroyed room: %v", err)
			}
			l.held(t, probe(generation, "algebra%20%231")...)
		})
	}
}

// wantHeld checks what the service has stored of the room.
func (l session) wantHeld(t *testing.T) {
	t.Helper()
	view, _ := l.service.Room("algebra #1")
	if got, err := json.Marshal(view.Properties); err != nil || string(got) != `{"deep":{"a":2},"module":"M\u0026M\u003c1\u003e"}` || view.ExaminationURL != "https://exam.test/?a=1&b=2" {
		t.Errorf("the service holds %s and %s", got, view.ExaminationURL)
	}
	if got := fmt.Sprint(view.Groups, view.ExtApps, view.ExtAppStates); got != "map[g1:{One [ada]}] map[timer:map[left:3]] map[timer:1]" {
		t.Errorf("the service holds %s", got)
	}
}

// wantRoom checks what an answer contains of the room: all, or only its state.
func wantRoom(t *testing.T, room *classroom.Room, begin time.Time, generation simulator.Generation) {
	t.Helper()
	if generation == simulator.API2023 {
		want := classroom.Room{UUID: "algebra #1", Generation: classroom.API2023, ReadAt: room.ReadAt, State: classroom.Started}
		if !reflect.DeepEqual(*room, want) {
			t.Errorf("\n got %+v\nwant %+v", *room, want)
		}
		return
	}
	want := classroom.Room{
		UUID: "algebra #1", Generation: classroom.CurrentAPI, ReadAt: room.ReadAt, State: classroom.Started, Name: "Algebra 教室", Type: new(classroom.SmallClassroom),
		CreatedAt: room.CreatedAt, Schedule: classroom.Schedule{
			StartTime: begin.UTC(), Duration: new(int64(1800)), CloseDelay: new(int64(60)),
			EndTime: begin.UTC().Add(30 * time.Minute), CloseTime: begin.UTC().Add(31 * time.Minute),
		},
		HandsUp: classroom.HandsUp{MaxAccept: new(int64(3))}, ExaminationURL: new("https://exam.test/?a=1&b=2"),
		Properties: map[string]any{"module": "M&M<1>", "deep": map[string]any{"a": json.Number("2")}},
		ExtApps:    map[string]classroom.ExtApp{"timer": {Properties: map[string]any{"left": json.Number("3")}, Enabled: new(true)}},
		Widgets:    map[string]classroom.Widget{},
		Groups:     map[string]classroom.Group{"g1": {UUID: "g1", Name: "One", Users: []string{"ada"}}},
	}
	if !reflect.DeepEqual(*room, want) {
		t.Errorf("\n got %+v\nwant %+v", *room, want)
	}
}

func TestUsers(t *testing.T) {
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			l, ctx := start(t, generation), t.Context()
			l.service.CreateRoom("room", simulator.RoomSeed{})
			if _, err := l.GetUser(ctx, "room", "ada"); !classroom.HasCode(err, classroom.CodeUserNotFound) {
				t.Errorf("a user who has not joined: %v", err)
			}
			if err := l.UpdateUserProperties(ctx, "room", "ada", classroom.PropertiesUpdate{}); !classroom.IsNotFound(err) {
				t.Errorf("properties of a user who has not joined: %v", err)
			}
			l.service.Join("room", simulator.UserSeed{UserUUID: "ada", UserName: "Ada", Role: 1, StreamUUID: "42"})
			must(t, l.UpdateUserProperties(ctx, "room", "ada", classroom.PropertiesUpdate{Properties: map[string]any{"seat": 4, "gone": 1}}))
			must(t, l.DeleteUserProperties(ctx, "room", "ada", []string{"gone"}, map[string]any{"by": "test"}))
			user, err := l.GetUser(ctx, "room", "ada")
			must(t, err)
			want := classroom.User{UUID: "ada", Name: "Ada", Role: classroom.RoleTeacher, StreamUUID: "42", Online: true,
				Properties: map[string]any{"seat": json.Number("4")}, UpdatedAt: user.UpdatedAt}
			if !reflect.DeepEqual(*user, want) || user.UpdatedAt.Before(l.clock.Now().Add(-time.Minute)) {
				t.Errorf("\n got %+v\nwant %+v", *user, want)
			}
			l.held(t, probe(generation, "room/users/ada")...)
		})
	}
}

func TestAwkwardIDs(t *testing.T) {
	const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,"
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			l, ctx := start(t, generation), t.Context()
			for _, id := range []string{alphabet[:64], alphabet[25:], "..", ".", "%2e", "100%", "a?b#c", " ", "sequences", "records"} {
				_, err := l.CreateRoom(ctx, id, classroom.RoomRequest{Name: id[:1]})
				must(t, err)
				must(t, l.SetRoomState(ctx, id, classroom.Started))
				if room, err := l.GetRoom(ctx, id); err != nil || room.State != classroom.Started {
					t.Errorf("%q: %+v, %v", id, room, err)
				}
				if _, there := l.service.Room(id); !there {
					t.Errorf("%q arrived as another of %q", id, l.service.RoomIDs())
				}
			}
			l.held(t, l.service.Probes()...)
			if n := len(l.service.Probes()); n > 1 {
				t.Errorf("%d requests in vain", n)
			}
		})
	}
}

func TestFirstReadersAskOnce(t *testing.T) {
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			l := start(t, generation)
			for i := range 20 {
				l.service.CreateRoom(fmt.Sprint("room", i), simulator.RoomSeed{})
			}
			var group sync.WaitGroup
			for i := range 100 {
				group.Go(func() {
					if _, err := l.GetRoom(t.Context(), fmt.Sprint("room", i%20)); err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
			probes := l.service.Probes()
			if generation == simulator.API2023 && len(probes) != 1 || generation == simulator.CurrentAPI && len(probes) != 0 {
				t.Errorf("asked in vain for %q", probes)
			}
			if n := len(l.service.Requests()) - len(probes); n != 20 {
				t.Errorf("%d requests for 20 rooms", n)
			}
		})
	}
}

func TestListingsCrossPages(t *testing.T) {
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			l := start(t, generation)
			l.service.CreateRoom("room", simulator.RoomSeed{})
			var want []string
			for i := range 7 {
				want = append(want, l.service.AddRecording("room", simulator.RecordingSeed{RecordID: fmt.Sprint("r", i)}))
			}
			var got []string
			recordings, err := l.ListRecordings(t.Context(), "room")
			must(t, err)
			for _, recording := range recordings {
				got = append(got, recording.ID)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) || len(l.service.Requests()) != 3 {
				t.Errorf("%q after %d requests, want %q after 3", got, len(l.service.Requests()), want)
			}
			l.held(t)
		})
	}
}

func TestOtherRegionLooksMissing(t *testing.T) {
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			l := start(t, generation, func(cfg *classroom.Config) { cfg.Region = classroom.RegionEurope })
			l.service.CreateRoom("room", simulator.RoomSeed{})
			if _, err := l.GetRoom(t.Context(), "room"); !classroom.HasCode(err, classroom.CodeRoomNotFound) {
				t.Error(err)
			}
		})
	}
}
