// Histories written by hand: each was once found at random, and went wrong.

package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// eachHistory begins a history in each generation of the service.
func eachHistory(t *testing.T, test func(*history)) {
	t.Helper()
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		t.Run(string(generation), func(t *testing.T) {
			t.Parallel()
			test(newHistory(t, simulator.Options{Generation: generation}))
		})
	}
}

// run plans and applies the configuration, undisturbed, and gives the errors.
func (h *history) run() string {
	h.t.Helper()
	plan := h.plan(h.lesson.blocks(), h.state)
	if plan.errors() != "" {
		return plan.errors()
	}
	reached := h.apply(plan)
	return reached.errors()
}

func (h *history) mustRun() {
	h.t.Helper()
	if errors := h.run(); errors != "" {
		h.t.Fatalf("%s", errors)
	}
	h.expectSettled()
}

// A room is not replaced under the id that it has: what is in it is left alone, too.
func TestHistories_replacementUnderTheSameID(t *testing.T) {
	t.Parallel()
	eachHistory(t, func(h *history) {
		h.lesson.inside[betaAddress] = jsonObject{"b1": "x"}
		h.lesson.inside[groupsAddress] = jsonObject{"red": jsonObject{"users": []any{"ann"}}}
		h.mustRun()
		h.lesson.room["name"] = "Geometry"
		if errors := h.run(); !strings.Contains(errors, "under the same id") {
			t.Fatalf("the replacement is not refused: %s", errors)
		}
		h.lesson.room["name"] = "Algebra"
		h.mustRun()
	})
}

// A room that another configuration creates later with the id of one that is over is left alone,
// with what is in it.
func TestLaterRoomIsNotTakenForTheOneThatIsOver(t *testing.T) {
	t.Parallel()
	h := newHistory(t, simulator.Options{})
	h.lesson.inside[betaAddress] = jsonObject{"b1": "x"}
	h.mustRun()
	h.service.SetState("algebra", 1)
	h.service.SetState("algebra", 3)
	h.mustRun()
	h.clock.Advance(2 * time.Hour)
	h.service.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
	h.mustRun()
	h.lesson.inside[betaAddress] = jsonObject{"b1": "y"}
	h.mustRun()
	if room, _ := h.service.Room("algebra"); len(room.Properties) > 0 {
		t.Errorf("the later room was written: %v", room.Properties)
	}
}
