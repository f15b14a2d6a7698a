// The examples of the pages, pasted as they are into a directory of a real CLI.

package provider_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// examplePages are the configurations that the pages of a kind show, by the page's path in
// examples, without the import blocks.
func examplePages(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, kind := range []string{"provider", "resources/*", "data-sources/*", "actions/*", "ephemeral-resources/*", "functions/*"} {
		files, err := filepath.Glob(filepath.Join("../../examples", filepath.FromSlash(kind), "*.tf"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no examples in %s: %v", kind, err)
		}
		for _, file := range files {
			if strings.HasPrefix(filepath.Base(file), "import-") {
				continue
			}
			page, _ := filepath.Rel("../../examples", filepath.Dir(file))
			pages[filepath.ToSlash(page)] += example(t, filepath.Join(page, filepath.Base(file)))
		}
	}
	return pages
}

// pasteTerminal is a terminal with the values of the examples' variables.
func (f *fixture) pasteTerminal(t *testing.T) *terminal {
	t.Helper()
	c := f.terminal(t)
	c.environment = append(c.environment, "TF_VAR_app_certificate="+simulator.DemoAppCertificate, "TF_VAR_recorder_token=007recorder")
	return c
}

// paste writes a page's example into the directory, with the files that it reads. It says
// which feature the CLI lacks, and then writes nothing.
func (c *terminal) paste(page, hcl string) (lacks string) {
	c.console.t.Helper()
	if lacks = c.lacks(hcl); lacks != "" {
		return lacks
	}
	if !strings.Contains(hcl, "required_providers") {
		c.write("terraform.tf", terminalProvider)
	}
	c.write(strings.ReplaceAll(page, "/", "-")+".tf", hcl)
	for _, read := range regexp.MustCompile(`\$\{path\.module\}/([^"/]+\.ics)`).FindAllStringSubmatch(hcl, -1) {
		c.write(read[1], example(c.console.t, page+"/"+read[1]))
	}
	return ""
}

// lacks says which feature of a configuration this CLI does not have.
func (c *console) lacks(hcl string) string {
	c.t.Helper()
	command := exec.CommandContext(c.t.Context(), c.cli, "version")
	command.Env = c.environment
	out, err := command.Output()
	version := regexp.MustCompile(`^(Terraform|OpenTofu) v1\.(\d+)`).FindStringSubmatch(string(out))
	if err != nil || version == nil {
		c.t.Fatalf("%v: %s", err, out)
	}
	var minor int
	_, _ = fmt.Sscan(version[2], &minor)
	const never = 1000
	for _, feature := range []struct {
		name, block string
		since       map[string]int
	}{
		{"actions", "\naction \"", map[string]int{"Terraform": 14, "OpenTofu": never}},
		{"ephemeral resources", "ephemeral \"", map[string]int{"Terraform": 10, "OpenTofu": 11}},
		{"imports by identity", "identity = {", map[string]int{"Terraform": 12, "OpenTofu": 12}},
	} {
		if strings.Contains(hcl, feature.block) && minor < feature.since[version[1]] {
			return version[0] + " has no " + feature.name
		}
	}
	return ""
}

// everybodyJoins lets those join whom the examples name.
func (f *fixture) everybodyJoins() {
	for _, room := range f.RoomIDs() {
		for _, user := range []string{"ada", "jane", "bob", "mallory", "troll"} {
			f.Join(room, simulator.UserSeed{UserUUID: user})
		}
	}
}

// destroyed destroys all, and expects that no room is left open.
func (c *terminal) destroyed() {
	c.console.t.Helper()
	c.console.run("destroy", "-auto-approve", "-input=false")
	for _, id := range c.RoomIDs() {
		if room, _ := c.Room(id); room.State != 3 {
			c.console.t.Errorf("%s is left in state %d", id, room.State)
		}
	}
}

// applied applies twice, before and after users have joined, and expects empty plans.
func (c *terminal) applied(hcl string) {
	c.console.t.Helper()
	c.apply()
	if strings.Contains(hcl, "user_uuid") {
		c.settled()
		c.everybodyJoins()
		c.environment = append(c.environment, "TF_VAR_ada_has_joined=true")
		c.apply()
	}
	if strings.Contains(c.last(), "Object waits") {
		c.console.t.Errorf("an example is of a room or user that does not exist:\n%s", c.last())
	}
	c.settled()
	for _, id := range c.RoomIDs() {
		if strings.HasPrefix(id, "office-hour-") {
			c.SetState(id, 1) // the class that an action ends
		}
	}
	for _, action := range regexp.MustCompile(`(?m)^action "(\w+)" "(\w+)"`).FindAllStringSubmatch(hcl, -1) {
		c.apply("-invoke=action." + action[1] + "." + action[2])
	}
}

// The example of each page works as it is.
func TestAccExamples_pages(t *testing.T) {
	t.Parallel()
	for page, hcl := range examplePages(t) {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			f.clock.Advance(-24 * time.Hour) // no class is in progress
			c := f.pasteTerminal(t)
			if lacks := c.paste(page, hcl); lacks != "" {
				t.Skip(lacks)
			}
			c.applied(hcl)
			c.destroyed()
		})
	}
}

