package classroom

// stateInProgress is the state of a poll or a quiz that is in progress; 0 is ended.
const stateInProgress = 1

// pollTimeline is the polls or the quizzes of a room, in the order in which their widget's stream
// names them. A widget has one at a time: the one that started last is current, and a change
// that names no id belongs to it.
type pollTimeline[T any] struct {
	id      string   // the property that holds the id of a poll
	states  []string // the properties that say 1 in progress, 0 ended
	content []string // properties that only a start has

	all     []*timedPoll[T]
	byID    map[string]*timedPoll[T]
	current *timedPoll[T]
}

// timedPoll is one poll or quiz from its start to its end.
type timedPoll[T any] struct {
	id         string
	inProgress bool
	result     T
}

// Apply starts or ends the poll that a change names. It returns that poll, nil where there is
// none, and whether the change starts it.
func (t *pollTimeline[T]) Apply(c change) (poll *timedPoll[T], starts bool) {
	poll = t.find(c.extra(t.id).text())
	if c.closes() && t.current != nil {
		t.current.inProgress = false
	}
	if poll == nil || c.deleted {
		return poll, false
	}
	if t.ends(c) {
		poll.inProgress = false
		return poll, false
	}
	if starts = t.starts(poll, c); starts {
		t.start(poll)
	}
	return poll, starts
}

func (t *pollTimeline[T]) ends(c change) bool {
	state, stated := c.extra(t.states...).integer()
	return c.closes() || stated && state != stateInProgress
}

func (t *pollTimeline[T]) starts(poll *timedPoll[T], c change) bool {
	return c.extra(t.content...).exists() || c.extra(t.states...).exists() && !poll.inProgress
}

func (t *pollTimeline[T]) start(poll *timedPoll[T]) {
	if t.current != nil {
		t.current.inProgress = false
	}
	poll.inProgress = true
	t.current = poll
}

func (t *pollTimeline[T]) find(id string) *timedPoll[T] {
	if id == "" {
		return t.current
	}
	if known := t.byID[id]; known != nil {
		return known
	}
	found := &timedPoll[T]{id: id}
	if t.byID == nil {
		t.byID = map[string]*timedPoll[T]{}
	}
	t.byID[id] = found
	t.all = append(t.all, found)
	if t.current == nil {
		t.current = found
	}
	return found
}
