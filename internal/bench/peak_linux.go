package main

import (
	"os"
	"syscall"
)

// peakMemory is the most resident memory that an ended process had, in bytes.
func peakMemory(state *os.ProcessState) int64 {
	if used, ok := state.SysUsage().(*syscall.Rusage); ok {
		return used.Maxrss << 10
	}
	return 0
}
