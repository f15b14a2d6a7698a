//go:build linux

package provider_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

func newKilledCLI(t *testing.T, f *fixture, rooms string) *killedCLI {
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
	c.write("main.tf", f.config(rooms))
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

// killCLI ends the CLI at once. Its provider is left to itself.
func (c *killedCLI) killCLI() { c.signal(os.Kill) }

func (c *killedCLI) signal(s os.Signal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.process.Signal(s)
}

// rooms are those that the state knows.
func (c *killedCLI) rooms() []string {
	c.t.Helper()
	content, err := os.ReadFile(filepath.Join(c.dir, "terraform.tfstate"))
	var state struct {
		Resources []struct {
			Instances []struct {
				Attributes struct {
					RoomUUID string `json:"room_uuid"`
				} `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err = errors.Join(err, json.Unmarshal(content, &state)); err != nil {
		c.t.Fatal(err)
	}
	var rooms []string
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			rooms = append(rooms, instance.Attributes.RoomUUID)
		}
	}
	slices.Sort(rooms)
	return rooms
}

// twoHundredRooms have ids that are given, ids of which each is generated for another request,
// and ids that are all generated for the same.
const twoHundredRooms = `
terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}
resource "classroom_room" "given" {
  count         = 100
  room_uuid     = "class-${count.index}"
  name          = "Class ${count.index}"
  type          = "small_classroom"
  desired_state = count.index % 10 == 0 ? "started" : null
  properties    = { level = count.index }
}
resource "classroom_room" "generated" {
  count            = 60
  room_uuid_prefix = "lesson-"
  name             = "Lesson ${count.index}"
  type             = "one_to_one"
}
resource "classroom_room" "alike" {
  count = 40
  name  = "Consultation"
  type  = "one_to_one"
}
`

// TestKilledAtRandom kills the CLI, its provider or both while they create rooms: always
// between what the service has done and its answer to one of them at least.
func TestKilledAtRandom(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("the seed is %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	both := func(c *killedCLI) { c.killProvider(); c.killCLI() }
	for name, kills := range map[string][]func(*killedCLI){
		"provider":        {(*killedCLI).killProvider},
		"CLI":             {(*killedCLI).killCLI},
		"again and again": {both, (*killedCLI).killCLI, both},
	} {
		for _, generation := range []simulator.Generation{simulator.Now} { // the 2023 API shows nothing by which a room can be adopted
			t.Run(name+"/"+string(generation), func(t *testing.T) {
				f := &fixture{Server: simulator.Run(t, simulator.Options{Generation: generation}), t: t} // by the wall clock, as the provider is
				c := newKilledCLI(t, f, twoHundredRooms)
				for _, kill := range kills {
					var killed sync.Once
					f.Fault(simulator.Fault{
						Match:  simulator.Matcher{Method: "POST", Skip: random.IntN(150 / len(kills))},
						Before: func() { killed.Do(func() { kill(c) }) },
					})
					if out, status := c.run("apply", "-auto-approve"); status == 0 {
						t.Fatalf("nothing was killed:\n%s", out)
					}
					f.ClearFaults()
					c.dropTornState()
				}
				if out, status := c.run("apply", "-auto-approve"); status != 0 {
					t.Fatal(out)
				}
				c.checkRooms(f)
			})
		}
	}
}

// dropTornState is what a user has to do where the CLI was killed while it wrote: it writes
// the state in place.
func (c *killedCLI) dropTornState() {
	c.t.Helper()
	name := filepath.Join(c.dir, "terraform.tfstate")
	if content, err := os.ReadFile(name); err == nil && len(content) > 0 && !json.Valid(content) {
		c.t.Log("the state is torn")
		if err := os.Remove(name); err != nil {
			c.t.Fatal(err)
		}
	}
}

// checkState finds all rooms of the service in the state, and no others, and counts them.
func (c *killedCLI) checkState(f *fixture) int {
	c.t.Helper()
	exist := f.RoomIDs()
	slices.Sort(exist)
	if known := c.rooms(); !slices.Equal(known, exist) {
		c.t.Errorf("there are %q; the state has %q", exist, known)
	}
	return len(exist)
}

// checkRooms finds all rooms once, in the service and in the state, and nothing to do.
func (c *killedCLI) checkRooms(f *fixture) {
	c.t.Helper()
	created := 0
	for _, request := range f.Requests() {
		created += one(request.Status == 200 && request.Method == "POST")
	}
	if exist := c.checkState(f); exist != 200 || created != 200 {
		c.t.Errorf("%d rooms were created, and there are %d", created, exist)
	}
	if out, status := c.run("plan", "-detailed-exitcode"); status != 0 {
		c.t.Errorf("the plan is not empty:\n%s", out)
	}
	f.noViolations()
}

// Ctrl-C lets the rooms that are being created reach the state.
func TestInterruptOfTheCLI(t *testing.T) {
	f := &fixture{Server: simulator.Run(t, simulator.Options{}), t: t}
	c := newKilledCLI(t, f, twoHundredRooms)
	var interrupted sync.Once
	f.Fault(simulator.Fault{
		Match:  simulator.Matcher{Method: "POST", Skip: 40},
		Before: func() { interrupted.Do(func() { c.signal(os.Interrupt) }) },
	})
	if out, status := c.run("apply", "-auto-approve"); status == 0 || !strings.Contains(out, "Interrupt received") {
		t.Fatalf("nothing was interrupted:\n%s", out)
	}
	f.ClearFaults()
	if exist := c.checkState(f); exist < 40 || exist == 200 {
		t.Errorf("there are %d rooms", exist)
	}
	if out, status := c.run("apply", "-auto-approve"); status != 0 {
		t.Fatal(out)
	}
	c.checkRooms(f)
}
