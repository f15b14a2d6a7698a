package main

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

//go:embed rooms.tf
var roomsConfiguration string

// bench is one run of this program.
type bench struct {
	options
	contestants []contestant
	dir         string
}

// row is what a command took for a contestant.
type row struct {
	command, contestant string
	sample
	stateSize float64 // in bytes, of a term
}

// measureRooms prints the table of rooms, and answers the figures to compare.
func (b *bench) measureRooms(ctx context.Context) (found []figure, err error) {
	sizes, err := numbers(b.sizes)
	if err != nil {
		return nil, err
	}
	latencies, err := durations(b.latencies)
	if err != nil {
		return nil, err
	}
	fmt.Println("| rooms | latency | command | provider | wall s | at least s | CPU s | CPU ms/room | CPU ratio | peak MB | memory ratio | CLI CPU s | requests | connections |")
	fmt.Println("|--:|--:|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	for _, latency := range latencies {
		for _, size := range sizes {
			rows, err := b.repeat(ctx, size, latency)
			if err != nil {
				return nil, err
			}
			b.print(rows, size, latency)
			if latency == 0 {
				found = append(found, figuresOf(rows, size)...)
			}
		}
	}
	return found, nil
}

// repeat runs the contestants in turn, so that what else the machine does strikes all of them.
func (b *bench) repeat(ctx context.Context, size int, latency time.Duration) (rows []row, err error) {
	for n := range b.runs {
		var again []row
		for _, c := range b.contestants {
			run, err := b.cycle(ctx, c, size, latency)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			again = append(again, run...)
		}
		if n == 0 {
			rows = again
		}
		for i := range rows {
			rows[i].sample = best(rows[i].sample, again[i].sample)
		}
	}
	return rows, nil
}

// cycle creates, refreshes and destroys rooms.
func (b *bench) cycle(ctx context.Context, c contestant, size int, latency time.Duration) (rows []row, err error) {
	s := newService(latency, simulator.Options{})
	defer s.Close()
	w, err := b.open(c, s, fmt.Sprintf("TF_VAR_rooms=%d", size))
	if err != nil {
		return nil, err
	}
	parallelism := fmt.Sprintf("-parallelism=%d", b.parallelism)
	for _, args := range [][]string{{"apply", "-auto-approve"}, {"plan"}, {"destroy", "-auto-approve"}} {
		taken, err := w.run(ctx, append(args, parallelism)...)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{command: args[0], contestant: c.name, sample: taken})
	}
	return rows, nil
}

// yardstick is the row of the provider that does nothing for the same command.
func yardstick(rows []row, command string) sample {
	for _, r := range rows {
		if r.command == command && r.contestant == doNothing {
			return r.sample
		}
	}
	return sample{}
}

func (b *bench) print(rows []row, size int, latency time.Duration) {
	for _, r := range rows {
		base := yardstick(rows, r.command)
		fmt.Printf("| %d | %s | %s | %s | %.1f | %.1f | %.2f | %.1f | %.2f | %.0f | %.2f | %.2f | %d | %d |\n",
			size, latency, r.command, r.contestant, r.wall.Seconds(), b.limit(size, latency).Seconds(),
			r.provider.CPU.Seconds(), 1000*r.provider.CPU.Seconds()/float64(size), ratio(r.provider.CPU, base.provider.CPU),
			float64(r.provider.Peak)/1e6, ratio(r.provider.Peak, base.provider.Peak),
			r.cliCPU.Seconds(), r.requests, r.connections)
	}
}

// limit is the time that one request a room takes, however fast the provider is.
func (b *bench) limit(size int, latency time.Duration) time.Duration {
	return time.Duration(math.Ceil(float64(size)/float64(b.parallelism))) * latency
}

func ratio[N ~int64](a, b N) float64 { return float64(a) / float64(b) }

// figuresOf are those of the provider that is measured, relative to the one that does nothing.
func figuresOf(rows []row, size int) (found []figure) {
	for _, r := range rows {
		if r.contestant != "classroom" {
			continue
		}
		base := yardstick(rows, r.command)
		of := fmt.Sprintf("%s of %d rooms: ", r.command, size)
		found = append(found,
			figure{of + "CPU ratio", ratio(r.provider.CPU, base.provider.CPU)},
			figure{of + "memory ratio", ratio(r.provider.Peak, base.provider.Peak)},
			figure{of + "requests", float64(r.requests)})
	}
	return found
}
