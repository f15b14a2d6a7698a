package classroom

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestConsumeEvents(t *testing.T) {
	for name, test := range map[string]struct {
		data string
		want []string
	}{
		"none":            {`[]`, nil},
		"no data":         {`null`, nil},
		"empty object":    {`{}`, nil},
		"a list":          {`[{"roomUuid":"a","cmd":20,"sequence":1,"data":{}},{"roomUuid":"b","cmd":"1","sequence":"7"}]`, []string{`{"cmd":20,"data":{},"roomUuid":"a","sequence":1}`, `{"cmd":"1","roomUuid":"b","sequence":"7"}`}},
		"a page":          {`{"list":[{"sequence":1}],"count":1}`, []string{`{"sequence":1}`}},
		"an empty page":   {`{"list":[],"count":0}`, nil},
		"a single one":    {`{"roomUuid":"a","cmd":3}`, []string{`{"cmd":3,"roomUuid":"a"}`}},
		"unknown fields":  {`[{"sequence":1,"new":{"n":12345678901234567890.10,"url":"a&b"}}]`, []string{`{"new":{"n":12345678901234567890.10,"url":"a&b"},"sequence":1}`}},
		"of another type": {`["what"]`, []string{`"what"`}},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(succeeds(test.data))
			events, err := testClient(t, transport).ConsumeEvents(t.Context())
			if err != nil || len(events) != len(test.want) {
				t.Fatalf("got %d events, %v", len(events), err)
			}
			for i, event := range events {
				if got := string(event.JSON()); got != test.want[i] {
					t.Errorf("event %d is %s\nwant %s", i, got, test.want[i])
				}
			}
			if got, want := transport.targets()[0], "GET /ap/edu/polling/apps/"+vectorAppID+"/v2/rooms/sequences"; got != want {
				t.Errorf("sent %s\nwant %s", got, want)
			}
		})
	}
}

func TestConsumeEventsReadsTheEnvelope(t *testing.T) {
	events, err := testClient(t, play(succeeds(`[{"roomUuid":"a","cmd":"20","sequence":5,"version":1,"data":{"total":3}}]`))).ConsumeEvents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e := events[0]; e.RoomUUID != "a" || e.Cmd != CmdUsers || e.Sequence != 5 || e.Version != 1 || string(e.Data()) != `{"total":3}` {
		t.Errorf("got %+v with data %s", e, e.Data())
	}
}

func TestConsumeEventsIsNotRepeated(t *testing.T) {
	for name, test := range map[string]struct {
		first  step
		repeat bool
	}{
		"cut":       {cut, false},
		"truncated": {truncated, false},
		"503":       {answers(503, ""), false},
		"not sent":  {unsent, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := play(test.first, succeeds(`[{"sequence":1}]`))
				events, err := testClient(t, transport).ConsumeEvents(t.Context())
				if test.repeat && (err != nil || len(events) != 1) || !test.repeat && (err == nil || len(transport.seen()) != 1) {
					t.Errorf("%d events, %v after %d attempts", len(events), err, len(transport.seen()))
				}
			})
		})
	}
}

func TestConsumeEventsOutlivesTheRunBriefly(t *testing.T) {
	for name, test := range map[string]struct {
		takes  time.Duration // by the service
		events int
	}{
		"answered in time": {writeGrace - time.Second, 1},
		"too late":         {writeGrace + 2*time.Second, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(time.Millisecond, cancel)
				transport := play(after(test.takes, succeeds(`[{"sequence":1}]`)))
				events, err := testClient(t, transport).ConsumeEvents(ctx)
				if len(events) != test.events || (err == nil) != (test.events > 0) {
					t.Errorf("%d events, %v", len(events), err)
				}
			})
		})
	}
}

func TestConsumeEventsOfACancelledRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	transport := play(succeeds(`[]`))
	if _, err := testClient(t, transport).ConsumeEvents(ctx); !errors.Is(err, context.Canceled) || len(transport.seen()) != 0 {
		t.Errorf("%v after %v", err, transport.targets())
	}
}
