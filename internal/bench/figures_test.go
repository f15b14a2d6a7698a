package main

import (
	"slices"
	"testing"
)

func TestWorseByAFifth(t *testing.T) {
	committed := map[string]float64{"slower": 1, "bit slower": 1, "faster": 1, "count": 100}
	found := []figure{{"slower", 1.3}, {"bit slower", 1.1}, {"faster", 0.5}, {"count", 121}, {"new", 9}}
	want := []string{"slower: 1.3, committed 1", "count: 121, committed 100"}
	if got := worsened(found, committed); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestBenchmarkLine(t *testing.T) {
	const line = "BenchmarkAttendance-2   \t       1\t7886443368 ns/op\t        31.73 MB-held\t580092968 B/op\t 5803021 allocs/op"
	const plain = "BenchmarkRead/do-nothing/1000-2 \t 1\t 1169461990 ns/op\t318122424 B/op\t 3667266 allocs/op"
	if got := benchmarkLine.FindStringSubmatch(line); len(got) != 5 || got[1] != "Attendance" || got[2] != "31.73" || got[3] != "580092968" {
		t.Errorf("%q", got)
	}
	if got := benchmarkLine.FindStringSubmatch(plain); len(got) != 5 || got[1] != "Read/do-nothing/1000" || got[2] != "" || got[4] != "3667266" {
		t.Errorf("%q", got)
	}
}
