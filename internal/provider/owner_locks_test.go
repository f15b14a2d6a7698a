package provider

import (
	"slices"
	"testing"
)

func TestOwnerLocks_unwritten(t *testing.T) {
	t.Parallel()
	locks := newOwnerLocks()
	lock := locks.Lock("room", "algebra")
	lock.MarkWritten("a", "b.c")
	lock.Unlock()
	for _, test := range []struct {
		owner      string
		keys, want []string
	}{
		{"algebra", []string{"a", "d"}, []string{"d"}},
		{"algebra", []string{"b"}, []string{}},
		{"algebra", []string{"b.c.d", "b.e"}, []string{"b.e"}},
		{"algebra", []string{"ab", "b.cc"}, []string{"ab", "b.cc"}},
		{"geometry", []string{"a", "b.c"}, []string{"a", "b.c"}},
	} {
		lock := locks.Lock("room", test.owner)
		if got := lock.Unwritten(test.keys); !slices.Equal(got, test.want) {
			t.Errorf("%s: of %v unwritten are %v, want %v", test.owner, test.keys, got, test.want)
		}
		lock.Unlock()
	}
}
