package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

//go:embed term.tf
var termConfiguration string

// measureTerm prints what the commands of a term take, for each number of lessons.
func (b *bench) measureTerm(ctx context.Context) error {
	sizes, err := numbers(b.sizes)
	if err != nil {
		return err
	}
	fmt.Println("| lessons | command | provider | wall s | CPU s | CPU ms/lesson | CPU ratio | peak MB | CLI CPU s | requests | state KB/lesson |")
	fmt.Println("|--:|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
	for _, size := range sizes {
		var rows []row
		for _, c := range b.contestants {
			run, err := b.term(ctx, c, size)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			rows = append(rows, run...)
		}
		for _, r := range rows {
			base := yardstick(rows, r.command)
			fmt.Printf("| %d | %s | %s | %.1f | %.2f | %.1f | %.2f | %.0f | %.2f | %d | %.1f |\n",
				size, r.command, r.contestant, r.wall.Seconds(), r.provider.CPU.Seconds(), 1000*r.provider.CPU.Seconds()/float64(size),
				ratio(r.provider.CPU, base.provider.CPU), float64(r.provider.Peak)/1e6, r.cliCPU.Seconds(), r.requests, r.stateSize/1000/float64(size))
		}
	}
	return nil
}

// term plans the lessons, applies nothing, and opens the second week.
func (b *bench) term(ctx context.Context, c contestant, size int) (rows []row, err error) {
	clock := simulator.NewClock(time.Now().UTC().Truncate(time.Second))
	s := newService(0, simulator.Options{Now: clock.Now, TokenNow: time.Now})
	defer s.Close()
	if c.configuration == roomsConfiguration {
		c.configuration = termConfiguration
	}
	w, err := b.open(c, s, fmt.Sprintf("TF_VAR_rooms=%d", size), "TF_VAR_monday="+clock.Now().Format(time.RFC3339))
	if err != nil {
		return nil, err
	}
	for _, step := range []struct {
		name string
		args []string
		wait time.Duration
	}{
		{"first apply", []string{"apply", "-auto-approve"}, 0},
		{"plan", []string{"plan"}, 0},
		{"apply of nothing", []string{"apply", "-auto-approve"}, 0},
		{"opening of a week", []string{"apply", "-auto-approve"}, 7 * 24 * time.Hour},
	} {
		clock.Advance(step.wait)
		taken, err := w.run(ctx, append(step.args, fmt.Sprintf("-parallelism=%d", b.parallelism))...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", step.name, err)
		}
		state, err := os.Stat(filepath.Join(w.dir, "terraform.tfstate"))
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{step.name, c.name, taken, float64(state.Size())})
	}
	return rows, nil
}
