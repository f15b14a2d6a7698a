package provider

import (
	"slices"
	"testing"
)

func TestClaims(t *testing.T) {
	t.Parallel()
	claims := newClaims()
	claimed := claims.of("room", "algebra")
	claimed.add("a", "b.c")
	claimed.Unlock()
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
		claimed := claims.of("room", test.owner)
		if got := claimed.free(test.keys); !slices.Equal(got, test.want) {
			t.Errorf("%s: of %v free are %v, want %v", test.owner, test.keys, got, test.want)
		}
		claimed.Unlock()
	}
}
