package classroom

import (
	"cmp"
	"slices"
)

// inOrder sorts the entries of a listing by their sequence numbers, and keeps each once: a
// service may list them in any order, and an entry that moves to another page meanwhile comes
// twice. Where an entry has no number, the order stays that of the listing.
func inOrder[T any](entries []T, sequence func(T) int64) []T {
	seen := sequences{}
	entries = slices.DeleteFunc(entries, func(entry T) bool { return seen.repeated(sequence(entry)) })
	if !slices.ContainsFunc(entries, func(entry T) bool { return sequence(entry) == 0 }) {
		slices.SortStableFunc(entries, func(a, b T) int { return cmp.Compare(sequence(a), sequence(b)) })
	}
	return entries
}

// sequences are the numbers of the entries read so far.
type sequences map[int64]bool

// repeated reports whether a number was there before. Entries without a number never repeat.
func (s sequences) repeated(sequence int64) bool {
	if s[sequence] {
		return true
	}
	s[sequence] = sequence != 0
	return false
}
