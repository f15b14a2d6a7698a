// Command demo takes a real term timetable through apply, drift and destroy on
// one machine: simulator, provider, CLI. It fails when a step does not show
// what it says.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// directory holds all that the demo writes; it is removed at the end.
const directory = ".demo"

func main() {
	cli := flag.String("cli", "terraform", "the Terraform or OpenTofu to use")
	binary := flag.String("provider", "bin/terraform-provider-classroom", "the provider's binary")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *cli, *binary)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "\nThe demo failed:", err)
		os.Exit(1)
	}
	fmt.Println("\nAll of this held. Nothing is left running, nothing is left on disk.")
}

func run(ctx context.Context, cli, binary string) (err error) {
	top, err := filepath.Abs(directory)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(top); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(top)) }()

	simulator, err := startSimulator(ctx, binary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, simulator.stop()) }()
	say("1. The service, simulated", "The provider's own binary plays the service at %s. Nothing leaves this machine.", simulator.endpoint())

	terraform, err := newCLI(ctx, cli, binary, top, simulator.settings)
	if err != nil {
		return err
	}
	return story{cli: terraform, simulator: simulator, monday: nextMonday(time.Now())}.tell(ctx)
}

// nextMonday is 00:00 UTC of the first Monday that is more than a day after now,
// so that no lesson of its week has begun wherever the reader lives.
func nextMonday(now time.Time) time.Time {
	day := now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 2)
	for day.Weekday() != time.Monday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

func say(title, format string, values ...any) {
	fmt.Printf("\n%s\n   %s\n", title, fmt.Sprintf(format, values...))
}
