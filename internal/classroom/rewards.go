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

// rewardCount adds up the rewards of a room's users.
type rewardCount struct{ rewards []reward }

func (c *rewardCount) add(event *Event) {
	if event.Cmd != CmdRewards {
		return
	}
	at := event.data.get("updateTime").time()
	for _, details := range event.data.get("rewardDetails").list() {
		total := details.get("total")
		if !total.exists() {
			total = details.get("totalReward") // as in the vendor's example
		}
		change, _ := details.get("changedReward").integer()
		if user := details.get("userUuid").text(); user != "" {
			c.rewards = append(c.rewards, reward{user: user, at: at, sequence: event.Sequence, total: total.integerPointer(), change: change})
		}
	}
}

// byUser is the last total of each user.
func (c *rewardCount) byUser() map[string]int64 {
	slices.SortStableFunc(c.rewards, func(a, b reward) int {
		return cmp.Or(cmp.Compare(a.sequence, b.sequence), a.at.Compare(b.at))
	})
	counted := map[string]int64{}
	for _, r := range c.rewards {
		counted[r.user] += r.change
		if r.total != nil {
			counted[r.user] = *r.total
		}
	}
	return counted
}
