// Command demo takes a term of a real timetable through its weeks on one machine:
// simulator, provider, CLI. It fails when a step does not show what it says.
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
	keep := flag.Bool("keep", false, "instead of destroying the term, keep the simulator running until interrupted")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *cli, *binary, *keep)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "\nThe demo failed:", err)
		os.Exit(1)
	}
	fmt.Println("\nAll of this held. Nothing is left running, nothing is left on disk.")
}

func run(ctx context.Context, cli, binary string, keep bool) (err error) {
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
	heading("1. The service, simulated")
	say("The provider's own binary plays the service at %s. Nothing leaves this machine.", simulator.endpoint())

	monday := firstMonday(time.Now())
	configuration, err := newConfiguration(top, monday)
	if err != nil {
		return err
	}
	terraform, err := newCLI(cli, binary, top, simulator.settings)
	if err != nil {
		return err
	}
	return story{cli: terraform, simulator: simulator, configuration: configuration, monday: monday}.tell(ctx, keep)
}

// firstMonday is 00:00 in Singapore of the first Monday that is more than a week ahead, so that
// no room of its week is due yet.
func firstMonday(now time.Time) time.Time {
	year, month, day := now.In(time.FixedZone("", 8*60*60)).Date()
	monday := time.Date(year, month, day+8, 0, 0, 0, 0, time.FixedZone("", 8*60*60))
	for monday.Weekday() != time.Monday {
		monday = monday.AddDate(0, 0, 1)
	}
	return monday
}
