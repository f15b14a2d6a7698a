//go:build linux

package provider_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// killedCLI is a real CLI with the real provider, in a directory of their own.
type killedCLI struct {
	t           *testing.T
	path, dir   string
	binary      string
	environment []string

	mu      sync.Mutex
	process *os.Process // of the CLI that runs
}

func newKilledCLI(t *testing.T, f *fixture, rooms int) *killedCLI {
	t.Helper()
	path := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if path == "" {
		var err error
		if path, err = exec.LookPath("terraform"); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	c := &killedCLI{t: t, path: path, dir: dir, binary: filepath.Join(dir, "bin", "terraform-provider-classroom")}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", c.binary, "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c.write("dev.tfrc", fmt.Sprintf(`provider_installation {
  dev_overrides {
    "registry.terraform.io/flexclass/classroom" = %[1]q
    "registry.opentofu.org/flexclass/classroom" = %[1]q
  }
  direct {}
}`, filepath.Dir(c.binary)))
	c.write("main.tf", fmt.Sprintf(`terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}
resource "classroom_room" "class" {
  count     = %d
  room_uuid = "class-${count.index}"
  name      = "Class"
  type      = "small_classroom"
}
`, rooms)+f.config(""))
	c.environment = append(os.Environ(), "TF_CLI_CONFIG_FILE="+filepath.Join(dir, "dev.tfrc"), "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1")
	return c
}

func (c *killedCLI) write(name, text string) {
	c.t.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c *killedCLI) run(args ...string) (output string, status int) {
	c.t.Helper()
	out := &strings.Builder{}
	command := exec.CommandContext(c.t.Context(), c.path, append(args, "-no-color")...)
	command.Dir, command.Env, command.Stdout, command.Stderr = c.dir, c.environment, out, out
	if err := command.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.mu.Lock()
	c.process = command.Process
	c.mu.Unlock()
	_ = command.Wait() // its status says more
	return out.String(), command.ProcessState.ExitCode()
}

// killProvider ends, at once, the provider that the running CLI has started, and no other.
func (c *killedCLI) killProvider() {
	c.mu.Lock()
	parent := strconv.Itoa(c.process.Pid)
	c.mu.Unlock()
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		content, _ := os.ReadFile(name)
		_, after, _ := strings.Cut(string(content), ") ") // state, then the parent's id
		fields := strings.Fields(after)
		executable, _ := os.Readlink(filepath.Join(filepath.Dir(name), "exe"))
		if len(fields) < 2 || fields[1] != parent || executable != c.binary {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name))); err == nil {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
}

// importRooms does what the provider advised.
func (c *killedCLI) importRooms(advice [][]string) {
	c.t.Helper()
	for _, line := range advice {
		_, index, _ := strings.Cut(line[1], "-")
		if out, status := c.run("import", "-input=false", "classroom_room.class["+index+"]", line[1]); status != 0 {
			c.t.Fatal(out)
		}
	}
}

// TestProviderIsKilledBeforeTheAnswer loses the answers of creates that the service has carried out.
func TestProviderIsKilledBeforeTheAnswer(t *testing.T) {
	const rooms = 30
	f := &fixture{Server: simulator.Run(t, simulator.Options{}), t: t} // by the wall clock, as the provider is
	c := newKilledCLI(t, f, rooms)
	var killed sync.Once
	f.Fault(simulator.Fault{
		Match:  simulator.Matcher{Method: "POST", Skip: 14},
		Before: func() { killed.Do(c.killProvider) },
	})
	if out, status := c.run("apply", "-auto-approve", "-parallelism=2"); status == 0 || len(f.RoomIDs()) == rooms {
		t.Fatalf("nothing was killed:\n%s", out)
	}
	f.ClearFaults()
	out, status := c.run("apply", "-auto-approve")
	lost := importLine.FindAllStringSubmatch(out, -1)
	if status == 0 || len(lost) == 0 || len(lost) > 2 {
		t.Fatalf("%d rooms are told to be imported:\n%s", len(lost), out)
	}
	c.importRooms(lost)
	f.ResetRequests()
	if out, status := c.run("apply", "-auto-approve"); status != 0 || len(f.writes()) > 0 { // adopts what import cannot know
		t.Errorf("adopting wrote %q:\n%s", f.writes(), out)
	}
	if out, status := c.run("plan", "-detailed-exitcode"); status != 0 || len(f.RoomIDs()) != rooms {
		t.Errorf("%d rooms, and a plan that is not empty:\n%s", len(f.RoomIDs()), out)
	}
	f.noViolations()
}
