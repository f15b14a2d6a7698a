package classroom

import (
	"cmp"
	"iter"
	"slices"
)

// inOrder reads a listing to its end, and then gives its entries in the order of their sequence
// numbers, each once: a service may list them in any order, and an entry that moves to another
// page meanwhile comes twice. Where an entry has no number, the order stays that of the listing.
func inOrder[T any](entries iter.Seq2[T, error], sequence func(T) int64) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		all, err := collect(entries)
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, entry := range ordered(all, sequence) {
			if !yield(entry, nil) {
				return
			}
		}
	}
}

func ordered[T any](entries []T, sequence func(T) int64) []T {
	seen := sequences{}
	entries = slices.DeleteFunc(entries, func(entry T) bool { return seen.repeated(sequence(entry)) })
	if !slices.ContainsFunc(entries, func(entry T) bool { return sequence(entry) == 0 }) {
		slices.SortStableFunc(entries, func(a, b T) int { return cmp.Compare(sequence(a), sequence(b)) })
	}
	return entries
}

// collect reads a listing to its end.
func collect[T any](entries iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for entry, err := range entries {
		if err != nil {
			return nil, err
		}
		all = append(all, entry)
	}
	return all, nil
}

// sequences are the numbers of the entries read so far.
type sequences map[int64]bool

// repeated tells whether a number was there before. Entries without a number never repeat.
func (s sequences) repeated(sequence int64) bool {
	if s[sequence] {
		return true
	}
	s[sequence] = sequence != 0
	return false
}
