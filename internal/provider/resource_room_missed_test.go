// Classes that have passed, with a room and without.

package provider_test

import (
	"strings"
	"testing"
	"time"
)

// A class without a duration that a room was opened for was not missed, however late its end is noticed.
func TestRoomResource_openEndedClassIsOver(t *testing.T) {
	t.Parallel()
	for name, seen := range map[string]bool{"seen in class": true, "not seen": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				config := jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom","lead_time":"48h","schedule":{"start_time":"2026-11-24T08:00:00Z"}`))
				r, _ := f.core(t).applyConfig(absent("classroom_room"), config)
				f.clock.Advance(24*time.Hour + 10*time.Minute)
				if seen {
					r, _ = f.core(t).applyConfig(r, config)
				}
				f.clock.Advance(6 * 24 * time.Hour)
				run := f.core(t)
				over, ok := run.applyConfig(r, config)
				if !ok || over.text("state") != "destroyed" || over.text("created_at") != r.text("created_at") || strings.Contains(run.warnings(), "Class has passed") {
					t.Errorf("%s, says %q", over.state, run.errors()+run.warnings())
				}
				if !f.core(t).planIsEmpty(over, config) || len(f.RoomIDs()) != 0 {
					t.Error("the plan after is not empty")
				}
			})
		})
	}
}
