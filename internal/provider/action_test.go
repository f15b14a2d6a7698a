package provider_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestActionConfigs(t *testing.T) {
	f := newFixture(t, simulator.Options{})
	cli := f.core(t)
	unknown := any(tftypes.UnknownValue)
	for name, test := range map[string]struct {
		action string
		config map[string]any
		wrong  string // attribute
	}{
		"kick":                {"kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "u"}, ""},
		"kick for a while":    {"kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u", "duration": 1}, ""},
		"kick, unknown":       {"kick_user", map[string]any{"room_uuid": unknown, "user_uuid": unknown, "duration": unknown}, ""},
		"kick for no time":    {"kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u", "duration": 0}, "duration"},
		"kick for longest":    {"kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u", "duration": 2147483647}, ""},
		"kick for too long":   {"kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u", "duration": 3000000000}, "duration"},
		"kick nobody":         {"kick_user", map[string]any{"room_uuid": "r"}, "user_uuid"},
		"kick a bad id":       {"kick_user", map[string]any{"room_uuid": "r", "user_uuid": "a/b"}, "user_uuid"},
		"kick out of a bad":   {"kick_user", map[string]any{"room_uuid": "ä", "user_uuid": "u"}, "room_uuid"},
		"start":               {"set_room_state", map[string]any{"room_uuid": "r", "state": "started"}, ""},
		"unknown state":       {"set_room_state", map[string]any{"room_uuid": "r", "state": unknown}, ""},
		"back to the start":   {"set_room_state", map[string]any{"room_uuid": "r", "state": "not_started"}, "state"},
		"destroy":             {"set_room_state", map[string]any{"room_uuid": "r", "state": "destroyed"}, "state"},
		"hold":                {"hold_recording", map[string]any{"room_uuid": "r", "on_hold": false}, ""},
		"hold or not":         {"hold_recording", map[string]any{"room_uuid": "r"}, "on_hold"},
		"collect":             {"collect_events", map[string]any{"output_file": "events.ndjson"}, ""},
		"collect, unknown":    {"collect_events", map[string]any{"output_file": unknown}, ""},
		"collect to nowhere":  {"collect_events", map[string]any{"output_file": ""}, "output_file"},
		"collect, not at all": {"collect_events", map[string]any{}, "output_file"},
	} {
		t.Run(name, func(t *testing.T) {
			diagnostics := cli.planAction(test.action, test.config)
			if (len(diagnostics) > 0) != (test.wrong != "") {
				t.Fatalf("got %+v", diagnostics)
			}
			for _, diagnostic := range diagnostics {
				if named := fmt.Sprint(diagnostic.Attribute, diagnostic.Detail); !strings.Contains(named, test.wrong) {
					t.Errorf("got %s, want one of %s", named, test.wrong)
				}
			}
		})
	}
	if requests := f.Requests(); len(requests) > 0 {
		t.Errorf("%d requests", len(requests))
	}
}

const invokeAgain = "terraform apply -invoke=action.TYPE.NAME"

func TestKickUser(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("a#b", simulator.RoomSeed{})
		f.Join("a#b", simulator.UserSeed{UserUUID: "u 1"})
		cli := f.core(t)
		done := []string{`User "u 1" was put out of room "a#b".`}

		cli.invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "u 1"}).expect(t, done)
		cli.invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "u 1", "duration": 600}).expect(t, done)
		cli.invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "nobody"}).
			expect(t, nil, `Could not kick user "nobody" out of room "a#b"`, "20404200", "once they have joined", invokeAgain)

		want := []string{`POST a%23b/users/u%201/exit {}`, `POST a%23b/users/u%201/exit {"dirty":{"duration":600,"state":1}}`, `POST a%23b/users/nobody/exit {}`}
		if got := f.bodies(); !slices.Equal(got, want) {
			t.Errorf("sent %q\nwant %q", got, want)
		}
	})
}

func TestKickUserIsNotRepeated(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("r", simulator.RoomSeed{})
		f.Join("r", simulator.UserSeed{UserUUID: "u"})
		f.Fault(simulator.Fault{CutAfter: true})
		f.core(t).invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u"}).
			expect(t, nil, "Could not kick", "It is not known", invokeAgain)
		if got := len(f.Requests()); got != 1 {
			t.Errorf("%d requests", got)
		}
	})
}

