package classroom

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestGeneration(t *testing.T) {
	for name, test := range map[string]struct {
		first step
		want  Generation
	}{
		"a room":          {named("algebra"), CurrentAPI},
		"no room":         {roomMissing(), CurrentAPI},
		"no route":        {noRouteStep(), API2023},
		"class is over":   {answers(410, `{"code":20410100}`), CurrentAPI},
		"bad credentials": {answers(401, refusal), GenerationUnknown},
		"no answer":       {unsent, GenerationUnknown},
	} {
		client := testClient(t, play(test.first, succeeds(`{"list":[]}`)), noRetry)
		if client.Generation() != GenerationUnknown {
			t.Errorf("%s: known before the first answer", name)
		}
		_, _ = client.GetRoom(t.Context(), "room")
		if got := client.Generation(); got != test.want {
			t.Errorf("%s: generation %d, want %d", name, got, test.want)
		}
	}
}

func TestManyCreatesProbeOnce(t *testing.T) {
	for name, test := range map[string]struct {
		probe step
		gets  int
	}{
		"current API": {after(time.Second, roomMissing()), 1},
		"2023 API":    {after(time.Second, noRouteStep()), 2},
		"no answer":   {after(time.Second, answers(401, refusal)), 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := &byMethod{gets: play(test.probe, roomMissing()), posts: play(succeeds(`null`))}
				client := testClient(t, transport)
				var group sync.WaitGroup
				for i := range 40 {
					group.Go(func() { _, _ = client.CreateRoom(t.Context(), fmt.Sprint("room", i), full()) })
				}
				group.Wait()
				if got := len(transport.gets.seen()); got != test.gets {
					t.Errorf("%d reads, want %d", got, test.gets)
				}
			})
		})
	}
}
