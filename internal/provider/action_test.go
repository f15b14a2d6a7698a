package provider_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// actionServer is the configured provider behind its protocol, as a CLI with actions has it.
type actionServer struct {
	t       *testing.T
	server  tfprotov6.ActionServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

func (f *fixture) actions(t *testing.T) *actionServer {
	t.Helper()
	server, err := f.factories()["classroom"]()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	actions, ok := server.(tfprotov6.ActionServer)
	if !ok {
		t.Fatal("the provider has no actions")
	}
	a := &actionServer{t, actions, schemas}
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: a.object(schemas.Provider, map[string]any{
		"endpoint": f.URL, "region": "ap", "app_id": simulator.DemoAppID, "app_certificate": simulator.DemoAppCertificate,
	})})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp)
	}
	return a
}

// object makes a configuration whose attributes are null but for the given ones.
func (a *actionServer) object(schema *tfprotov6.Schema, given map[string]any) *tfprotov6.DynamicValue {
	a.t.Helper()
	object, _ := schema.ValueType().(tftypes.Object)
	values := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		values[name] = tftypes.NewValue(kind, given[name])
	}
	for name := range given {
		if _, ok := values[name]; !ok {
			a.t.Fatalf("no attribute %s", name)
		}
	}
	dynamic, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, values))
	if err != nil {
		a.t.Fatal(err)
	}
	return &dynamic
}

func (a *actionServer) config(name string, given map[string]any) *tfprotov6.DynamicValue {
	a.t.Helper()
	schema := a.schemas.ActionSchemas["classroom_"+name]
	if schema == nil {
		a.t.Fatalf("no action %s", name)
	}
	return a.object(schema.Schema, given)
}

// check validates a configuration, then plans it.
func (a *actionServer) check(name string, given map[string]any) []*tfprotov6.Diagnostic {
	a.t.Helper()
	config := a.config(name, given)
	validated, err := a.server.ValidateActionConfig(a.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: "classroom_" + name, Config: config})
	if err != nil {
		a.t.Fatal(err)
	}
	planned, err := a.server.PlanAction(a.t.Context(), &tfprotov6.PlanActionRequest{ActionType: "classroom_" + name, Config: config})
	if err != nil {
		a.t.Fatal(err)
	}
	return slices.Concat(validated.Diagnostics, planned.Diagnostics)
}

// outcome is what a CLI learns of an invoked action.
type outcome struct {
	progress []string
	failure  string // summary and detail of all diagnostics
}

func (a *actionServer) invoke(ctx context.Context, name string, given map[string]any) outcome {
	var got outcome
	stream, err := a.server.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: "classroom_" + name, Config: a.config(name, given)})
	if err != nil {
		a.t.Error(err)
		return got
	}
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			got.progress = append(got.progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			for _, diagnostic := range event.Diagnostics {
				got.failure += diagnostic.Summary + "\n" + diagnostic.Detail + "\n"
			}
		}
	}
	return got
}

// expect compares an outcome: progress line by line, the failure by parts of it.
func (o outcome) expect(t *testing.T, progress []string, failure ...string) {
	t.Helper()
	if !slices.Equal(o.progress, progress) {
		t.Errorf("progress %q\nwant %q", o.progress, progress)
	}
	if (o.failure == "") != (len(failure) == 0) {
		t.Errorf("failed with %q, want %q", o.failure, failure)
	}
	for _, part := range failure {
		if !strings.Contains(o.failure, part) {
			t.Errorf("failed with %q\nwithout %q", o.failure, part)
		}
	}
}

func TestActionConfigs(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	server := f.actions(t)
	unknown := any(tftypes.UnknownValue)
	for name, test := range map[string]struct {
		action string
		config map[string]any
		wrong  string // attribute
	}{
		"kick":                {"kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "u"}, ""},
		"kick for a while":    {"kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u", "ban_duration": 1}, ""},
		"kick, unknown":       {"kick_user", map[string]any{"room_uuid": unknown, "user_uuid": unknown, "ban_duration": unknown}, ""},
		"kick for no time":    {"kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u", "ban_duration": 0}, "ban_duration"},
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
			diagnostics := server.check(test.action, test.config)
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
		server := f.actions(t)
		done := []string{`User "u 1" was put out of room "a#b".`}

		server.invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "u 1"}).expect(t, done)
		server.invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "u 1", "ban_duration": 600}).expect(t, done)
		server.invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "a#b", "user_uuid": "nobody"}).
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
		f.actions(t).invoke(t.Context(), "kick_user", map[string]any{"room_uuid": "r", "user_uuid": "u"}).
			expect(t, nil, "Could not kick", "It is not known", invokeAgain)
		if got := len(f.Requests()); got != 1 {
			t.Errorf("%d requests", got)
		}
	})
}

func TestSetRoomState(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before   int
		state    string
		progress string
		failure  string
	}{
		"starts":             {0, "started", `Room "r" is "started" now.`, ""},
		"ends":               {0, "ended", `Room "r" is "ended" now.`, ""},
		"closes":             {2, "closed", `Room "r" is "closed" now.`, ""},
		"is started already": {1, "started", `Room "r" is "started" already.`, ""},
		"is ended already":   {2, "ended", `Room "r" is "ended" already.`, ""},
		"is closed already":  {3, "closed", `Room "r" is "closed" already.`, ""},
		"is beyond the end":  {3, "ended", `Room "r" is "closed" already.`, ""},
		"cannot start again": {2, "started", "", "that cannot be undone"},
		"cannot open again":  {3, "started", "", "that cannot be undone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.CreateRoom("r", simulator.RoomSeed{State: test.before})
				got := f.actions(t).invoke(t.Context(), "set_room_state", map[string]any{"room_uuid": "r", "state": test.state})
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
		f.actions(t).invoke(t.Context(), "set_room_state", map[string]any{"room_uuid": "r", "state": "closed"}).
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
		server := f.actions(t)
		hold := func(onHold bool) outcome {
			return server.invoke(t.Context(), "hold_recording", map[string]any{"room_uuid": "r", "on_hold": onHold})
		}
		hold(true).expect(t, nil, `Room "r" is not being recorded`, invokeAgain)
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
func TestActionsThroughTheCLI(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
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
`, t.TempDir()+"/events.ndjson"),
				Check: service(func() error {
					if view, _ := f.Room("algebra"); view.State != 1 {
						return fmt.Errorf("the room is in state %d", view.State)
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
