package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// mainFile calls the module; the demo fills in the first Monday.
//
//go:embed main.tf
var mainFile string

// course is what the demo takes from the timetable: a lecture on Wednesdays and six recitations on
// Thursdays. The whole timetable would take much longer.
const course = "CS1010S"

// configuration is the directory in which the CLI runs. It holds a copy of examples/term.
type configuration struct {
	dir     string
	main    string // text of main.tf
	lessons int    // that the table has
}

func newConfiguration(dir string, firstMonday time.Time) (configuration, error) {
	c := configuration{dir: dir, main: strings.Replace(mainFile, "FIRST_MONDAY", firstMonday.Format(time.DateOnly), 1)}
	if err := os.CopyFS(filepath.Join(dir, "term"), os.DirFS("examples/term")); err != nil {
		return c, err
	}
	table, err := os.ReadFile("examples/term/timetable.csv")
	if err != nil {
		return c, err
	}
	rows, lessons := courseRows(string(table))
	c.lessons = lessons
	return c, errors.Join(c.write("timetable.csv", rows), c.write("main.tf", c.main), c.override())
}

// courseRows are the header and the rows of the course on these days. The cells before the last
// have the weeks, the end, the start and the day.
func courseRows(table string) (rows string, lessons int) {
	for line := range strings.Lines(table) {
		if rows == "" {
			rows = line
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), ",")
		weeks, day := cells[len(cells)-2], cells[len(cells)-5]
		if cells[0] == course && (day == "Wednesday" || day == "Thursday") {
			rows += line
			lessons += len(strings.Fields(weeks))
		}
	}
	return rows, lessons
}

// override writes what is different about single lessons.
func (c configuration) override(entries ...string) error {
	return c.write("overrides.tf", fmt.Sprintf("locals {\n  overrides = {\n    %s\n  }\n}\n", strings.Join(entries, "\n    ")))
}

func (c configuration) write(name, text string) error {
	return os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600)
}

// moduleBlock is the part of main.tf that declares the term.
func (c configuration) moduleBlock() string {
	_, block, _ := strings.Cut(c.main, "\nmodule ")
	block, _, _ = strings.Cut(block, "\n}\n")
	return "module " + block + "\n}"
}
