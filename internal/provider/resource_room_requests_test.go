package provider_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// However many rooms start at once: a request creates a room, one reads it while it lives, and none
// is for a room that is only scheduled, or over. What is the same for all rooms is asked for once a
// run: the API's generation, which two answers show of the 2023 API, and the service's time.
func TestAccRoomResource_requests(t *testing.T) {
	t.Parallel()
	const living, scheduled = 20, 10
	for generation, once := range map[simulator.Generation]int{simulator.CurrentAPI: 1, simulator.API2023: 2} {
		t.Run(string(generation), func(t *testing.T) {
			t.Parallel()
			c := newFixture(t, simulator.Options{Generation: generation}).terminal(t)
			c.configure(fmt.Sprintf(`
resource "classroom_room" "living" {
  count     = %d
  room_uuid = "living-${count.index}"
  name      = "Algebra"
  type      = "small_classroom"
  schedule  = { start_time = %q, duration = 3600, close_delay = 0 }
}

resource "classroom_room" "scheduled" {
  count     = %d
  room_uuid = "scheduled-${count.index}"
  name      = "Algebra"
  type      = "small_classroom"
  lead_time = "1h"
  schedule  = { start_time = %q, duration = 3600 }
}
`, living, monday.Add(time.Hour).Format(time.RFC3339), scheduled, monday.Add(30*24*time.Hour).Format(time.RFC3339)))

			c.forget()
			c.apply("-parallelism=40")
			c.requested("creation", map[string]int{"POST": living}, once)
			c.forget()
			c.settled()
			c.requested("refresh", map[string]int{"GET": living}, once)

			c.clock.Advance(24 * time.Hour)
			c.apply() // keeps that the classes are over
			c.forget()
			c.settled()
			c.requested("refresh after the classes", map[string]int{}, once)
		})
	}
}

// requested expects a number of requests by method, and at most some reads more.
func (c *terminal) requested(during string, want map[string]int, more int) {
	c.console.t.Helper()
	got := map[string]int{}
	for _, request := range c.Requests() {
		got[request.Method]++
	}
	reads := got["GET"] - want["GET"]
	if reads < 0 || reads > more || got["POST"] != want["POST"] || got["PUT"]+got["DELETE"] > 0 {
		c.console.t.Errorf("%s: %v requests, want %v and at most %d GET more", during, got, want, more)
	}
}
