package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	framework "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/flexclass/terraform-provider-classroom/internal/provider"
)

// The CLI passes these on to the providers that it starts.
const (
	serveVariable = "BENCH_SERVE" // the binary to run; none: the provider that does nothing
	usageVariable = "BENCH_USAGE" // the file that has what it took
	idleVariable  = "BENCH_IDLE"  // this process is the provider that does nothing
)

// usage is what a provider's processes took in one command of the CLI.
type usage struct {
	CPU  time.Duration // user and system
	Peak int64         // of resident memory, in bytes
}

// serveOrMeter is this program in the place of a provider. It runs the provider as its child,
// since only a parent learns what a process took.
func serveOrMeter() int {
	if os.Getenv(idleVariable) != "" {
		nothing := func() framework.Provider { return idleProvider{provider.New("bench")()} }
		if err := providerserver.Serve(context.Background(), nothing, providerserver.ServeOpts{Address: "registry.terraform.io/flexclass/classroom"}); err != nil {
			return fail(err)
		}
		return 0
	}
	command, err := metered()
	if err != nil {
		return fail(err)
	}
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Run(); command.ProcessState == nil {
		return fail(err)
	}
	state := command.ProcessState
	if err := noteUsage(usage{CPU: state.UserTime() + state.SystemTime(), Peak: peakMemory(state)}); err != nil {
		return fail(err)
	}
	return state.ExitCode()
}

func metered() (*exec.Cmd, error) {
	if binary := os.Getenv(serveVariable); binary != "" {
		return exec.CommandContext(context.Background(), binary), nil
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(context.Background(), self)
	command.Env = append(os.Environ(), idleVariable+"=1")
	return command, nil
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, "bench:", err)
	return 1
}

// noteUsage adds a line to the file: a command of the CLI may run the provider several times.
func noteUsage(u usage) error {
	file, err := os.OpenFile(os.Getenv(usageVariable), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(json.NewEncoder(file).Encode(u), file.Close())
}

// readUsage adds up what a command's providers took, and removes the file.
func readUsage(name string) (total usage, err error) {
	file, err := os.Open(name)
	if err != nil {
		return total, fmt.Errorf("no provider has written what it took: %w", err)
	}
	for lines := json.NewDecoder(file); lines.More(); {
		var u usage
		if err := lines.Decode(&u); err != nil {
			return total, errors.Join(err, file.Close())
		}
		total.CPU += u.CPU
		total.Peak = max(total.Peak, u.Peak)
	}
	return total, errors.Join(file.Close(), os.Remove(name))
}
