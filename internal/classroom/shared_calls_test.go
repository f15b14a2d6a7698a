package classroom

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// slowly is a call that takes a second, and counts itself.
func slowly(ctx context.Context, made *int, err error) func() (int, error) {
	return func() (int, error) {
		*made++
		n := *made
		if sleepErr := (wallClock{}).Sleep(ctx, time.Second); sleepErr != nil {
			return 0, sleepErr
		}
		return n, err
	}
}

func TestSharedCallsKeepWhatStaysTrue(t *testing.T) {
	certain, uncertain := errors.New("certain"), errors.New("uncertain")
	for name, test := range map[string]struct {
		err  error
		made int // of three calls, the first two at once
	}{
		"success":          {nil, 1},
		"certain failure":  {certain, 1},
		"uncertain answer": {uncertain, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				made := 0
				shared := newSharedCalls[int](func(err error) bool { return err == nil || errors.Is(err, certain) })
				call := func() {
					if n, err := shared.do(t.Context(), "key", slowly(t.Context(), &made, test.err)); n == 0 || !errors.Is(err, test.err) {
						t.Errorf("%d, %v", n, err)
					}
				}
				var group sync.WaitGroup
				group.Go(call)
				group.Go(call)
				group.Wait()
				call()
				if made != test.made {
					t.Errorf("made %d times, want %d", made, test.made)
				}
			})
		})
	}
}

// A call that was forgotten while it was made must not take the place of the one that came after.
func TestForgottenCallLeavesTheNextAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := 0
		failed := errors.New("failed")
		shared := newSharedCalls[int](func(err error) bool { return err == nil })
		var group sync.WaitGroup
		group.Go(func() { _, _ = shared.do(t.Context(), "key", slowly(t.Context(), &made, failed)) })
		synctest.Wait()
		_ = wallClock{}.Sleep(t.Context(), time.Second/2)
		shared.forget("key")
		for range 2 { // the second comes once the forgotten call has failed
			group.Go(func() {
				if n, err := shared.do(t.Context(), "key", slowly(t.Context(), &made, nil)); n != 2 || err != nil {
					t.Errorf("%d, %v", n, err)
				}
			})
			_ = wallClock{}.Sleep(t.Context(), 3*time.Second/4)
		}
		group.Wait()
		if made != 2 {
			t.Errorf("made %d times, want 2", made)
		}
	})
}
