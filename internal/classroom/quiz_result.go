package classroom

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// quizResult is what the stream contains of one quiz so far.
type quizResult struct {
	items, correctItems []string
	receivedAt          time.Time
	total               int64
	summary             quizSummary // the service's; empty once an answer came after it
	answers             map[string]QuizAnswer
}

// quizSummary is what a summary counts; nil is what it leaves out.
type quizSummary struct {
	selected, correct *int64
	accuracy          *float64
}

func (q *quizResult) add(c change, starts bool) {
	summary := quizSummaryFrom(c)
	if starts && !summary.countsAny() {
		q.answers, q.summary = nil, quizSummary{}
	}
	switch {
	case c.answers("selectedItems"):
		q.answer(c)
		return
	case c.deleted:
		return
	}
	if items := c.extra("items"); items.exists() {
		q.items = items.texts()
	}
	if items := c.extra("correctItems"); items.exists() {
		q.correctItems = items.texts()
	}
	if at := c.extra("receiveQuestionTime").time(); !at.IsZero() {
		q.receivedAt = at
	}
	if total, ok := c.extra("totalCount").integer(); ok {
		q.total = total
	}
	q.summary = quizSummary{
		selected: cmp.Or(summary.selected, q.summary.selected),
		correct:  cmp.Or(summary.correct, q.summary.correct),
		accuracy: cmp.Or(summary.accuracy, q.summary.accuracy),
	}
}

func quizSummaryFrom(c change) quizSummary {
	summary := quizSummary{selected: c.extra("selectedCount").integerPointer(), correct: c.extra("correctCount").integerPointer()}
	if accuracy, ok := c.extra("averageAccuracy").number(); ok {
		summary.accuracy = &accuracy
	}
	return summary
}

func (s quizSummary) countsAny() bool {
	return s.selected != nil && *s.selected > 0 || s.correct != nil && *s.correct > 0
}

func (q *quizResult) answer(c change) {
	user := c.user.get("userUuid").text()
	q.summary = quizSummary{}
	selected := c.extra("selectedItems").texts()
	if c.deleted || len(selected) == 0 {
		delete(q.answers, user)
		return
	}
	correct := c.extra("isCorrect").truth()
	if !c.extra("isCorrect").exists() {
		correct = slices.Equal(slices.Sorted(slices.Values(selected)), slices.Sorted(slices.Values(q.correctItems)))
	}
	if q.answers == nil {
		q.answers = map[string]QuizAnswer{}
	}
	q.answers[user] = QuizAnswer{
		UserUUID:    user,
		UserName:    c.user.get("userName").text(),
		Selected:    selected,
		Correct:     correct,
		CommittedAt: c.extra("lastCommitTime").time(),
	}
}

func (q *quizResult) quiz(id string, inProgress bool) Quiz {
	quiz := Quiz{
		ID:            id,
		InProgress:    inProgress,
		ReceivedAt:    q.receivedAt,
		SelectedCount: int64(len(q.answers)),
		Answers:       slices.SortedFunc(maps.Values(q.answers), func(a, b QuizAnswer) int { return cmp.Compare(a.UserUUID, b.UserUUID) }),
	}
	quiz.Options = q.options(quiz.Answers)
	for _, answer := range quiz.Answers {
		if answer.Correct {
			quiz.CorrectCount++
		}
	}
	quiz.AverageAccuracy = share(quiz.CorrectCount, quiz.SelectedCount)
	setKnown(&quiz.SelectedCount, q.summary.selected)
	setKnown(&quiz.CorrectCount, q.summary.correct)
	setKnown(&quiz.AverageAccuracy, q.summary.accuracy)
	quiz.TotalCount = max(q.total, quiz.SelectedCount)
	return quiz
}

// options has every option that the stream names: by the items, the correct ones, or an answer.
func (q *quizResult) options(answers []QuizAnswer) []QuizOption {
	texts := slices.Concat(q.items, q.correctItems)
	counts := map[string]int64{}
	for _, answer := range answers {
		texts = append(texts, answer.Selected...)
		for i, text := range answer.Selected {
			if !slices.Contains(answer.Selected[:i], text) { // a user who names an option twice chose it once
				counts[text]++
			}
		}
	}
	var options []QuizOption
	seen := map[string]bool{}
	for _, text := range texts {
		if seen[text] {
			continue
		}
		seen[text] = true
		options = append(options, QuizOption{
			Text:    text,
			Correct: slices.Contains(q.correctItems, text),
			Count:   counts[text],
			Share:   share(counts[text], int64(len(answers))),
		})
	}
	return options
}

// setKnown sets a field to a value, if that is known.
func setKnown[T any](field, known *T) {
	if known != nil {
		*field = *known
	}
}
