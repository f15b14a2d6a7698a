package provider_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// lesson is the class that the examples read.
func (f *fixture) lesson() {
	const algebra = "algebra-2026-11-23"
	f.CreateRoom(algebra, simulator.RoomSeed{State: 1})
	f.Join(algebra, simulator.UserSeed{UserUUID: "ada", UserName: "Ada", Properties: map[string]any{"seat": 3}})
	f.Chat(algebra, "ada", "Good morning")
	f.StartPoll(algebra, simulator.PollSeed{PollID: "p", Items: []string{"yes", "no"}})
	f.AnswerPoll(algebra, "ada", 1)
	f.EndPoll(algebra)
	f.StartQuiz(algebra, simulator.QuizSeed{QuizID: "q", Items: []string{"2", "4"}, Correct: []string{"4"}})
	f.AnswerQuiz(algebra, "ada", "4")
	f.AddRecording(algebra, simulator.RecordingSeed{URL: "a/index.m3u8"})
	f.clock.Advance(30 * time.Minute)
	f.SetState(algebra, 2)
}

func example(t *testing.T, path string) string {
	t.Helper()
	hcl, err := os.ReadFile(filepath.Join("..", "..", "examples", path))
	if err != nil {
		t.Fatal(err)
	}
	return string(hcl)
}

func TestAccExamples_dataSources(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.lesson()
		for name, want := range map[string]struct {
			output string
			value  knownvalue.Check
		}{
			"classroom_room":          {"over", knownvalue.Bool(true)},
			"classroom_user":          {"ada", knownvalue.ObjectPartial(map[string]knownvalue.Check{"online": knownvalue.Bool(true)})},
			"classroom_recordings":    {"videos", texts("a/index.m3u8")},
			"classroom_room_events":   {"transcript", texts("Ada: Good morning")},
			"classroom_polls":         {"results", knownvalue.ObjectExact(map[string]knownvalue.Check{"p": texts("yes: 0", "no: 1")})},
			"classroom_popup_quizzes": {"right", knownvalue.ObjectExact(map[string]knownvalue.Check{"q": texts("ada")})},
			"classroom_attendance":    {"present", texts("ada")},
		} {
			f.run(resource.TestStep{
				Config:            example(t, "data-sources/"+name+"/data-source.tf"),
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue(want.output, want.value)},
			})
		}
	})
}

func texts(want ...string) knownvalue.Check {
	var checks []knownvalue.Check
	for _, text := range want {
		checks = append(checks, knownvalue.StringExact(text))
	}
	return knownvalue.TupleExact(checks)
}

func TestAccExamples_actions(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	for _, name := range []string{"kick_user", "set_room_state", "hold_recording", "collect_events"} {
		f.runFrom(tfversion.SkipBelow(tfversion.Version1_14_0), resource.TestStep{Config: example(t, "actions/classroom_"+name+"/action.tf")})
	}
}

func TestAccExamples_classReport(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		config := example(t, "resources/classroom_class_report/resource.tf")
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{
				PreConfig: func() {
					f.clock.Advance(17 * time.Hour)
					f.Join("algebra-2026-11-24", simulator.UserSeed{UserUUID: "ada"})
					f.clock.Advance(time.Hour)
				},
				Config:            config,
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("present", texts("ada"))},
			},
		)
	})
}
