package classroom

// stateInProgress is the state of a poll or a quiz that goes on; the other, 0, is ended.
const stateInProgress = 1

// rounds are the polls or the quizzes of a room, in the order in which their widget's stream
// names them. A widget has one round at a time: the one that started last is the current one,
// to which belongs whatever names no id.
type rounds[T any] struct {
	id      string   // the property that holds a round's id
	states  []string // the properties that say 1 in progress, 0 ended
	content []string // properties that only a start has

	all     []*round[T]
	byID    map[string]*round[T]
	current *round[T]
}

// round is one poll or quiz, from its start on.
type round[T any] struct {
	id         string
	inProgress bool
	result     T
}

// follow finds the round that a change is about, nil where there is none, and tells whether
// the change starts it.
func (r *rounds[T]) follow(c change) (about *round[T], starts bool) {
	about = r.find(c.extra(r.id).text())
	if c.closes() && r.current != nil {
		r.current.inProgress = false
	}
	if about == nil || c.deleted {
		return about, false
	}
	if r.ends(c) {
		about.inProgress = false
		return about, false
	}
	if starts = r.starts(about, c); starts {
		r.start(about)
	}
	return about, starts
}

func (r *rounds[T]) ends(c change) bool {
	state, told := c.extra(r.states...).integer()
	return c.closes() || told && state != stateInProgress
}

func (r *rounds[T]) starts(about *round[T], c change) bool {
	return c.extra(r.content...).exists() || c.extra(r.states...).exists() && !about.inProgress
}

func (r *rounds[T]) start(about *round[T]) {
	if r.current != nil {
		r.current.inProgress = false
	}
	about.inProgress = true
	r.current = about
}

func (r *rounds[T]) find(id string) *round[T] {
	if id == "" {
		return r.current
	}
	if known := r.byID[id]; known != nil {
		return known
	}
	found := &round[T]{id: id}
	if r.byID == nil {
		r.byID = map[string]*round[T]{}
	}
	r.byID[id] = found
	r.all = append(r.all, found)
	if r.current == nil {
		r.current = found
	}
	return found
}