func TestSetRoomState(t *testing.T) {
	t.Parallel()
	overEverywhere := simulator.Readings{Over: simulator.Over30410100, OverEverywhere: true}
	for name, test := range map[string]struct {
		before   int
		state    string
		progress string
		failure  string
		readings simulator.Readings
	}{
		"starts":             {0, "started", `Room "r" is "started" now.`, "", simulator.Readings{}},
		"ends":               {0, "ended", `Room "r" is "ended" now.`, "", simulator.Readings{}},
		"closes":             {2, "closed", `Room "r" is "closed" now.`, "", simulator.Readings{}},
		"is started already": {1, "started", `Room "r" is "started" already.`, "", simulator.Readings{}},
		"is ended already":   {2, "ended", `Room "r" is "ended" already.`, "", simulator.Readings{}},
		"is closed already":  {3, "closed", `Room "r" is "closed" already.`, "", simulator.Readings{}},
		"is beyond the end":  {3, "ended", `Room "r" is "closed" already.`, "", simulator.Readings{}},
		"cannot start again": {2, "started", "", "which cannot be undone", simulator.Readings{}},
		"cannot open again":  {3, "started", "", "which cannot be undone", simulator.Readings{}},
		// Even reads of a room whose class has ended may be answered with that alone.
		"is ended already, unreadable":   {2, "ended", `Room "r" is "ended" already.`, "", overEverywhere},
		"is closed already, unreadable":  {3, "closed", `Room "r" is "closed" already.`, "", overEverywhere},
		"is beyond the end, unreadable":  {3, "ended", `Room "r" is "ended" already.`, "", overEverywhere},
		"cannot start again, unreadable": {2, "started", "", "which cannot be undone", overEverywhere},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.SetReadings(test.readings)
				f.CreateRoom("r", simulator.RoomSeed{State: test.before})
				got := f.core(t).invoke(t.Context(), "set_room_state", map[string]any{"room_uuid": "r", "state": test.state})
				if test.failure != "" {
					got.expect(t, nil, test.failure, invokeAgain)
					return
				}
				got.expect(t, []string{test.progress})
			})
		})
	}
}

func TestSetRoomStateOfNoRoom(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.core(t).invoke(t.Context(), "set_room_state", map[string]any{"room_uuid": "r", "state": "closed"}).
			expect(t, nil, `Could not set the state of room "r"`, "20404100", "over and destroyed")
	})
}

func TestHoldRecording(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("r", simulator.RoomSeed{State: 1})
		for range 5 {
			f.AddRecording("r", simulator.RecordingSeed{})
		}
		cli := f.core(t)
		hold := func(onHold bool) outcome {
			return cli.invoke(t.Context(), "hold_recording", map[string]any{"room_uuid": "r", "on_hold": onHold})
		}
		hold(true).expect(t, nil, "Room is not being recorded", invokeAgain)
		if writes := f.writes(); len(writes) > 0 {
			t.Fatalf("sent %q", writes)
		}
		f.AddRecording("r", simulator.RecordingSeed{Type: 3, Status: 1})
		hold(true).expect(t, []string{`The recording of room "r" is on hold.`})
		if view, _ := f.Room("r"); !view.Recordings[5].OnHold {
			t.Error("it is not on hold")
		}
		hold(false).expect(t, []string{`The recording of room "r" goes on.`})
		if view, _ := f.Room("r"); view.Recordings[5].OnHold {
			t.Error("it is on hold")
		}
		f.Fault(simulator.Fault{Match: simulator.Matcher{PathContains: "/states/"}, Status: http.StatusConflict, Code: 30409410})
		hold(true).expect(t, nil, "30409410", invokeAgain)
	})
}

// A CLI before 1.14 has no actions.
func TestAccActions_invoked(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		collected := filepath.Join(t.TempDir(), "events.ndjson")
		f.runFrom(tfversion.SkipBelow(tfversion.Version1_14_0),
			resource.TestStep{
				Config: roomConfig(algebra+`
  force_destroy = true

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.classroom_set_room_state.start, action.classroom_collect_events.all]
    }
  }
`) + fmt.Sprintf(`
action "classroom_set_room_state" "start" {
  config {
    room_uuid = "algebra"
    state     = "started"
  }
}

action "classroom_collect_events" "all" {
  config {
    output_file = %q
  }
}
`, collected),
				Check: service(func() error {
					if view, _ := f.Room("algebra"); view.State != 1 {
						return fmt.Errorf("the room is in state %d", view.State)
					}
					events, err := os.ReadFile(collected)
					if lines := strings.Count(string(events), "\n"); err != nil || lines != 1 {
						return fmt.Errorf("%d events were collected: %w", lines, err)
					}
					return nil
				}),
			},
			resource.TestStep{
				Config: roomConfig(algebra+"force_destroy = true") + `
resource "classroom_room" "other" {
  room_uuid = "other"
  name      = "Other"
  type      = "one_to_one"

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.classroom_kick_user.nobody]
    }
  }
}

action "classroom_kick_user" "nobody" {
  config {
    room_uuid = "other"
    user_uuid = "nobody"
  }
}
`,
				ExpectError: regexp.MustCompile(`Could not kick user "nobody" out of room "other"`),
			},
		)
	})
}
