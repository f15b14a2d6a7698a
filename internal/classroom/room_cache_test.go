package classroom

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func named(name string) step { return succeeds(`{"roomName":"` + name + `","roomProperties":{}}`) }

func mustName(t *testing.T, client *Client, want string) {
	t.Helper()
	room, err := client.GetRoom(t.Context(), "room")
	if err != nil || room.Name != want {
		t.Errorf("room %+v, error %v, want %q", room, err, want)
	}
}

func TestConcurrentReadersShareOneGet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(after(time.Second, named("algebra")))
		client := testClient(t, transport)
		var group sync.WaitGroup
		for range 50 {
			group.Go(func() { mustName(t, client, "algebra") })
		}
		group.Wait()
		mustName(t, client, "algebra")
		if n := len(transport.seen()); n != 1 {
			t.Errorf("%d requests for one room, want 1", n)
		}
		if _, err := client.GetRoom(t.Context(), "another"); err != nil || len(transport.seen()) != 2 {
			t.Errorf("another room was not read (%v)", err)
		}
	})
}

func TestWhatAWriteDoesToTheEntry(t *testing.T) {
	for name, test := range map[string]struct {
		write func(context.Context, *Client) error
		drops bool
	}{
		"state":     {func(ctx context.Context, c *Client) error { return c.SetRoomState(ctx, "room", Ended) }, true},
		"groups":    {func(ctx context.Context, c *Client) error { return c.SetGroups(ctx, "room", nil) }, true},
		"no groups": {func(ctx context.Context, c *Client) error { return c.RemoveGroups(ctx, "room") }, true},
		"recording": {func(ctx context.Context, c *Client) error {
			_, err := c.StartRecording(ctx, "room", RecordingRequest{})
			return err
		}, true},
		"hold":         {func(ctx context.Context, c *Client) error { return c.HoldRecording(ctx, "room", true) }, true},
		"no recording": {func(ctx context.Context, c *Client) error { return c.StopRecording(ctx, "room") }, true},
		"create": {func(ctx context.Context, c *Client) error {
			_, err := c.CreateRoom(ctx, "room", RoomRequest{})
			return err
		}, true},
		"properties": {func(ctx context.Context, c *Client) error {
			return c.UpdateRoomProperties(ctx, "room", PropertiesUpdate{}, nil)
		}, false},
		"fewer properties": {func(ctx context.Context, c *Client) error {
			return c.DeleteRoomProperties(ctx, "room", []string{"a"}, nil)
		}, false},
		"extApp": {func(ctx context.Context, c *Client) error {
			return c.UpdateExtAppProperties(ctx, "room", "x", PropertiesUpdate{}, nil)
		}, false},
		"widget": {func(ctx context.Context, c *Client) error { return c.UpdateWidget(ctx, "room", "x", WidgetUpdate{}) }, false},
		"kick":   {func(ctx context.Context, c *Client) error { return c.KickUser(ctx, "room", "ada", nil) }, false},
	} {
		for answer, written := range map[string]step{"taken": succeeds(`null`), "failed": answers(400, `{"code":400}`)} {
			t.Run(name+" "+answer, func(t *testing.T) {
				client := testClient(t, play(named("before"), written, named("after")))
				mustName(t, client, "before")
				if err := test.write(t.Context(), client); (err == nil) != (answer == "taken") {
					t.Error(err)
				}
				shared := "after"
				if answer == "taken" && !test.drops {
					shared = "before"
				}
				mustName(t, client, shared)
				for range 2 {
					if room, err := client.FreshRoom(t.Context(), "room"); err != nil || room.Name != "after" {
						t.Errorf("fresh: %+v, %v", room, err)
					}
				}
				mustName(t, client, "after")
			})
		}
	}
}

func TestFreshRoomIsReadOnce(t *testing.T) {
	transport := play(named("before"), succeeds(`null`), named("after"))
	client := testClient(t, transport)
	fresh := func() {
		if _, err := client.FreshRoom(t.Context(), "room"); err != nil {
			t.Error(err)
		}
	}
	fresh()
	fresh()
	if err := client.KickUser(t.Context(), "room", "ada", nil); err != nil {
		t.Error(err)
	}
	fresh()
	fresh()
	if got := methods(transport); got != "GET POST GET" {
		t.Errorf("requests %s", got)
	}
}

func TestReadingBegunBeforeAWriteIsNotKept(t *testing.T) {
	for name, written := range map[string]time.Duration{"write ends first": 0, "reading ends first": 5 * time.Second} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := testClient(t, play(named("another"), after(2*time.Second, named("old")), after(written, succeeds(`null`)), named("new")))
				if _, err := client.GetRoom(t.Context(), "another"); err != nil { // else readers wait to learn the route
					t.Error(err)
				}
				var group sync.WaitGroup
				group.Go(func() { mustName(t, client, "old") })
				synctest.Wait() // the reading is on its way
				if err := client.SetRoomState(t.Context(), "room", Started); err != nil {
					t.Error(err)
				}
				mustName(t, client, "new") // neither shared with the old reading nor kept from it
				group.Wait()
				mustName(t, client, "new")
			})
		})
	}
}

