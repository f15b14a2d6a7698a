package provider_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestAccRoomResource_idInUse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		state int
		want  string
	}{
		"exists":         {state: 0, want: `(?s)on_conflict = "adopt".*import\s+it\s+instead.*  terraform import ADDRESS 'algebra'.*HTTP status 409, business code 20409100`},
		"not yet closed": {state: 3, want: `(?s)Apply\s+again\s+in\s+an\s+hour.*an\s+hour\s+after\s+it\s+has\s+closed`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.CreateRoom("algebra", simulator.RoomSeed{Name: "Somebody's", Type: 4, State: test.state})
				f.run(resource.TestStep{Config: roomConfig(algebra), ExpectError: regexp.MustCompile(test.want)})
				if view, _ := f.Room("algebra"); view.Name != "Somebody's" || view.State != test.state {
					t.Errorf("the room was touched: %+v", view)
				}
			})
		})
	}
}

// Each fault hits the create call once; the room must exist once, in the state, in the end.
func TestAccRoomResource_createSurvives(t *testing.T) {
	t.Parallel()
	once := simulator.Matcher{Method: http.MethodPost, Times: 1}
	for name, fault := range map[string]simulator.Fault{
		"a cut before the service takes it":   {Match: once, CutBefore: true},
		"a cut after the service has it":      {Match: once, CutAfter: true},
		"a fault of the service":              {Match: once, Status: 500, Code: 500},
		"a fault after the service has it":    {Match: once, Status: 503, AfterCommit: true},
		"a proxy's page":                      {Match: once, Status: 502, Body: "<html>", ContentType: "text/html"},
		"a truncated answer":                  {Match: once, Truncate: true},
		"a refusal for the rate":              {Match: once, Status: 429, RetryAfter: "7"},
		"an absurd refusal for the rate":      {Match: once, Status: 439, RetryAfter: "99999999"},
		"an answer that is not the service's": {Match: once, Status: 200, Body: "{}", AfterCommit: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.Fault(fault)
				f.run(resource.TestStep{
					Config:            roomConfig(scheduled),
					ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
				})
			})
		})
	}
}

func TestAccRoomResource_withoutAnswerIsNotKept(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(
		resource.TestStep{
			PreConfig:   func() { f.Fault(simulator.Fault{Match: simulator.Matcher{Method: http.MethodPost}, CutBefore: true}) },
			Config:      roomConfig(algebra),
			ExpectError: regexp.MustCompile(`(?s)Could not create room "algebra".*No answer`),
		},
		resource.TestStep{
			PreConfig:        f.ClearFaults,
			Config:           roomConfig(algebra),
			ConfigPlanChecks: expectAction(plancheck.ResourceActionCreate),
		},
	)
}

func TestAccRoomResource_unfinishedIsFinishedByTheNextApply(t *testing.T) {
	t.Parallel()
	config := roomConfig(algebra + `
  properties    = { week = 3 }
  desired_state = "started"
  force_destroy = true
`)
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{
				PreConfig: func() {
					f.Fault(simulator.Fault{Match: simulator.Matcher{Method: http.MethodPut}, Status: 500, Code: 500})
				},
				Config:             config,
				ConfigStateChecks:  expect("state", knownvalue.StringExact("not_started")),
				ExpectNonEmptyPlan: true,
			},
			resource.TestStep{
				PreConfig:         f.ClearFaults,
				Config:            config,
				ConfigPlanChecks:  expectAction(plancheck.ResourceActionUpdate),
				ConfigStateChecks: expect("state", knownvalue.StringExact("started")),
			},
		)
		if got := f.writes(); slices.Contains(got[:len(got)-1], "PUT algebra/states/3") {
			t.Errorf("the unfinished room was closed: %v", got)
		}
	})
}

func TestAccRoomResource_leavesOutWhat2023APILacks(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(resource.TestStep{Config: roomConfig(algebra + `
  hands_up = { max_accept = 2, default_accept_role = "audience" }
  widgets  = { whiteboard = true, chat = false }
  role_limits = {
    student = { limit = 50, default_stream = { state = true, video = false, audio = true } }
  }
`)})
	})
}

func TestAccRoomResource_typeOfTheCurrentAPI(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(resource.TestStep{Config: roomConfig(`
  room_uuid   = "cloud"
  name        = "Cloud"
  type        = "cloud_classroom"
  role_limits = { student = { limit = 50, default_stream = { state = true, video = false, audio = true } } }
`)})
}

