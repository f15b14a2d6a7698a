package classroom

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestConfirmRoomGone(t *testing.T) {
	for name, test := range map[string]struct {
		second step
		code   int // of the error
		reads  int // after the room is read once more
	}{
		"gone":            {roomMissing(), CodeRoomNotFound, 2},
		"there after all": {named("algebra"), 0, 2},
		"refused":         {answers(403, `{"code":403}`), 403, 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(roomMissing(), test.second)
				client := testClient(t, transport)
				if _, err := client.GetRoom(t.Context(), "room"); !IsRoomNotFound(err) {
					t.Fatal(err)
				}
				started := time.Now()
				for _, look := range []func(context.Context, string) (*Room, error){client.ConfirmRoomGone, client.GetRoom} {
					room, err := look(t.Context(), "room")
					if (room == nil) != (test.code != 0) || (err == nil) != (test.code == 0) || test.code != 0 && !HasCode(err, test.code) {
						t.Errorf("%+v, %v", room, err)
					}
				}
				if took := time.Since(started); took != secondLookAfter || len(transport.seen()) != test.reads {
					t.Errorf("took %s and %d requests", took, len(transport.seen()))
				}
			})
		})
	}
}

func TestConfirmationIsSharedUntilAWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(roomMissing(), roomMissing(), succeeds(`null`), roomMissing())
		client := testClient(t, transport)
		look := func() {
			if _, err := client.ConfirmRoomGone(t.Context(), "room"); !IsRoomNotFound(err) {
				t.Error(err)
			}
		}
		_, _ = client.GetRoom(t.Context(), "room")
		var group sync.WaitGroup
		for range 8 {
			group.Go(look)
		}
		group.Wait()
		look() // by an object that comes later
		if got := methods(transport); got != "GET GET" {
			t.Errorf("before the write: %s", got)
		}
		if _, err := client.CreateRoom(t.Context(), "room", RoomRequest{}); err != nil {
			t.Error(err)
		}
		look()
		if got := methods(transport); got != "GET GET POST GET" {
			t.Errorf("after the write: %s", got)
		}
	})
}

func TestConfirmationEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(named("algebra"))
		client := testClient(t, transport)
		ctx, cancel := context.WithTimeout(t.Context(), secondLookAfter/2)
		defer cancel()
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := client.ConfirmRoomGone(ctx, "room"); !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
		})
		synctest.Wait()
		if room, err := client.ConfirmRoomGone(t.Context(), "room"); err != nil || room.Name != "algebra" {
			t.Errorf("%+v, %v for those who still wait", room, err)
		}
		group.Wait()
	})
}

// A second look that was not taken leaves the answer of the first.
func TestCancelledConfirmationForgetsNothing(t *testing.T) {
	transport := play(roomMissing())
	client := testClient(t, transport)
	_, _ = client.GetRoom(t.Context(), "room")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.ConfirmRoomGone(ctx, "room"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := client.GetRoom(t.Context(), "room"); !IsRoomNotFound(err) || len(transport.seen()) != 1 {
		t.Errorf("%v after %d requests", err, len(transport.seen()))
	}
}

func TestShownStates(t *testing.T) {
	for name, test := range map[string]struct {
		answer         step
		started, ended bool
		code           int
	}{
		"no event":           {succeeds(`{"list":[]}`), false, false, 0},
		"closed only":        {succeeds(`{"list":[{"sequence":1,"cmd":1,"data":{"state":3}}]}`), false, true, 0},
		"started and closed": {succeeds(`{"list":[{"sequence":2,"cmd":1,"data":{"state":3}},{"sequence":1,"cmd":"1","data":{"state":"1"}}]}`), true, true, 0},
		"started in silence": {succeeds(`{"list":[{"sequence":1,"cmd":1,"data":{"state":2,"startTime":1611561776588}}]}`), true, true, 0},
		"in progress":        {succeeds(`{"list":[{"sequence":1,"cmd":1,"data":{"state":1,"startTime":1611561776588}}]}`), true, false, 0},
		"another event":      {succeeds(`{"list":[{"sequence":1,"cmd":1001,"data":{"state":1}}]}`), false, false, 0},
		"gone":               {roomMissing(), false, false, CodeRoomNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.answer)
			started, ended, err := testClient(t, transport).ShownStates(t.Context(), "room")
			if started != test.started || ended != test.ended || (err != nil) != (test.code != 0) || err != nil && !HasCode(err, test.code) {
				t.Errorf("%t, %t, %v", started, ended, err)
			}
			if target := transport.targets()[0]; target != "GET /ap/edu/apps/"+vectorAppID+"/v2/rooms/room/sequences?cmd=1" {
				t.Errorf("asked %s", target)
			}
		})
	}
}
