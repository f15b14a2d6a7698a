package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// contestant is a provider with the configuration of its job.
type contestant struct {
	name, source  string
	binary        string // none: the provider that does nothing
	configuration string
}

const doNothing = "do-nothing"

// contestants are the provider that does nothing, the one to measure, and others.
func (o options) contestants() ([]contestant, error) {
	binary, err := filepath.Abs(o.provider)
	list := []contestant{
		{name: doNothing, source: "flexclass/classroom", configuration: roomsConfiguration},
		{name: "classroom", source: "flexclass/classroom", binary: binary, configuration: roomsConfiguration},
	}
	for _, other := range strings.Fields(o.others) {
		name, rest, _ := strings.Cut(other, "=")
		binary, file, foreign := strings.Cut(rest, "=")
		c := contestant{name: name, source: "flexclass/classroom", configuration: roomsConfiguration}
		if foreign {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			c.source, c.configuration = "bench/"+name, string(text)
		}
		if c.binary, err = filepath.Abs(binary); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, err
}

// workspace is a directory with a configuration, and a CLI that finds a metered provider.
type workspace struct {
	cli, dir, provider string
	service            *service
	environment        []string
}

// open makes a workspace of its own for a contestant.
func (b *bench) open(c contestant, s *service, variables ...string) (*workspace, error) {
	dir, err := os.MkdirTemp(b.dir, "")
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	_, name, _ := strings.Cut(c.source, "/")
	if err := os.Symlink(self, filepath.Join(dir, "terraform-provider-"+name)); err != nil {
		return nil, err
	}
	overrides := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n    %q = %q\n  }\n  direct {}\n}\n",
		"registry.terraform.io/"+c.source, dir, "registry.opentofu.org/"+c.source, dir)
	for file, text := range map[string]string{"dev.tfrc": overrides, "main.tf": c.configuration} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	w := &workspace{cli: b.cli, dir: dir, provider: c.name, service: s}
	w.environment, err = environment(dir, c.binary, s.URL)
	w.environment = append(w.environment, variables...)
	return w, err
}

// environment is this program's without what reaches the CLI and the providers, and with what they need.
func environment(dir, binary, endpoint string) ([]string, error) {
	token, err := classroom.MintToken(simulator.DemoAppID, simulator.DemoAppCertificate,
		classroom.TokenRequest{Kind: classroom.TokenApp, TTL: 24 * time.Hour, IssuedAt: time.Now()})
	inner := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return strings.HasPrefix(variable, "TF_") || strings.HasPrefix(variable, "AGORA_")
	})
	return append(inner, "HOME="+dir, "TF_CLI_CONFIG_FILE="+filepath.Join(dir, "dev.tfrc"), "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1",
		serveVariable+"="+binary, usageVariable+"="+filepath.Join(dir, "usage"),
		"AGORA_ENDPOINT="+endpoint, "AGORA_REGION=ap", "AGORA_APP_ID="+simulator.DemoAppID, "AGORA_APP_CERTIFICATE="+simulator.DemoAppCertificate,
		"TF_VAR_endpoint="+endpoint, "TF_VAR_app_id="+simulator.DemoAppID, "TF_VAR_token="+token), err
}

// sample is what one command took.
type sample struct {
	wall, cliCPU          time.Duration
	provider              usage
	requests, connections int64
}

// run measures a command of the CLI.
func (w *workspace) run(ctx context.Context, args ...string) (sample, error) {
	command := exec.CommandContext(ctx, w.cli, append(args, "-input=false", "-no-color")...)
	command.Dir, command.Env = w.dir, w.environment
	requests, connections, start := w.service.requests.Load(), w.service.connections.Load(), time.Now()
	out, err := command.CombinedOutput()
	if err != nil {
		return sample{}, fmt.Errorf("%s %s: %w\n%s", w.cli, strings.Join(args, " "), err, last(out, 4000))
	}
	s := sample{
		wall: time.Since(start), requests: w.service.requests.Load() - requests,
		connections: w.service.connections.Load() - connections,
	}
	s.provider, err = readUsage(filepath.Join(w.dir, "usage"))
	// The system's account of a process includes the children that it has waited for.
	s.cliCPU = command.ProcessState.UserTime() + command.ProcessState.SystemTime() - s.provider.CPU
	fmt.Fprintf(os.Stderr, "%s, %s: %.1f s\n", w.provider, args[0], s.wall.Seconds()) // a table may take an hour
	return s, err
}

func last(text []byte, bytes int) []byte { return text[max(0, len(text)-bytes):] }

// best takes the least of each that two runs of the same command took.
func best(a, b sample) sample {
	return sample{
		wall: min(a.wall, b.wall), cliCPU: min(a.cliCPU, b.cliCPU),
		provider: usage{CPU: min(a.provider.CPU, b.provider.CPU), Peak: min(a.provider.Peak, b.provider.Peak)},
		requests: max(a.requests, b.requests), connections: max(a.connections, b.connections),
	}
}