func TestReadingDuringAWriteIsNeitherOldNorKept(t *testing.T) {
	for name, write := range map[string]func(context.Context, *Client) error{
		"state": func(ctx context.Context, c *Client) error { return c.SetRoomState(ctx, "room", Ended) },
		"create": func(ctx context.Context, c *Client) error {
			_, err := c.CreateRoom(ctx, "room", RoomRequest{})
			return err
		},
		"recording": func(ctx context.Context, c *Client) error {
			_, err := c.StartRecording(ctx, "room", RecordingRequest{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := testClient(t, play(named("before"), after(2*time.Second, succeeds(`null`)), named("meanwhile"), named("after")))
				mustName(t, client, "before")
				var group sync.WaitGroup
				group.Go(func() {
					if err := write(t.Context(), client); err != nil {
						t.Error(err)
					}
				})
				synctest.Wait() // the write is on its way
				mustName(t, client, "meanwhile")
				mustName(t, client, "meanwhile")
				group.Wait()
				mustName(t, client, "after")
			})
		})
	}
}

func TestOnlyCertainAnswersAreKept(t *testing.T) {
	for name, test := range map[string]struct {
		first step
		again int // requests after two readings
	}{
		"missing":    {roomMissing(), 1},
		"over":       {answers(410, `{"code":20410100}`), 1},
		"ended":      {answers(409, `{"code":30409101}`), 1},
		"403":        {answers(403, `{"code":403}`), 2},
		"no answer":  {cut, 2},
		"500":        {answers(500, `{"code":500}`), 2},
		"other code": {answers(400, `{"code":400}`), 2},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.first, named("algebra"))
			client := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = 0 })
			_, first := client.GetRoom(t.Context(), "room")
			_, second := client.GetRoom(t.Context(), "room")
			if first == nil || (second == nil) != (test.again == 2) || len(transport.seen()) != test.again {
				t.Errorf("errors %v, then %v, after %d requests, want %d", first, second, len(transport.seen()), test.again)
			}
			if room, err := client.RefreshRoom(t.Context(), "room"); err != nil || room.Name != "algebra" {
				t.Errorf("%+v, %v after a refresh", room, err)
			}
		})
	}
}

func TestCancelledReaderDoesNotSpoilOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(after(5*time.Second, named("first")), after(5*time.Second, named("second")))
		client := testClient(t, transport)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := client.GetRoom(ctx, "room"); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the cancelled reader got %v", err)
			}
		})
		synctest.Wait()
		for range 10 {
			group.Go(func() { mustName(t, client, "second") })
		}
		group.Wait()
		if n := len(transport.seen()); n != 2 {
			t.Errorf("%d requests, want 2", n)
		}
	})
}

func TestWaitForAnothersReadingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := testClient(t, play(after(5*time.Second, named("algebra"))))
		var group sync.WaitGroup
		group.Go(func() { mustName(t, client, "algebra") })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		started := time.Now()
		_, err := client.GetRoom(ctx, "room")
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(started) != time.Second {
			t.Errorf("%v after %s, want the deadline after 1 s", err, time.Since(started))
		}
		group.Wait()
	})
}

func TestFailureIsSharedByThoseWhoWaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(hangs)
		client := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = 0 })
		var group sync.WaitGroup
		for range 10 {
			group.Go(func() {
				if _, err := client.GetRoom(t.Context(), "room"); asError(t, err).Status != 0 {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if n := len(transport.seen()); n != 1 {
			t.Errorf("%d requests, want 1: a timeout is nobody's cancellation", n)
		}
	})
}

func TestGetRoomByThe2023API(t *testing.T) {
	state := func(sequence, state int) string {
		return fmt.Sprintf(`{"sequence":%d,"cmd":1,"data":{"state":%d}}`, sequence, state)
	}
	sequences := "GET /ap/edu/apps/" + vectorAppID + "/v2/rooms/room/sequences?cmd=1"
	for name, test := range map[string]struct {
		steps []step
		want  RoomState
		err   int
	}{
		"no event":     {[]step{succeeds(`{"list":[]}`)}, StateUnknown, 0},
		"other events": {[]step{succeeds(`{"list":[{"sequence":1,"cmd":1001,"data":{"state":2}}]}`)}, StateUnknown, 0},
		"last state":   {[]step{succeeds(`{"list":[` + state(1, 1) + `,` + state(2, 2) + `],"nextId":null}`)}, Ended, 0},
		"newest first": {[]step{succeeds(`{"list":[` + state(2, 2) + `,` + state(1, 1) + `],"nextId":null}`)}, Ended, 0},
		"next page":    {[]step{succeeds(`{"list":[` + state(1, 1) + `],"nextId":"2"}`), succeeds(`{"list":[` + state(2, 3) + `]}`)}, Closed, 0},
		"missing":      {[]step{roomMissing()}, 0, CodeRoomNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(append([]step{noRouteStep()}, test.steps...)...)
			client := testClient(t, transport)
			room, err := client.GetRoom(t.Context(), "room")
			if test.err != 0 {
				if !HasCode(err, test.err) || room != nil {
					t.Errorf("%+v, %v", room, err)
				}
				return
			}
			if err != nil || room.ReadAt.IsZero() || !reflect.DeepEqual(*room, Room{UUID: "room", Generation: API2023, ReadAt: room.ReadAt, State: test.want}) {
				t.Errorf("%+v, %v", room, err)
			}
			if got := transport.targets()[1]; got != sequences {
				t.Errorf("asked %q, want %q", got, sequences)
			}
			_, _ = client.RefreshRoom(t.Context(), "room")
			if n := len(transport.seen()); n != 1+2*len(test.steps)-(len(test.steps)-1) {
				t.Errorf("%d requests: the missing route was asked for again", n)
			}
		})
	}
}
