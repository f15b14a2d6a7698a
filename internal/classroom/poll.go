package classroom

import (
	"context"
	"iter"
)

// PollMode is how many options of a poll may be chosen ("Get data for polls").
type PollMode int64

// The modes of polls.
const (
	SingleChoice   PollMode = 1
	MultipleChoice PollMode = 2
)

// Poll is the result of a poll, as far as the stream contains it ("Get data for polls").
type Poll struct {
	ID         string
	Mode       PollMode // 0 where the poll's start is not in the stream
	InProgress bool
	Options    []PollOption // by index
	Answers    []PollAnswer // that stand, by user uuid
}

// PollOption is one option of a poll ("Get data for polls"). Share is the part of those who chose anything, 0 to 1.
type PollOption struct {
	Index int64 // from 0
	Text  string
	Count int64
	Share float64
}

// PollAnswer is what one user has chosen last ("Get data for polls").
type PollAnswer struct {
	UserUUID string
	UserName string
	Selected []int64 // indexes of options, ascending
}

// PollEvents lists the changes of the polls of a room, page by page ("Get data for polls").
func (c *Client) PollEvents(ctx context.Context, roomUUID string) iter.Seq2[*WidgetEvent, error] {
	return c.widgetEvents(ctx, roomUUID, "poll", c.routes.polls)
}

// Polls computes the results of a room's polls from the changes, in the order in which the
// polls first appear. It ends at the first error.
//
// A change belongs to the poll that it names, else to the current one: the one that started
// last. A poll starts with a change that has its items or its mode, or whose pollState (in
// the table pollingState) is 1 while the poll is not in progress; started again under the same
// id, its earlier answers are dropped, unless the start itself counts some. It is over when the state
// is 0, when the widget is closed (state 0) or removed, or when another poll starts. The
// documentation's example of an end has none of these: such a poll stays in progress. A poll
// whose start is not in the stream is not in progress.
//
// A user's later answer replaces an earlier one, and one that selects nothing takes it back.
// Counts and shares are those of the service's last summary (pollDetails), or, where answers
// came after it, counted from the answers.
func Polls(events iter.Seq2[*WidgetEvent, error]) ([]Poll, error) {
	polls := pollTimeline[pollResult]{
		id:      "pollId",
		states:  []string{"pollState", "pollingState"},
		content: []string{"pollItems", "mode"},
	}
	for change, err := range changes(events) {
		if err != nil {
			return nil, err
		}
		if poll, starts := polls.Apply(change); poll != nil {
			poll.result.add(change, starts)
		}
	}
	results := make([]Poll, len(polls.all))
	for i, poll := range polls.all {
		results[i] = poll.result.poll(poll.id, poll.inProgress)
	}
	return results, nil
}
