package classroom

import (
	"context"
	"iter"
	"time"
)

// Quiz is the result of a pop-up quiz, as far as the stream contains it ("Get data for pop-up quizzes").
type Quiz struct {
	ID              string
	InProgress      bool
	ReceivedAt      time.Time // when the students received the question
	SelectedCount   int64     // students who have answered
	CorrectCount    int64     // students who have answered correctly
	TotalCount      int64     // as the service counts: students who were asked, by its examples
	AverageAccuracy float64   // the part of correct answers, 0 to 1
	Options         []QuizOption
	Answers         []QuizAnswer
}

// QuizOption is one option of a quiz ("Get data for pop-up quizzes"). Share is the part of those who chose anything, 0 to 1.
type QuizOption struct {
	Text    string
	Correct bool // whether it is right to choose it
	Count   int64
	Share   float64
}

// QuizAnswer is what one user has chosen last ("Get data for pop-up quizzes").
type QuizAnswer struct {
	UserUUID    string
	UserName    string
	Selected    []string
	Correct     bool
	CommittedAt time.Time
}

// QuizEvents lists the changes of the pop-up quizzes of a room, page by page ("Get data for
// pop-up quizzes").
func (c *Client) QuizEvents(ctx context.Context, roomUUID string) iter.Seq2[*WidgetEvent, error] {
	return c.widgetEvents(ctx, roomUUID, "popupQuiz", c.routes.quizzes)
}

// Quizzes computes the results of a room's pop-up quizzes from the changes, in the order in
// which the quizzes first appear; options are in the order of the items, answers in that of user
// uuids. It ends at the first error.
//
// Starts, ends and answers are those of [Polls], with a quiz's names: it starts with items or
// correctItems, or an answerState of 1, and is over with an answerState of 0. The service's
// summaries name no quiz: they belong to the current one. Each number is the last that a
// summary has, unless an answer came after it: then the answers are counted.
func Quizzes(events iter.Seq2[*WidgetEvent, error]) ([]Quiz, error) {
	quizzes := pollTimeline[quizResult]{
		id:      "popupQuizId",
		states:  []string{"answerState"},
		content: []string{"items", "correctItems"},
	}
	for change, err := range changes(events) {
		if err != nil {
			return nil, err
		}
		if quiz, starts := quizzes.Apply(change); quiz != nil {
			quiz.result.add(change, starts)
		}
	}
	results := make([]Quiz, len(quizzes.all))
	for i, quiz := range quizzes.all {
		results[i] = quiz.result.quiz(quiz.id, quiz.inProgress)
	}
	return results, nil
}
