// A real CLI that runs the provider's binary against a simulated service, for what the test
// framework has no steps for: -replace, taint, saved plans.

package provider_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// builtProvider is the directory of the provider's binary, which is built once.
var builtProvider = sync.OnceValues(func() (string, error) {
	dir, err := filepath.Abs(filepath.Join("..", "..", "bin", "test"))
	if err != nil {
		return "", err
	}
	return dir, exec.Command("go", "build", "-o", filepath.Join(dir, "terraform-provider-classroom"), "../..").Run()
})

// terminal is a console on a fixture's service.
type terminal struct {
	*console
	*fixture
}

// bothTerminals runs a test through the real CLI against each generation of the service.
func bothTerminals(t *testing.T, test func(*testing.T, *terminal)) {
	t.Helper()
	both(t, func(t *testing.T, f *fixture) { test(t, f.terminal(t)) })
}

func (f *fixture) terminal(t *testing.T) *terminal {
	t.Helper()
	c := newConsole(t, "AGORA_ENDPOINT="+f.URL, "AGORA_REGION=ap", "AGORA_APP_ID="+simulator.DemoAppID, "AGORA_APP_CERTIFICATE="+simulator.DemoAppCertificate)
	c.environment = slices.DeleteFunc(c.environment, func(variable string) bool { return strings.HasPrefix(variable, "TF_LOG") })
	return &terminal{c, f}
}

const terminalProvider = `
terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}
`

// configure writes the configuration.
func (c *terminal) configure(hcl string) {
	c.console.t.Helper()
	c.write("main.tf", terminalProvider+hcl)
}

func (c *terminal) apply(args ...string) {
	c.console.t.Helper()
	c.console.run(append([]string{"apply", "-auto-approve", "-input=false"}, args...)...)
}

// refuses expects a command to fail, to say each of some words, and to write nothing.
func (c *terminal) refuses(args []string, words ...string) {
	c.console.t.Helper()
	c.forget()
	c.fail(args...)
	said := strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(c.last())), " ")
	for _, word := range words {
		if !strings.Contains(said, word) {
			c.console.t.Errorf("%v does not say %q:\n%s", args, word, said)
		}
	}
	if writes := c.bodies(); len(writes) > 0 {
		c.console.t.Errorf("%v wrote %q", args, writes)
	}
}

// settled expects an empty plan.
func (c *terminal) settled() {
	c.console.t.Helper()
	c.console.run("plan", "-detailed-exitcode", "-input=false")
}

// last is what the last command said.
func (c *terminal) last() string { return c.latest }

var (
	plan  = []string{"plan", "-input=false"}
	apply = []string{"apply", "-auto-approve", "-input=false"}
)

func with(command []string, args ...string) []string { return slices.Concat(command, args) }
