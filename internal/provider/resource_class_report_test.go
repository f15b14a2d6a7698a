package provider_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const report = "classroom_class_report.test"

func reportConfig(attributes string) string {
	return "resource \"classroom_class_report\" \"test\" {\nroom_uuid = \"algebra\"\n" + attributes + "\n}\n"
}

// reportedRoom is a room with its report.
func reportedRoom(attributes string) string {
	return roomConfig(attributes) + reportConfig("depends_on = [classroom_room.test]")
}

func reports(want map[string]knownvalue.Check) []statecheck.StateCheck {
	var checks []statecheck.StateCheck
	for attribute, value := range want {
		checks = append(checks, statecheck.ExpectKnownValue(report, tfjsonpath.New(attribute), value))
	}
	return checks
}

// teach lets a class of one student take place, with a poll that nobody ends.
func (f *fixture) teach() {
	f.clock.Advance(2*time.Hour + time.Minute)
	f.Join("algebra", simulator.UserSeed{UserUUID: "amy", UserName: "Amy"})
	f.Reward("algebra", "amy", 2)
	f.StartPoll("algebra", simulator.PollSeed{PollID: "p", Items: []string{"a", "b"}})
	f.AnswerPoll("algebra", "amy", 1)
	f.StartQuiz("algebra", simulator.QuizSeed{QuizID: "q", Items: []string{"x"}, Correct: []string{"x"}})
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "r", URL: "https://cdn.example/r"})
}

var empty = knownvalue.ListSizeExact(0)

func TestAccClassReportResource_basic(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		config := reportedRoom(scheduled)
		kept := reports(map[string]knownvalue.Check{
			"attendees": knownvalue.ListExact([]knownvalue.Check{knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"user_uuid": knownvalue.StringExact("amy"), "online": no, "rewards": knownvalue.Int64Exact(2), "seconds_present": knownvalue.Int64Exact(64 * 60),
			})}),
			"polls":         entry("in_progress", no),
			"popup_quizzes": entry("in_progress", no),
			"recordings":    entry("url", knownvalue.StringExact("https://cdn.example/r")),
			"complete":      yes,
			"read_at":       knownvalue.StringExact("2026-11-23T11:16:00Z"),
		})
		f.run(
			resource.TestStep{Config: config, ConfigStateChecks: reports(map[string]knownvalue.Check{
				"include": knownvalue.SetSizeExact(4), "attendees": empty, "polls": empty, "popup_quizzes": empty, "recordings": empty,
				"complete": no, "read_at": knownvalue.StringExact("2026-11-23T08:00:00Z"),
			})},
			resource.TestStep{
				PreConfig:        f.teach,
				Config:           config,
				ConfigPlanChecks: expectEmptyPlan(),
				ConfigStateChecks: reports(map[string]knownvalue.Check{
					"attendees": entry("online", yes), "polls": entry("in_progress", yes), "popup_quizzes": entry("in_progress", yes),
					"complete": no, "read_at": knownvalue.StringExact("2026-11-23T10:01:00Z"),
				}),
			},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(75 * time.Minute) },
				Config:            config,
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: kept,
			},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(2 * time.Hour); f.ResetRequests() },
				Config:            config,
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: kept,
				Check:             f.readNoRecordings(),
			},
		)
	})
}

// readNoRecordings expects that no report was read since the last forget.
func (f *fixture) readNoRecordings() resource.TestCheckFunc {
	return service(func() error {
		for _, request := range f.Requests() {
			if strings.HasSuffix(request.Path, "/records") {
				return errors.New("a report that is kept was read again")
			}
		}
		return nil
	})
}

// Another room of the same id is none of the report's business.
func TestAccClassReportResource_anIDThatIsInUseAgain(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
	another := func() {
		f.DeleteRoom("algebra")
		f.clock.Advance(3 * time.Hour)
		f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
		f.Join("algebra", simulator.UserSeed{UserUUID: "eve"})
	}
	f.run(
		resource.TestStep{Config: reportConfig("")},
		resource.TestStep{
			PreConfig:         another,
			Config:            reportConfig(""),
			ConfigPlanChecks:  expectEmptyPlan(),
			ConfigStateChecks: reports(map[string]knownvalue.Check{"attendees": entry("user_uuid", knownvalue.StringExact("amy")), "complete": no}),
		},
	)
}

