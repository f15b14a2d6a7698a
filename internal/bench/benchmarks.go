package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
)

var benchmarkLine = regexp.MustCompile(`(?m)^Benchmark(\S+?)(?:-\d+)?\s.*?(?:([\d.]+) MB-held\s+)?(\d+) B/op\s+(\d+) allocs/op`)

// runBenchmarks runs the Go benchmarks. What they allocate and hold are figures;
// their times depend on the machine.
func runBenchmarks(ctx context.Context) (found []figure, err error) {
	command := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", ".", "-benchtime", "200ms", "-timeout", "1h", "-benchmem", "./internal/bench")
	command.Stderr = os.Stderr
	out, err := command.Output()
	fmt.Printf("\n%s", out)
	for _, line := range benchmarkLine.FindAllSubmatch(out, -1) {
		for i, what := range []string{"MB held", "bytes", "allocations"} {
			value, err := strconv.ParseFloat(string(line[2+i]), 64)
			if err != nil {
				continue // most benchmarks do not report what they hold
			}
			found = append(found, figure{fmt.Sprintf("%s: %s", line[1], what), value})
		}
	}
	return found, err
}
