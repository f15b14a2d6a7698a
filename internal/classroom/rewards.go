package classroom

import (
	"cmp"
	"slices"
	"time"
)

// reward is one user's part of an event of type CmdRewards ("The number of rewards changes").
type reward struct {
	user     string
	at       time.Time
	sequence int64
	total    *int64 // after the change; nil where the event has only the change
	change   int64
}

// rewards are those of all users of a room.
type rewards []reward

func rewardsOf(event *Event) (all rewards) {
	if event.Cmd != CmdRewards {
		return nil
	}
	at := event.data.get("updateTime").time()
	for _, details := range event.data.get("rewardDetails").list() {
		total := details.get("total")
		if !total.exists() {
			total = details.get("totalReward") // as in the vendor's example
		}
		change, _ := details.get("changedReward").integer()
		if user := details.get("userUuid").text(); user != "" {
			all = append(all, reward{user: user, at: at, sequence: event.Sequence, total: total.integerPointer(), change: change})
		}
	}
	return all
}

// byUser is the last total of each user.
func (all rewards) byUser() map[string]int64 {
	slices.SortStableFunc(all, func(a, b reward) int {
		return cmp.Or(cmp.Compare(a.sequence, b.sequence), a.at.Compare(b.at))
	})
	counted := map[string]int64{}
	for _, r := range all {
		counted[r.user] += r.change
		if r.total != nil {
			counted[r.user] = *r.total
		}
	}
	return counted
}
