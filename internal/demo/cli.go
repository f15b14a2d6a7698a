package main

import (
	"context"
	"errors"
	"fmt"
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
	dir         string
	environment []string
}

func newCLI(ctx context.Context, name, binary, top string, settings map[string]string) (*cli, error) {
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
	c := &cli{path: path, dir: filepath.Join(top, "timetable")}
	if err := os.CopyFS(c.dir, os.DirFS("examples/timetable")); err != nil {
		return nil, err
	}
	c.environment = environment(os.Environ(), top, config, settings)
	_, _, err = c.run(ctx, "version")
	return c, err
}

// environment drops what would reach a CLI or the provider from outside.
func environment(outer []string, top, config string, settings map[string]string) []string {
	inner := slices.DeleteFunc(slices.Clone(outer), func(variable string) bool {
		return strings.HasPrefix(variable, "TF_") || strings.HasPrefix(variable, "AGORA_")
	})
	inner = append(inner, "HOME="+top, "TF_CLI_CONFIG_FILE="+config, "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1")
	for name, value := range settings {
		inner = append(inner, "AGORA_"+strings.ToUpper(name)+"="+value)
	}
	return inner
}

// run starts the CLI and answers what it printed and its exit status, which is
// 2 for a plan with changes under -detailed-exitcode.
func (c *cli) run(ctx context.Context, args ...string) (output string, status int, err error) {
	command := exec.CommandContext(ctx, c.path, args...)
	command.Dir, command.Env = c.dir, c.environment
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = patience
	var errorOutput strings.Builder
	command.Stderr = &errorOutput
	out, err := command.Output()
	status = command.ProcessState.ExitCode()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) && status != 2 {
		return "", status, fmt.Errorf("%s: %w\n%s%s", c.line(args), err, out, errorOutput.String())
	} else if failed == nil && err != nil {
		return "", status, err
	}
	return string(out), status, nil
}

// line is what a reader would type.
func (c *cli) line(args []string) string {
	return filepath.Base(c.path) + " " + strings.Join(args, " ")
}
