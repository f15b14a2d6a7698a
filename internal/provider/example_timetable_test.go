package provider_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/config"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const exampleTimetable = "../../examples/timetable"

// timetableStep applies the example's teaching week of a term that is not over by any CLI's clock.
func timetableStep(dir string, week int64, more config.Variables) resource.TestStep {
	variables := config.Variables{"week": config.IntegerVariable(week), "first_monday": config.StringVariable("2090-01-02")}
	for name, value := range more {
		variables[name] = value
	}
	return resource.TestStep{ConfigDirectory: config.StaticDirectory(dir), ConfigVariables: variables}
}

// runTimetable runs steps on the eve of teaching week 3. The example brings a provider
// block of its own, which reads the environment.
func runTimetable(t *testing.T, generation simulator.Generation, steps func(*fixture) []resource.TestStep) {
	t.Helper()
	f := newFixture(t, simulator.Options{Generation: generation})
	f.clock.Advance(time.Date(2090, 1, 15, 12, 0, 0, 0, time.UTC).Sub(f.clock.Now()))
	t.Setenv("TF_ACC_PROVIDER_NAMESPACE", "flexclass") // the example names its source
	t.Setenv("AGORA_APP_ID", simulator.DemoAppID)
	t.Setenv("AGORA_APP_CERTIFICATE", simulator.DemoAppCertificate)
	t.Setenv("AGORA_REGION", "ap")
	t.Setenv("AGORA_ENDPOINT", f.URL)
	testCase := resource.TestCase{IsUnitTest: true, Steps: steps(f)}
	if last := testCase.Steps[len(testCase.Steps)-1]; last.ExpectError == nil {
		// The framework cannot read a state with for_each, which it does unless that is empty.
		last.PlanOnly, last.Destroy, last.PreConfig, last.ConfigStateChecks = false, true, nil, nil
		testCase.Steps = append(testCase.Steps, last)
	}
	for i := range testCase.Steps {
		testCase.Steps[i].ProtoV6ProviderFactories = f.factories()
	}
	resource.Test(t, testCase)
}

func onceApplied(check func()) []statecheck.StateCheck {
	return []statecheck.StateCheck{applied(check)}
}

// applied runs once the step is applied.
type applied func()

func (check applied) CheckState(context.Context, statecheck.CheckStateRequest, *statecheck.CheckStateResponse) {
	check()
}

func TestAccExamples_timetableAWeekOfClassrooms(t *testing.T) {
	runTimetable(t, simulator.Now, func(f *fixture) []resource.TestStep {
		week := timetableStep(exampleTimetable, 3, nil)
		week.ConfigStateChecks = onceApplied(func() {
			checkRoomCount(t, f, lessonsOfWeek(t, "3", func([]string) bool { return true }))
			checkTutorial(t, f)
			checkLecture(t, f)
		})
		wednesdayNight := timetableStep(exampleTimetable, 3, nil)
		wednesdayNight.PlanOnly = true
		wednesdayNight.PreConfig = func() {
			f.clock.Advance(74 * time.Hour)
			if _, exists := f.Room("cs1010s-tutorial-1-2090-01-16-0900"); exists {
				t.Error("Monday's room outlived its class: an empty plan would show nothing")
			}
		}
		return []resource.TestStep{week, wednesdayNight}
	})
}

func checkTutorial(t *testing.T, f *fixture) {
	t.Helper()
	room, _ := f.Room("cs1010s-tutorial-1-2090-01-16-0900")
	if room.Name != "CS1010S Tutorial 1: Programming Methodology" || room.Type != 4 {
		t.Errorf("name %q, type %d", room.Name, room.Type)
	}
	start := time.Date(2090, 1, 16, 1, 0, 0, 0, time.UTC).UnixMilli()
	if room.Schedule.StartTime != start || room.Schedule.Duration != 3600 {
		t.Errorf("schedule %+v, want it to start at %d for an hour", room.Schedule, start)
	}
	for key, want := range map[string]any{"module": "CS1010S", "lesson_type": "Tutorial", "class_no": "1"} {
		if room.Properties[key] != want {
			t.Errorf("property %s is %v, want %v", key, room.Properties[key], want)
		}
	}
	checkGroups(t, f, room.Groups)
}

func checkGroups(t *testing.T, f *fixture, groups map[string]simulator.Group) {
	t.Helper()
	if pair := groups["pair-3"]; len(groups) != 3 || pair.Name != "Pair 3" ||
		!slices.Equal(slices.Sorted(slices.Values(pair.Users)), []string{"e0100005", "e0100006", "e0100007"}) {
		t.Errorf("groups %+v", groups)
	}
	if other, _ := f.Room("cs1010s-tutorial-2-2090-01-16-1000"); len(other.Groups) != 0 {
		t.Errorf("a class without rows has groups: %+v", other.Groups)
	}
}

