package provider_test

import (
	"encoding/json"
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

// readmeBlocks are the README's blocks of a language; of console blocks, the commands.
func readmeBlocks(t *testing.T, language string) []string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, match := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllSubmatch(readme, -1) {
		blocks = append(blocks, strings.ReplaceAll("\n"+string(match[1]), "\n$ ", "\n"))
	}
	return blocks
}

// The README's first steps, in a new home directory, without CLI configuration and registry: init
// finds what make install has put there. Only the simulator is this test's.
func TestAccProvider_readmeFirstSteps(t *testing.T) {
	t.Parallel()
	console, hcl := readmeBlocks(t, "console"), readmeBlocks(t, "hcl")
	if len(console) != 4 || len(hcl) != 1 {
		t.Fatalf("README.md has %d blocks of commands and %d configurations", len(console), len(hcl))
	}
	install, simulate, _ := strings.Cut(strings.TrimSpace(console[0]), "\n")
	start := regexp.MustCompile(`-now (\S+)$`).FindStringSubmatch(simulate)
	if start == nil {
		t.Fatalf("no time in %q", simulate)
	}
	now, err := time.Parse(time.RFC3339, start[1])
	if err != nil {
		t.Fatal(err)
	}
	clock := simulator.NewClock(now)
	service := simulator.Run(t, simulator.Options{Now: clock.Now})
	home := t.TempDir()
	environment := append(environmentWithoutCLI(),
		"HOME="+home, "APPDATA="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"))
	for _, commands := range []string{install, console[1]} {
		shell := exec.CommandContext(t.Context(), "sh", "-ec", commands)
		shell.Dir, shell.Env = "../..", append(slices.Clone(environment), goSettings(t)...)
		if out, err := shell.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", commands, err, out)
		}
	}

	c := newReadmeConsole(t, filepath.Join(home, "school"), environment)
	c.write("main.tf", strings.Replace(hcl[0], "http://127.0.0.1:8080", service.URL, 1))
	for _, command := range strings.Split(strings.TrimSpace(console[2]), "\n") {
		args := strings.Fields(strings.TrimPrefix(command, "terraform "))
		if args[0] == "apply" {
			args = append(args, "-auto-approve")
		}
		c.run(append(args, "-input=false", "-no-color")...)
	}
	if rooms := len(service.RoomIDs()); rooms != 4 {
		t.Errorf("%d rooms are open, want the 4 of the first week", rooms)
	}
	c.run("plan", "-detailed-exitcode", "-input=false")

	clock.Advance(readmeAdvance(t, console[3]))
	c.readmeClass()
	clock.Advance(12 * time.Hour)
	c.run("destroy", "-auto-approve", "-input=false")
}

// readmeAdvance is how far the README's last commands move the clock before they apply and destroy.
func readmeAdvance(t *testing.T, commands string) time.Duration {
	t.Helper()
	advance := regexp.MustCompile(`/clock -d '{"advance":"(\S+)"}'\nterraform apply\nterraform destroy\n$`).FindStringSubmatch(commands)
	if advance == nil {
		t.Fatalf("the README's last commands are %q", commands)
	}
	by, err := time.ParseDuration(advance[1])
	if err != nil {
		t.Fatal(err)
	}
	return by
}

// readmeClass is what the README says of an apply and a destroy in the first lecture.
func (c *console) readmeClass() {
	c.t.Helper()
	c.run(apply...)
	if !strings.Contains(c.latest, "classroom_recording.lesson") || !strings.Contains(c.latest, "0 added, 1 changed, 0 destroyed") {
		c.t.Errorf("the apply in class does not start one recording: %s", c.latest)
	}
	c.fail("destroy", "-auto-approve", "-input=false")
	if !strings.Contains(c.latest, "Class is in progress") {
		c.t.Errorf("the destroy in class says %s", c.latest)
	}
}

func newReadmeConsole(t *testing.T, dir string, environment []string) *console {
	t.Helper()
	runsCLI(t)
	c := &console{t: t, cli: os.Getenv("TF_ACC_TERRAFORM_PATH"), dir: dir, said: map[string]string{}}
	if c.cli == "" {
		c.cli = "terraform"
	}
	const nobody = "http://127.0.0.1:9" // a proxy that refuses connections; loopback addresses do not use it
	c.environment = append(environment, "HTTP_PROXY="+nobody, "HTTPS_PROXY="+nobody, "CHECKPOINT_DISABLE=1")
	return c
}

// environmentWithoutCLI is this process's environment without what make, a CLI or the provider reads.
func environmentWithoutCLI() []string {
	return slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return strings.HasPrefix(name, "TF_") || strings.HasPrefix(name, "AGORA_") || strings.HasPrefix(name, "MAKE") ||
			slices.Contains([]string{"MFLAGS", "PLUGINS", "VERSION", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}, strings.ToUpper(name))
	})
}

// goSettings are the directories that Go otherwise derives from the home directory. Git's
// configuration is there, too: without it, Git may refuse to say which commit is built.
func goSettings(t *testing.T) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "env", "-json", "GOPATH", "GOCACHE", "GOENV", "GOFLAGS").Output()
	var values map[string]string
	if err != nil || json.Unmarshal(out, &values) != nil {
		t.Fatalf("go env: %v\n%s", err, out)
	}
	values["GOFLAGS"] += " -buildvcs=false"
	var settings []string
	for name, value := range values {
		settings = append(settings, name+"="+value)
	}
	return settings
}
