// Command bench measures the provider: its benchmarks, and a whole CLI on rooms by the thousand,
// beside a provider of the same schemas that does nothing. See .github/PERFORMANCE.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

type options struct {
	cli, provider, others, figures string
	sizes, latencies               string
	runs, parallelism              int
	update, term                   bool
}

func main() {
	if os.Getenv("TF_PLUGIN_MAGIC_COOKIE") != "" { // the CLI started this program as its provider
		os.Exit(serveOrMeter())
	}
	var o options
	flag.StringVar(&o.cli, "cli", "terraform", "Terraform or OpenTofu `command`")
	flag.StringVar(&o.provider, "provider", "bin/terraform-provider-classroom", "`binary` to measure")
	flag.StringVar(&o.others, "others", "", "further providers: `name=binary` or name=binary=configuration.tf, separated by spaces")
	flag.StringVar(&o.figures, "figures", "internal/bench/figures.json", "`file` of the committed figures")
	flag.StringVar(&o.sizes, "sizes", "10 100", "numbers of `rooms`, separated by spaces")
	flag.StringVar(&o.latencies, "latencies", "0s 50ms", "`durations` of the service's answers, separated by spaces")
	flag.IntVar(&o.runs, "runs", 3, "take the best of this `number` of runs")
	flag.IntVar(&o.parallelism, "parallelism", 10, "the CLI's `parallelism`")
	flag.BoolVar(&o.update, "update", false, "write the figures instead of comparing with them")
	flag.BoolVar(&o.term, "term", false, "measure a term of lessons, 200 a week, instead of rooms")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, o options) error {
	contestants, err := o.contestants()
	if err != nil {
		return err
	}
	if o.cli, err = exec.LookPath(o.cli); err != nil {
		return err
	}
	if o.cli, err = filepath.Abs(o.cli); err != nil {
		return err
	}
	b := &bench{options: o, contestants: contestants}
	if b.dir, err = os.MkdirTemp("", "bench"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.dir) }()
	if o.term {
		return b.measureTerm(ctx)
	}
	found, err := b.measureRooms(ctx)
	if err != nil {
		return err
	}
	benchmarks, err := runBenchmarks(ctx)
	if err != nil {
		return err
	}
	return o.compare(append(found, benchmarks...))
}

// numbers and durations are lists in flags.
func numbers(text string) (list []int, err error) {
	for _, word := range strings.Fields(text) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil, fmt.Errorf("%q is no number of rooms", word)
		}
		list = append(list, n)
	}
	return list, nil
}

func durations(text string) (list []time.Duration, err error) {
	for _, word := range strings.Fields(text) {
		d, err := time.ParseDuration(word)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}