func checkLecture(t *testing.T, f *fixture) {
	t.Helper()
	for _, id := range []string{"ma1521-lecture-1-2090-01-17-0800", "ma1521-lecture-1-2090-01-20-0800"} {
		if room, _ := f.Room(id); room.Type != 2 || room.Schedule.Duration != 7200 {
			t.Errorf("%s: type %d, duration %d", id, room.Type, room.Schedule.Duration)
		}
	}
}

func TestAccExamples_timetableLeavesOutLessonsThatAreOver(t *testing.T) {
	runTimetable(t, simulator.Spec, func(f *fixture) []resource.TestStep {
		midweek := timetableStep(exampleTimetable, 1, config.Variables{
			"first_monday": config.StringVariable("2090-01-16"),
			"as_of":        config.StringVariable("2090-01-18T12:00:00+08:00"),
		})
		midweek.ConfigStateChecks = onceApplied(func() {
			checkRoomCount(t, f, lessonsOfWeek(t, "1", func(row []string) bool {
				day, end := row[4], row[6]
				return day == "Thursday" || day == "Friday" || day == "Wednesday" && end > "1200"
			}))
		})
		pastTerm := timetableStep(exampleTimetable, 1, config.Variables{"first_monday": config.StringVariable("2020-01-06")})
		pastTerm.ConfigStateChecks = []statecheck.StateCheck{
			statecheck.ExpectKnownOutputValue("skipped", knownvalue.ListSizeExact(lessonsOfWeek(t, "1", func([]string) bool { return true }))),
			statecheck.ExpectKnownOutputValue("rooms_by_day", knownvalue.ObjectExact(map[string]knownvalue.Check{})),
		}
		return []resource.TestStep{midweek, pastTerm}
	})
}

func TestAccExamples_timetableRefusesBadInput(t *testing.T) {
	tests := map[string]struct {
		variables config.Variables
		want      string
	}{
		"week 0":          {config.Variables{"week": config.IntegerVariable(0)}, `whole\s+number`},
		"week 14":         {config.Variables{"week": config.IntegerVariable(14)}, `whole\s+number`},
		"a Tuesday":       {config.Variables{"first_monday": config.StringVariable("2090-01-03")}, `a\s+Monday`},
		"no date":         {config.Variables{"first_monday": config.StringVariable("2090-02-30")}, `a\s+Monday`},
		"no time":         {config.Variables{"as_of": config.StringVariable("noon")}, `RFC\s+3339`},
		"recess after 14": {config.Variables{"recess_after": config.IntegerVariable(14)}, `before\s+the\s+recess`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			runTimetable(t, simulator.Now, func(*fixture) []resource.TestStep {
				step := timetableStep(exampleTimetable, 3, test.variables)
				step.PlanOnly = true
				step.ExpectError = regexp.MustCompile(test.want)
				return []resource.TestStep{step}
			})
		})
	}
}

func TestAccExamples_timetableRepeatedRows(t *testing.T) {
	const row = "CS3216,Software Product Engineering,Lecture,1,Monday,1830,2030,1 2 3,\n"
	tests := map[string]struct {
		rows string
		fail *regexp.Regexp
	}{
		"the same lesson twice is one classroom":   {rows: row + row},
		"two lessons with one id are not lost":     {rows: row + strings.Replace(row, "2030", "2100", 1), fail: regexp.MustCompile("Duplicate object key")},
		"odd characters stay out of the room's id": {rows: "CS/3216*,\"O'Neill, \"\"Ed\"\"\",Lecture,Ä1,Monday,1830,2030,3,\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(exampleTimetable)); err != nil {
				t.Fatal(err)
			}
			table := "module,title,lesson_type,class_no,weekday,start,end,weeks,size\n" + test.rows
			if err := os.WriteFile(filepath.Join(dir, "timetable.csv"), []byte(table), 0o600); err != nil {
				t.Fatal(err)
			}
			runTimetable(t, simulator.Now, func(f *fixture) []resource.TestStep {
				step := timetableStep(dir, 3, nil)
				step.ExpectError = test.fail
				step.ConfigStateChecks = onceApplied(func() { checkRoomCount(t, f, 1) })
				return []resource.TestStep{step}
			})
		})
	}
}

func checkRoomCount(t *testing.T, f *fixture, want int) {
	t.Helper()
	if got := len(f.RoomIDs()); got != want || want == 0 {
		t.Errorf("%d classrooms, want %d", got, want)
	}
}

// lessonsOfWeek counts the rows of a teaching week that keep holds for.
func lessonsOfWeek(t *testing.T, week string, keep func(row []string) bool) int {
	t.Helper()
	file, err := os.Open(filepath.Join(exampleTimetable, "timetable.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return len(slices.DeleteFunc(rows, func(row []string) bool {
		return !slices.Contains(strings.Fields(row[7]), week) || !keep(row)
	}))
}
