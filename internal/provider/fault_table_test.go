// How the matrix is dealt out, and what comes of it.

package provider_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// faultTable counts how the cells came out.
type faultTable struct {
	mu   sync.Mutex
	rows map[string]map[string]int
}

func (t *faultTable) add(rows ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	outcome := rows[len(rows)-1]
	for _, row := range append(rows[:len(rows)-1], "all") {
		if t.rows[row] == nil {
			t.rows[row] = map[string]int{}
		}
		t.rows[row][outcome]++
	}
}

// write logs the table, and keeps it in the file named by FAULT_MATRIX_OUT.
func (t *faultTable) write(test *testing.T) {
	outcomes := []string{"done", "done, with a warning", "failed, then applied", "failed, then imported"}
	text := &strings.Builder{}
	fmt.Fprintf(text, "| struck | %s |\n|---|%s\n", strings.Join(outcomes, " | "), strings.Repeat("---:|", len(outcomes)))
	for _, row := range slices.Sorted(maps.Keys(t.rows)) {
		fmt.Fprintf(text, "| %s |", row)
		for _, outcome := range outcomes {
			fmt.Fprintf(text, " %d |", t.rows[row][outcome])
		}
		text.WriteString("\n")
	}
	test.Log("\n" + text.String())
	if name := os.Getenv("FAULT_MATRIX_OUT"); name != "" {
		if err := os.WriteFile(name, []byte(text.String()), 0o600); err != nil {
			test.Error(err)
		}
	}
}

// turns deals the cells out, as the matrix would take long: each cell is struck in one of the
// generations, and from one fault to the next in the other; of those where the fault strikes
// later, one in seven.
type turns struct {
	generation simulator.Generation
	next       int
}

func (t *turns) mine(m mode, fault trouble) bool {
	t.next++
	if m.methods == nil {
		return t.next%7 == 0 && fault.spares == ""
	}
	return t.next%2 == 0
}