// What was there before the first attempt is not ours, whatever becomes of the attempt.
func TestAccRoomResource_thereBeforeIsNotAdopted(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
		f.Fault(simulator.Fault{Match: simulator.Matcher{Method: http.MethodPost, Times: 1}, CutBefore: true})
		f.run(resource.TestStep{
			Config:      roomConfig(algebra + "properties = { a = 1 }"),
			ExpectError: regexp.MustCompile(`(?s)import.*20409100`),
		})
		if view, _ := f.Room("algebra"); len(view.Properties) > 0 || view.State != 0 {
			t.Errorf("the room was touched: %+v", view)
		}
	})
}

func TestAccRoomResource_typeOfTheCurrentAPIBy2023API(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{Generation: simulator.API2023})
	f.run(resource.TestStep{
		Config:      roomConfig("room_uuid = \"cloud\"\nname = \"Cloud\"\ntype = \"cloud_classroom\"\nrole_limits = { student = { limit = 9 } }"),
		ExpectError: regexp.MustCompile(`does not know\s+cloud\s+classrooms`),
	})
	if writes := f.writes(); len(writes) > 0 {
		t.Errorf("sent: %v", writes)
	}
}

func TestAccRoomResource_desiredStateIsUnknownAtPlan(t *testing.T) {
	t.Parallel()
	config := func(input string) string {
		return `
resource "terraform_data" "state" {
  input = "` + input + `"
}
` + roomConfig(algebra+`
  desired_state = terraform_data.state.output == "none" ? null : terraform_data.state.output
  force_destroy = true
`)
	}
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: config("none")},
			resource.TestStep{Config: config("started"), ConfigStateChecks: expect("state", knownvalue.StringExact("started"))},
			resource.TestStep{Config: config("none"), ConfigStateChecks: expect("state", knownvalue.StringExact("started"))},
		)
	})
}

// What is known already takes no request; a class that should be on by now is looked at.
func TestPlainRoomTakesOneRequest(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		cli := f.core(t)
		r, ok := cli.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom"`)))
		if requests := f.Requests(); !ok || len(requests) != 1 || requests[0].Method != "POST" {
			t.Errorf("made %v, says %q", requests, cli.errors())
		}
		if !f.core(t).planIsEmpty(r, jsonConfig("classroom_room", inAlgebra(`"name":"Algebra","type":"small_classroom"`))) {
			t.Error("the plan after is not empty")
		}
		begun := `{"room_uuid":"begun","name":"Algebra","type":"small_classroom","schedule":{"start_time":"2026-11-23T07:50:00Z","duration":3600}}`
		r, ok = cli.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", begun))
		if !ok || !strings.Contains(r.state.String(), `"started"`) {
			t.Errorf("%s, says %q", r.state, cli.errors())
		}
	})
}

// A room with a lead time is kept, too, where it is due when it is declared.
func TestRoomResource_mayExistIsTainted(t *testing.T) {
	t.Parallel()
	for name, more := range map[string]string{
		"without lead_time": "",
		"with lead_time":    `,"lead_time":"48h","schedule":{"start_time":"2026-11-24T09:00:00Z","duration":3600}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				unreachable := sync.OnceFunc(func() { f.Fault(simulator.Fault{Match: simulator.Matcher{Method: "GET"}, Status: 503}) })
				f.Fault(simulator.Fault{Match: simulator.Matcher{Method: "POST"}, Before: unreachable, CutAfter: true})
				cli := f.core(t)
				config := jsonConfig("classroom_room", `{"name":"Algebra","type":"small_classroom"`+more+`}`)
				r, ok := cli.applyConfig(absent("classroom_room"), config)
				if ok || !r.tainted || !strings.Contains(cli.errors(), "terraform untaint ADDRESS") {
					t.Fatalf("tainted: %v, says %q", r.tainted, cli.errors())
				}
				f.ClearFaults()
				replaced, ok := f.core(t).applyConfig(r, config)
				old, _ := f.Room(r.text("room_uuid"))
				if !ok || old.State != 3 || replaced.text("room_uuid") == old.UUID || replaced.text("state") != "not_started" {
					t.Errorf("replaced %v: the old room is in state %d, the new one is %s", ok, old.State, replaced.state)
				}
			})
		})
	}
}
