package provider_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// exampleTerm calls the module for a term that starts a week after monday.
const exampleTerm = `
module "term" {
  source       = "./term"
  timetable    = file("timetable.csv")
  time_zone    = "Asia/Singapore"
  first_monday = "2026-11-30"
  weeks        = 2
  recorded     = ["Lecture"]
  teachers     = { "CS1010S Tutorial 1" = ["ada"] }
  groups       = { "CS1010S Tutorial 1" = { pair = { name = "Pair", users = ["ann", "bob"] } } }
  overrides    = { "MA1521 Lecture 1 week 2" = { date = "2026-12-10" } }
}

output "skipped" { value = module.term.skipped }
output "reports" { value = module.term.reports }
`

const exampleTermRows = `module,title,lesson_type,class_no,weekday,start,end,weeks
MA1521,Calculus,Lecture,1,Tuesday,0800,1000,1 2
CS1010S,Programming,Tutorial,1,Monday,0900,1000,1 2
`

// useExampleTerm installs the module and a configuration that calls it.
func (c *terminal) useExampleTerm(rows string) {
	c.console.t.Helper()
	if err := os.CopyFS(filepath.Join(c.dir, "term"), os.DirFS("../../examples/term")); err != nil {
		c.console.t.Fatal(err)
	}
	c.write("timetable.csv", rows)
	c.write("main.tf", exampleTerm)
	c.console.run("get")
}

// at moves the clock forward to a time after monday.
func (f *fixture) at(after time.Duration) { f.clock.Advance(monday.Add(after).Sub(f.clock.Now())) }

// A term is declared once. Every apply is followed by an empty plan, as its weeks pass.
func TestAccExamples_termThroughItsWeeks(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(t *testing.T, c *terminal) {
		const day, lecture, tutorial = 24 * time.Hour, "MA1521-Lecture-1-week-1", "CS1010S-Tutorial-1-week-1"
		c.useExampleTerm(exampleTermRows)
		step := func(after time.Duration) {
			t.Helper()
			c.at(after)
			c.apply()
			c.settled()
		}
		expectRooms := func(want ...string) {
			t.Helper()
			if got := c.RoomIDs(); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
				t.Errorf("rooms %q, want %q", got, want)
			}
		}

		step(0)
		expectRooms()
		step(6 * day) // the eve of the first week
		expectRooms(tutorial, lecture)
		room, _ := c.Room(tutorial)
		if room.Name != "CS1010S Tutorial 1: Programming" || room.Type != 4 || len(room.Groups) != 1 || room.Properties["teachers"] == nil {
			t.Errorf("the tutorial's room: %+v", room)
		}
		step(7*day + 16*time.Hour + 30*time.Minute) // in the lecture
		if starts := recordingStarts(c.fixture); starts != 1 {
			t.Errorf("%d recordings started, want that of the lecture", starts)
		}
		step(7*day + 18*time.Hour + 30*time.Minute) // after the lecture
		c.console.run("output", "-json", "reports")
		if !strings.Contains(c.last(), "MA1521 Lecture 1 week 1") {
			t.Errorf("the lecture's report is not complete: %s", c.last())
		}
		step(16*day + 16*time.Hour + 30*time.Minute) // in the lecture of the second week, which has moved to Thursday
		expectRooms("MA1521-Lecture-1-week-2")
		if starts := recordingStarts(c.fixture); starts != 2 {
			t.Errorf("%d recordings started, want 2", starts)
		}
	})
}

func recordingStarts(f *fixture) (starts int) {
	for _, write := range f.writes() {
		starts += one(strings.HasSuffix(write, "records/states/1"))
	}
	return starts
}

// A bad row is an error that names the row, also where its lessons are in the state.
func TestAccExamples_termRefusesBadRows(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		old, bad string
		words    []string
	}{
		"weekday":                {"Tuesday", "Tues", []string{"Row 2 (MA1521 Lecture 1)", `weekday "Tues"`}},
		"start":                  {"0900", "9 am", []string{"Row 3 (CS1010S Tutorial 1)", `start "9 am"`}},
		"ends before it starts":  {"1000,1 2\nCS", "0700,1 2\nCS", []string{"Row 2", "must end after it starts"}},
		"week outside the term":  {"1 2\nCS", "1 3\nCS", []string{"Row 2", `week "3"`}},
		"no weeks":               {"1 2\nCS", "\nCS", []string{"Row 2", "weeks is empty"}},
		"no class":               {"Tutorial,1", "Tutorial,", []string{"Row 3", "class_no is empty"}},
		"a cell too few":         {"Lecture,1,", "Lecture,", []string{"line 2"}},
		"column of another name": {"weekday", "day", []string{"no column weekday"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newFixture(t, simulator.Options{}).terminal(t)
			c.useExampleTerm(strings.Replace(exampleTermRows, test.old, test.bad, 1))
			c.refuses(plan, test.words...)
		})
	}
}

// The module's own tests pass.
func TestAccExamples_termTests(t *testing.T) {
	t.Parallel()
	c := newFixture(t, simulator.Options{}).terminal(t)
	c.useExampleTerm(exampleTermRows)
	c.console.run("-chdir=term", "test")
}

// The repository that the guide "A term in CI" shows makes the objects that the guide counts, and
// adopts the rooms of a run whose state is lost. Its state is a file here.
func TestAccExamples_pipelines(t *testing.T) {
	t.Parallel()
	c := newFixture(t, simulator.Options{}).terminal(t)
	c.useExampleCI()
	c.at(41*24*time.Hour + 12*time.Hour) // the Sunday before the first week
	applyOslo := with(apply, "-var-file=schools/oslo.tfvars")

	c.console.run(applyOslo...)
	if !strings.Contains(c.last(), "Resources: 61 added") || !strings.Contains(c.last(), "skipped = {}") {
		t.Errorf("the apply says %s", c.last())
	}
	if rooms := c.RoomIDs(); len(rooms) != 1 || !strings.HasPrefix(rooms[0], "oslo-2027-1-algebra") {
		t.Errorf("rooms %q, want that of the first lecture", rooms)
	}
	c.console.run("state", "list")
	if recordings := strings.Count(c.last(), "classroom_recording.lesson"); recordings != 12 {
		t.Errorf("%d recordings, want those of the lectures", recordings)
	}

	if err := os.Remove(filepath.Join(c.dir, "terraform.tfstate")); err != nil {
		t.Fatal(err)
	}
	c.console.run(applyOslo...)
	if !strings.Contains(c.last(), "Room was adopted") {
		t.Errorf("the apply without a state says %s", c.last())
	}
}

// useExampleCI makes the user's repository, with its state in a file.
func (c *terminal) useExampleCI() {
	t := c.console.t
	t.Helper()
	for from, to := range map[string]string{"ci": ".", "term": "term"} {
		if err := os.CopyFS(filepath.Join(c.dir, to), os.DirFS(filepath.Join("../../examples", from))); err != nil {
			t.Fatal(err)
		}
	}
	main := c.read(filepath.Join(c.dir, "main.tf"))
	local := strings.Replace(main, `backend "pg" {}`, "", 1)
	if local == main {
		t.Fatal("the state is not in PostgreSQL")
	}
	c.write("main.tf", local)
	c.console.run("get")
}
