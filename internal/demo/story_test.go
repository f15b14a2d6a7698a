package main

import "testing"

func TestLineWith(t *testing.T) {
	if got := lineWith("one\n  Apply complete! 3 added.\nthree", "Apply complete!"); got != "Apply complete! 3 added." {
		t.Errorf("got %q", got)
	}
}