func TestAccClassReportResource_include(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
		f.run(
			resource.TestStep{
				Config: reportConfig(`include = ["attendance"]`),
				ConfigStateChecks: reports(map[string]knownvalue.Check{
					"attendees": knownvalue.ListSizeExact(1), "polls": knownvalue.Null(), "popup_quizzes": knownvalue.Null(), "recordings": knownvalue.Null(),
				}),
			},
			resource.TestStep{
				PreConfig: func() { f.StartPoll("algebra", simulator.PollSeed{PollID: "p", Items: []string{"a"}}); f.forget() },
				Config:    reportConfig(`include = ["polls", "recordings"]`),
				ConfigPlanChecks: planning(report, plancheck.ResourceActionUpdate,
					plancheck.ExpectKnownValue(report, tfjsonpath.New("attendees"), knownvalue.Null())),
				ConfigStateChecks: reports(map[string]knownvalue.Check{
					"attendees": knownvalue.Null(), "polls": knownvalue.ListSizeExact(1), "popup_quizzes": knownvalue.Null(), "recordings": empty,
				}),
				Check: f.untouched(),
			},
		)
		f.run(resource.TestStep{Config: reportConfig(`include = []`), ExpectError: regexp.MustCompile(`at least 1`)})
		f.run(resource.TestStep{Config: reportConfig(`include = ["chat"]`), ExpectError: regexp.MustCompile(`"attendance"`)})
	})
}

// What is not in the report when the room is destroyed cannot be read later.
func TestAccClassReportResource_includesMoreTooLate(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := func(include string) string {
		return roomConfig(scheduled) + reportConfig("depends_on = [classroom_room.test]\ninclude = "+include)
	}
	heard := f.runHearing(
		resource.TestStep{Config: config(`["attendance", "polls"]`)},
		resource.TestStep{PreConfig: func() { f.teach(); f.clock.Advance(75 * time.Minute) }, Config: config(`["attendance", "polls"]`)},
		resource.TestStep{
			PreConfig: func() { f.clock.Advance(2 * time.Hour) },
			Config:    config(`["attendance"]`),
			ConfigStateChecks: reports(map[string]knownvalue.Check{
				"attendees": knownvalue.ListSizeExact(1), "polls": knownvalue.Null(), "complete": yes,
			}),
		},
		resource.TestStep{
			Config: config(`["attendance", "recordings"]`),
			ConfigStateChecks: reports(map[string]knownvalue.Check{
				"attendees": knownvalue.ListSizeExact(1), "recordings": empty, "complete": no,
			}),
		},
	)
	heard.expect(t, "Class report cannot be read again")
}

// A recording that is running, or whose files are to come, can change the report yet.
func TestAccClassReportResource_waitsForRecordings(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.SetState("algebra", 1)
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "r", Status: 1})
	step := func(prepare func(), complete knownvalue.Check, url knownvalue.Check) resource.TestStep {
		return resource.TestStep{
			PreConfig: prepare, Config: reportConfig(""),
			ConfigStateChecks: reports(map[string]knownvalue.Check{"complete": complete, "recordings": entry("url", url)}),
		}
	}
	f.run(
		step(func() {}, no, knownvalue.Null()),
		step(func() { f.SetState("algebra", 2) }, no, knownvalue.Null()),
		step(func() { f.FinishRecording("algebra") }, yes, knownvalue.NotNull()),
	)
}