// The examples of all pages work together, in both generations but for the widget, which the 2023
// API does not have. Each import that a page shows takes up what the page's example has created.
func TestAccExamples_allPages(t *testing.T) {
	t.Parallel()
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		t.Run(string(generation), func(t *testing.T) {
			t.Parallel()
			pages := examplePages(t)
			if generation == simulator.API2023 {
				delete(pages, "resources/classroom_widget")
			}
			f := newFixture(t, simulator.Options{Generation: generation})
			f.Advance(time.Date(2027, 1, 18, 0, 30, 0, 0, time.UTC).Sub(monday)) // rooms with a lead time are due
			c := f.pasteTerminal(t)
			c.applied(c.pasteAll(pages))
			for _, form := range []string{"import-by-string-id.tf", "import-by-identity.tf", "import.sh"} {
				c.importsAll(form, slices.Sorted(maps.Keys(pages)))
				c.settled()
			}
			c.destroyed()
		})
	}
}

// pasteAll pastes the pages that this CLI can read, and gives their text.
func (c *terminal) pasteAll(pages map[string]string) string {
	c.console.t.Helper()
	var all strings.Builder
	for page, hcl := range pages {
		hcl = withImportedIDs(hcl)
		if lacks := c.paste(page, hcl); lacks != "" {
			c.console.t.Logf("%s is left out: %s", page, lacks)
			continue
		}
		all.WriteString(hcl)
	}
	_ = os.Remove(filepath.Join(c.dir, "terraform.tf")) // the provider's page has this block
	return all.String()
}

// withImportedIDs gives rooms the ids that the pages import: the prefix and 1.
func withImportedIDs(hcl string) string {
	return regexp.MustCompile(`room_uuid_prefix += "([^"]*)"`).ReplaceAllString(hcl, `room_uuid = "${1}1"`)
}

// importsAll forgets what the pages import, and imports it as they show.
func (c *terminal) importsAll(form string, pages []string) {
	c.console.t.Helper()
	imports, forget := map[string]string{}, []string{"state", "rm"}
	for _, page := range pages {
		if strings.HasPrefix(page, "resources/") {
			imports[page] = strings.ReplaceAll(example(c.console.t, page+"/"+form), "e4a1c9f0", c.webinarRecording())
			forget = append(forget, importedAddress(c.console.t, page))
		}
	}
	if lacks := c.lacks(imports["resources/classroom_room"]); lacks != "" {
		c.console.t.Logf("%s is left out: %s", form, lacks)
		return
	}
	c.console.run(forget...)
	for page, text := range imports {
		if form != "import.sh" {
			c.write("import-"+filepath.Base(page)+".tf", text)
			continue
		}
		command := regexp.MustCompile(`(?m)^terraform import (\S+) '([^']+)'$`).FindStringSubmatch(text)
		if command == nil {
			c.console.t.Fatalf("%s: no command in %s", page, text)
		}
		c.console.run("import", "-input=false", command[1], command[2])
	}
	c.apply()
	if added := "0 added"; !strings.Contains(c.last(), added) {
		c.console.t.Errorf("%s: not %s:\n%s", form, added, c.last())
	}
	written, _ := filepath.Glob(filepath.Join(c.dir, "import-*.tf"))
	for _, file := range written {
		_ = os.Remove(file)
	}
}

func importedAddress(t *testing.T, page string) string {
	t.Helper()
	to := regexp.MustCompile(`to = (\S+)`).FindStringSubmatch(example(t, page+"/import-by-string-id.tf"))
	if to == nil {
		t.Fatalf("%s has no import block", page)
	}
	return to[1]
}

// webinarRecording is the record_id that the service has made.
func (c *terminal) webinarRecording() string {
	room, _ := c.Room("webinar-1")
	if len(room.Recordings) != 1 {
		c.console.t.Fatalf("recordings of webinar-1: %+v", room.Recordings)
	}
	return room.Recordings[0].RecordID
}
