package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/config"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// lesson holds a class in the room that an example has created.
func (f *fixture) lesson() {
	room := f.RoomIDs()[0]
	f.SetState(room, 1)
	f.Join(room, simulator.UserSeed{UserUUID: "ada", UserName: "Ada", Properties: map[string]any{"seat": 3}})
	f.Chat(room, "ada", "Good morning")
	f.StartPoll(room, simulator.PollSeed{PollID: "p", Items: []string{"yes", "no"}})
	f.AnswerPoll(room, "ada", 1)
	f.EndPoll(room)
	f.StartQuiz(room, simulator.QuizSeed{QuizID: "q", Items: []string{"2", "4"}, Correct: []string{"4"}})
	f.AnswerQuiz(room, "ada", "4")
	f.AddRecording(room, simulator.RecordingSeed{URL: "a/index.m3u8"})
	f.clock.Advance(30 * time.Minute)
	f.SetState(room, 2)
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
	for name, want := range map[string]struct {
		output string
		value  knownvalue.Check
	}{
		"classroom_room":          {"history_is_over", knownvalue.Bool(true)},
		"classroom_user":          {"ada", knownvalue.ObjectPartial(map[string]knownvalue.Check{"online": knownvalue.Bool(true)})},
		"classroom_recordings":    {"videos", texts("a/index.m3u8")},
		"classroom_room_events":   {"transcript", texts("Ada: Good morning")},
		"classroom_polls":         {"results", knownvalue.ObjectExact(map[string]knownvalue.Check{"p": texts("yes: 0", "no: 1")})},
		"classroom_popup_quizzes": {"right", knownvalue.ObjectExact(map[string]knownvalue.Check{"q": texts("ada")})},
		"classroom_attendance":    {"present", texts("ada")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				hcl := example(t, "data-sources/"+name+"/data-source.tf")
				f.run(
					resource.TestStep{Config: hcl},
					resource.TestStep{
						PreConfig:         f.lesson,
						Config:            hcl,
						ConfigVariables:   joined(hcl),
						ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue(want.output, want.value)},
					},
				)
			})
		})
	}
}

// joined says that Ada has joined, to the example that asks.
func joined(hcl string) config.Variables {
	if !strings.Contains(hcl, "ada_has_joined") {
		return nil
	}
	return config.Variables{"ada_has_joined": config.BoolVariable(true)}
}

func texts(want ...string) knownvalue.Check {
	var checks []knownvalue.Check
	for _, text := range want {
		checks = append(checks, knownvalue.StringExact(text))
	}
	return knownvalue.TupleExact(checks)
}

func TestAccExamples_classReport(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		f.clock.Advance(time.Date(2027, 1, 18, 8, 0, 0, 0, time.UTC).Sub(f.clock.Now())) // the day before
		hcl := example(t, "resources/classroom_class_report/resource.tf")
		f.run(
			resource.TestStep{Config: hcl},
			resource.TestStep{
				PreConfig: func() {
					f.clock.Advance(17 * time.Hour)
					f.Join(f.RoomIDs()[0], simulator.UserSeed{UserUUID: "ada"})
					f.clock.Advance(time.Hour)
				},
				Config:            hcl,
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("attended", texts("ada"))},
			},
		)
	})
}