func TestAccClassReportResource_incomplete(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(t *testing.T, c *terminal) {
		c.configure(reportedRoom(scheduled))
		c.apply()
		c.teach()
		c.apply("-refresh-only")
		c.clock.Advance(5 * time.Hour)
		for _, command := range [][]string{plan, plan, apply} {
			c.console.run(command...)
			if !strings.Contains(c.last(), "Class report is incomplete") {
				t.Errorf("%v does not warn: %s", command, c.last())
			}
		}
		c.settled()
		if strings.Contains(c.last(), "Class report is incomplete") {
			t.Errorf("the warning is there again after an apply: %s", c.last())
		}
		c.console.run("state", "show", "-no-color", report)
		for _, kept := range []string{`user_uuid       = "amy"`, `complete      = false`, `read_at       = "2026-11-23T10:01:00Z"`} {
			if !strings.Contains(c.last(), kept) {
				t.Errorf("the state has no %s:\n%s", kept, c.last())
			}
		}
		c.ResetRequests()
		c.console.run("destroy", "-auto-approve", "-target="+report)
		if writes := c.bodies(); len(writes) > 0 {
			t.Errorf("destroying the report wrote %q", writes)
		}
	})
}

// A plan alone keeps nothing, and says that there is nothing to do.
func TestAccClassReportResource_keptByRefreshOnly(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(t *testing.T, c *terminal) {
		c.configure(reportedRoom(scheduled))
		c.apply()
		c.teach()
		c.clock.Advance(75 * time.Minute)
		c.settled()
		c.console.run("state", "show", "-no-color", report)
		if !strings.Contains(c.last(), "complete      = false") {
			t.Errorf("a plan kept the report: %s", c.last())
		}
		c.apply("-refresh-only")
		c.clock.Advance(5 * time.Hour)
		c.settled()
		c.console.run("state", "show", "-no-color", report)
		if !strings.Contains(c.last(), "complete      = true") {
			t.Errorf("an apply -refresh-only did not keep the report: %s", c.last())
		}
	})
}

func TestAccClassReportResource_waitsForItsRoom(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		config := reportedRoom(scheduled + "lead_time = \"30m\"")
		f.run(
			resource.TestStep{Config: config, ConfigStateChecks: reports(map[string]knownvalue.Check{
				"attendees": empty, "polls": empty, "complete": no, "read_at": knownvalue.Null(),
			})},
			resource.TestStep{
				PreConfig:         func() { f.clock.Advance(100 * time.Minute) },
				Config:            config,
				ConfigPlanChecks:  planning(report, plancheck.ResourceActionCreate),
				ConfigStateChecks: reports(map[string]knownvalue.Check{"read_at": knownvalue.StringExact("2026-11-23T09:40:00Z")}),
			},
		)
	})
}

// A room that vanishes before its class has nothing to report: the report is the next room's.
func TestAccClassReportResource_followsTheClass(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: reportedRoom(scheduled)},
			resource.TestStep{PreConfig: func() { f.DeleteRoom("algebra") }, Config: reportedRoom(scheduled)},
			resource.TestStep{
				PreConfig:         f.teach,
				Config:            reportedRoom(scheduled),
				ConfigPlanChecks:  expectEmptyPlan(),
				ConfigStateChecks: reports(map[string]knownvalue.Check{"attendees": entry("user_uuid", knownvalue.StringExact("amy"))}),
			},
			resource.TestStep{PreConfig: func() { f.clock.Advance(5 * time.Hour) }, Config: reportedRoom(scheduled)},
		)
	})
}

// A service may refuse to show anything of a class that is over.
func TestAccClassReportResource_aRoomThatAnswersThatItIsOver(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]simulator.Readings{
		"once it has ended":  {Over: simulator.Over30410100, OverEverywhere: true},
		"once it has closed": {Over: simulator.Over20410100, OverEverywhere: true, OverOnceClosed: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{Readings: readings})
			heard := f.runHearing(
				resource.TestStep{Config: reportedRoom(scheduled)},
				resource.TestStep{PreConfig: f.teach, Config: reportedRoom(scheduled)},
				resource.TestStep{
					PreConfig:         func() { f.clock.Advance(70 * time.Minute) },
					Config:            reportedRoom(scheduled),
					ConfigPlanChecks:  expectEmptyPlan(),
					ConfigStateChecks: reports(map[string]knownvalue.Check{"attendees": knownvalue.ListSizeExact(1), "complete": no}),
				},
			)
			heard.expect(t, "Class report is incomplete")
		})
	}
}
