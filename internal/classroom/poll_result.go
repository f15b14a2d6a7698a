package classroom

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
)

// pollResult is what the stream contains of one poll so far.
type pollResult struct {
	mode    PollMode
	items   []string
	summary map[int64]optionSummary // the service's; nil once an answer came after it
	answers map[string]PollAnswer
}

// optionSummary is what a summary contains of an option; nil is what it leaves out.
type optionSummary struct {
	count *int64
	share *float64
}

func (p *pollResult) add(c change, starts bool) {
	details := c.extra("pollDetails")
	if starts && !countsAny(details) {
		p.answers, p.summary = nil, nil
	}
	switch {
	case c.answers("selectIndex"):
		p.answer(c)
		return
	case c.deleted:
		return
	}
	if mode, ok := c.extra("mode").integer(); ok {
		p.mode = PollMode(mode)
	}
	if items := c.extra("pollItems"); items.exists() {
		p.items = items.texts()
	}
	for key, v := range details.object() {
		p.summarize(key, value{v})
	}
}

func (p *pollResult) answer(c change) {
	user := c.user.get("userUuid").text()
	p.summary = nil
	answer := PollAnswer{UserUUID: user, UserName: c.user.get("userName").text()}
	for _, text := range c.extra("selectIndex").texts() {
		if index, ok := (value{text}).integer(); ok && index >= 0 {
			answer.Selected = append(answer.Selected, index)
		}
	}
	if c.deleted || len(answer.Selected) == 0 {
		delete(p.answers, user)
		return
	}
	slices.Sort(answer.Selected)
	answer.Selected = slices.Compact(answer.Selected)
	if p.answers == nil {
		p.answers = map[string]PollAnswer{}
	}
	p.answers[user] = answer
}

func (p *pollResult) summarize(key string, v value) {
	index, err := strconv.ParseInt(key, 10, 64)
	if err != nil || index < 0 {
		return
	}
	if p.summary == nil {
		p.summary = map[int64]optionSummary{}
	}
	option := p.summary[index]
	if count := v.get("num").integerPointer(); count != nil {
		option.count = count
	}
	if share, ok := v.get("percentage").number(); ok {
		option.share = &share
	}
	p.summary[index] = option
}

// countsAny reports whether a summary counts any choice.
func countsAny(details value) bool {
	for _, v := range details.object() {
		if count, _ := (value{v}).get("num").integer(); count > 0 {
			return true
		}
	}
	return false
}

func (p *pollResult) poll(id string, inProgress bool) Poll {
	answers := slices.SortedFunc(maps.Values(p.answers), func(a, b PollAnswer) int { return cmp.Compare(a.UserUUID, b.UserUUID) })
	return Poll{ID: id, Mode: p.mode, InProgress: inProgress, Options: p.options(), Answers: answers}
}

// options has every option that the stream names: by the items, a summary, or an answer.
func (p *pollResult) options() []PollOption {
	counts := map[int64]int64{}
	for i := range p.items {
		counts[int64(i)] = 0
	}
	for i := range p.summary {
		counts[i] = 0
	}
	for _, answer := range p.answers {
		for _, i := range answer.Selected {
			counts[i]++
		}
	}
	options := make([]PollOption, 0, len(counts))
	for _, i := range slices.Sorted(maps.Keys(counts)) {
		option := PollOption{Index: i, Count: counts[i]}
		if i < int64(len(p.items)) {
			option.Text = p.items[i]
		}
		setKnown(&option.Count, p.summary[i].count)
		option.Share = share(option.Count, int64(len(p.answers)))
		setKnown(&option.Share, p.summary[i].share)
		options = append(options, option)
	}
	return options
}

// share is the part that n is of all, 0 where all is not known.
func share(n, all int64) float64 {
	if n > all || all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}
