package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// cli is a Terraform or OpenTofu that sees nothing of its user: configuration,
// home and temporary files are the demo's own.
type cli struct {
	path        string
	config      string // its configuration file, which names the provider's directory
	dir         string
	environment []string
}

func newCLI(name, binary, dir string, settings map[string]string) (*cli, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, err
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	config, err := filepath.Abs(filepath.Join(filepath.Dir(binary), "dev.tfrc"))
	if err != nil {
		return nil, err
	}
	return &cli{path: path, config: config, dir: dir, environment: environment(os.Environ(), dir, config, settings)}, nil
}

// environment drops what would reach a CLI or the provider from outside.
func environment(outer []string, home, config string, settings map[string]string) []string {
	inner := slices.DeleteFunc(slices.Clone(outer), func(variable string) bool {
		return strings.HasPrefix(variable, "TF_") || strings.HasPrefix(variable, "AGORA_")
	})
	inner = append(inner, "HOME="+home, "TF_CLI_CONFIG_FILE="+config,
		"TF_IN_AUTOMATION=1", "TF_INPUT=0", "TF_CLI_ARGS=-no-color", "CHECKPOINT_DISABLE=1")
	return append(inner, variables(settings)...)
}

// variables are the environment variables that configure the provider.
func variables(settings map[string]string) []string {
	var set []string
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		set = append(set, "AGORA_"+strings.ToUpper(name)+"="+settings[name])
	}
	return set
}

// run starts the CLI and answers what it printed.
func (c *cli) run(ctx context.Context, args ...string) (output string, err error) {
	output, status, err := c.start(ctx, args...)
	if err == nil && status != 0 {
		err = fmt.Errorf("%s: exit status %d\n%s", c.line(args...), status, output)
	}
	return output, err
}

// start is run for a command that may end with another status than 0. The lines that name what
// is refreshed are left out: an error shows the output.
func (c *cli) start(ctx context.Context, args ...string) (output string, status int, err error) {
	command := exec.CommandContext(ctx, c.path, args...)
	command.Dir, command.Env = c.dir, c.environment
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = patience
	out, err := command.CombinedOutput()
	if failed := (*exec.ExitError)(nil); ctx.Err() == nil && errors.As(err, &failed) {
		err = nil
	}
	var kept strings.Builder
	for line := range bytes.Lines(out) {
		if !bytes.Contains(line, []byte(": Refreshing state...")) {
			kept.Write(line)
		}
	}
	return kept.String(), command.ProcessState.ExitCode(), err
}

// output reads an output of the configuration.
func (c *cli) output(ctx context.Context, name string, into any) error {
	text, err := c.run(ctx, "output", "-json", name)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), into)
}

// line is what a reader would type.
func (c *cli) line(args ...string) string {
	return filepath.Base(c.path) + " " + strings.Join(args, " ")
}
