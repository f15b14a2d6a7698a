package simulator

import (
	"slices"
	"strconv"
	"time"
)

const pollWidget = "poll"

// PollSeed describes a poll that a teacher starts.
type PollSeed struct {
	PollID   string   `json:"pollId"` // default: made up
	Items    []string `json:"items"`
	Multiple bool     `json:"multiple"` // more than one option may be chosen
}

type poll struct {
	id      string
	starter map[string]any
	items   []string
	mode    int // 1 single, 2 multiple choice
	answers map[string][]int
}

// details counts per option; a share is of those who have chosen anything.
func (p *poll) details() map[string]any {
	counts, voters := make([]int, len(p.items)), 0
	for _, chosen := range p.answers {
		if len(chosen) > 0 {
			voters++
		}
		for _, i := range chosen {
			counts[i]++
		}
	}
	details := map[string]any{}
	for i, n := range counts {
		details[strconv.Itoa(i)] = map[string]any{"num": n, "percentage": share(n, voters)}
	}
	return details
}

// share has the service's precision of 32 bits.
func share(n, of int) float32 {
	if of == 0 {
		return 0
	}
	return float32(n) / float32(of)
}

// StartPoll starts a poll and returns its id.
func (s *Simulator) StartPoll(uuid string, seed PollSeed) string {
	id := seed.PollID
	s.edit(uuid, func(r *room, _ time.Time) {
		if id == "" {
			id = s.newID("poll")
		}
		r.poll = &poll{id: id, starter: r.teacher(), items: seed.Items, mode: 1, answers: map[string][]int{}}
		if seed.Multiple {
			r.poll.mode = 2
		}
		s.emitToWidget(r, pollWidget, changeOf(map[string]any{
			"state": 1, "extra.pollId": id, "extra.pollState": 1, "extra.pollItems": seed.Items,
			"extra.mode": r.poll.mode, "extra.pollDetails": r.poll.details(),
		}))
	})
	return id
}

// AnswerPoll records what a user chose, by index from 0; a later answer
// replaces an earlier one, and no index at all withdraws it.
func (s *Simulator) AnswerPoll(uuid, userUUID string, options ...int) {
	s.editUser(uuid, userUUID, func(r *room, u *user, _ time.Time) {
		if r.poll == nil {
			refuse("no poll in room %q", uuid)
		}
		for _, i := range options {
			if i < 0 || i >= len(r.poll.items) {
				refuse("poll has no option %d", i)
			}
		}
		options = append([]int{}, options...)
		r.poll.answers[userUUID] = slices.Compact(slices.Sorted(slices.Values(options)))
		own := changeOf(map[string]any{"pollId": r.poll.id, "selectIndex": options})
		s.readings.nameVoter(own, u.brief(), r.poll.starter)
		s.emitToWidget(r, pollWidget, own)
		s.emitToWidget(r, pollWidget, changeOf(map[string]any{
			"extra.pollId": r.poll.id, "extra.pollDetails": r.poll.details(),
		}))
	})
}

// EndPoll ends the poll in progress.
func (s *Simulator) EndPoll(uuid string) {
	s.edit(uuid, func(r *room, _ time.Time) {
		if r.poll == nil {
			refuse("no poll in room %q", uuid)
		}
		s.emitToWidget(r, pollWidget, changeOf(map[string]any{
			"extra.pollId": r.poll.id, "extra.pollingState": 0, "extra.pollDetails": r.poll.details(),
		}))
		r.poll = nil
	})
}

// changeOf is a change that the server itself made to a widget.
func changeOf(properties map[string]any) map[string]any {
	return map[string]any{"action": actionUpsert, "changeProperties": properties, "operator": operator()}
}
