package classroom

// sequences are the numbers of the events read so far.
type sequences map[int64]bool

// repeated tells whether a number was there before. Events without a number never repeat.
func (s sequences) repeated(sequence int64) bool {
	if s[sequence] {
		return true
	}
	s[sequence] = sequence != 0
	return false
}
