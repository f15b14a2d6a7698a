package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
)

// figure is a measure that does not depend on the machine: a ratio or a count. Less is better.
type figure struct {
	name  string
	value float64
}

// compare shows what has become worse by a fifth since the figures were committed.
func (o options) compare(found []figure) error {
	committed := map[string]float64{}
	text, err := os.ReadFile(o.figures)
	if err == nil {
		err = json.Unmarshal(text, &committed)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if o.update {
		return write(o.figures, committed, found)
	}
	fmt.Println()
	worse := worsened(found, committed)
	for _, line := range worse {
		fmt.Println("worse by a fifth or more:", line)
	}
	fmt.Printf("%d figures, %d worse by a fifth or more than in %s\n", len(found), len(worse), o.figures)
	return nil
}

// worsened names the figures that have a committed one and exceed it by more than a fifth.
func worsened(found []figure, committed map[string]float64) (lines []string) {
	for _, f := range found {
		if before, ok := committed[f.name]; ok && f.value > 1.2*before {
			lines = append(lines, fmt.Sprintf("%s: %.4g, committed %.4g", f.name, f.value, before))
		}
	}
	return lines
}

func write(name string, figures map[string]float64, found []figure) error {
	for _, f := range found {
		figures[f.name] = math.Round(f.value*100) / 100
	}
	text, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o600)
}
