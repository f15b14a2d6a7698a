package simulator

import (
	"slices"
	"time"
)

const quizWidget = "popupQuiz"

// QuizSeed describes a pop-up quiz that a teacher starts.
type QuizSeed struct {
	QuizID  string   `json:"quizId"` // default: made up
	Items   []string `json:"items"`
	Correct []string `json:"correct"`
}

type quiz struct {
	id      string
	starter map[string]any
	items   []string
	correct []string
	answers map[string]bool // by user: right or wrong
}

// StartQuiz starts a quiz and returns its id.
func (s *Simulator) StartQuiz(uuid string, seed QuizSeed) string {
	id := seed.QuizID
	s.edit(uuid, func(r *room, now time.Time) {
		if id == "" {
			id = s.newID("quiz")
		}
		r.quiz = &quiz{id: id, starter: r.teacher(), items: seed.Items, correct: seed.Correct, answers: map[string]bool{}}
		s.emitToWidget(r, quizWidget, changeOf(map[string]any{
			"state": 1, "extra.popupQuizId": id, "extra.answerState": 1, "extra.items": seed.Items,
			"extra.correctItems": seed.Correct, "extra.receiveQuestionTime": now.UnixMilli(),
			"extra.totalCount": students(r), "extra.correctCount": 0, "extra.averageAccuracy": 0,
		}))
	})
	return id
}

// AnswerQuiz records the items a user chose; a later answer replaces an earlier
// one, and no item at all withdraws it.
func (s *Simulator) AnswerQuiz(uuid, userUUID string, items ...string) {
	s.editUser(uuid, userUUID, func(r *room, u *user, now time.Time) {
		if r.quiz == nil {
			refuse("no quiz in room %q", uuid)
		}
		for _, item := range items {
			if !slices.Contains(r.quiz.items, item) {
				refuse("quiz has no item %q", item)
			}
		}
		right := sameItems(items, r.quiz.correct)
		r.quiz.answers[userUUID] = right
		if len(items) == 0 {
			delete(r.quiz.answers, userUUID)
		}
		own := changeOf(map[string]any{
			"popupQuizId": r.quiz.id, "selectedItems": append([]string{}, items...),
			"isCorrect": right, "lastCommitTime": now.UnixMilli(),
		})
		delete(own, "operator") // the documents' example has none here
		s.readings.nameVoter(own, u.brief(), r.quiz.starter)
		s.emitToWidget(r, quizWidget, own)
		s.emitToWidget(r, quizWidget, changeOf(r.quizCounts()))
	})
}

// EndQuiz ends the quiz in progress.
func (s *Simulator) EndQuiz(uuid string) {
	s.edit(uuid, func(r *room, _ time.Time) {
		if r.quiz == nil {
			refuse("no quiz in room %q", uuid)
		}
		counts := r.quizCounts()
		counts["extra.answerState"] = 0
		s.emitToWidget(r, quizWidget, changeOf(counts))
		r.quiz = nil
	})
}

func (r *room) quizCounts() map[string]any {
	right := 0
	for _, correct := range r.quiz.answers {
		if correct {
			right++
		}
	}
	return map[string]any{
		"extra.selectedCount": len(r.quiz.answers), "extra.correctCount": right,
		"extra.averageAccuracy": share(right, len(r.quiz.answers)), "extra.totalCount": students(r),
	}
}

func students(r *room) int {
	n := 0
	for _, u := range onlineUsers(r) {
		if u.role == roleStudent {
			n++
		}
	}
	return n
}

func sameItems(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
