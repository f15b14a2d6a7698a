package classroom

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// The examples of the documentation, one after the other.
var documentedQuiz = []string{
	`{"action":1,"changeProperties":{"extra.correctItems":["A","B","D"],"extra.totalCount":1,"extra.answerState":1,"state":1,"extra.popupQuizId":"ab5b",
	  "extra.averageAccuracy":0,"extra.correctCount":0,"extra.items":["A","C","B"],"extra.receiveQuestionTime":1652413962895},"operator":{"userName":"server","userUuid":"server","role":"server"}}`,
	`{"action":1,"changeProperties":{"selectedItems":["A","B","D"],"isCorrect":true,"popupQuizId":"ab5b","lastCommitTime":1652413989997},
	  "fromUser":{"userName":"yerongzhe2","userUuid":"yerongzhe22","role":"audience"}}`,
	`{"action":1,"changeProperties":{"extra.totalCount":1,"extra.answerState":0,"extra.selectedCount":1,"extra.averageAccuracy":1,"extra.correctCount":1},
	  "operator":{"userName":"server","userUuid":"server","role":"server"}}`,
}

func TestDocumentedQuiz(t *testing.T) {
	want := Quiz{
		ID:         "ab5b",
		ReceivedAt: time.UnixMilli(1652413962895).UTC(), SelectedCount: 1, CorrectCount: 1, TotalCount: 1, AverageAccuracy: 1,
		Options: []QuizOption{{"A", true, 1, 1}, {"C", false, 0, 0}, {"B", true, 1, 1}, {"D", true, 1, 1}},
		Answers: []QuizAnswer{{"yerongzhe22", "yerongzhe2", []string{"A", "B", "D"}, true, time.UnixMilli(1652413989997).UTC()}},
	}
	got, err := Quizzes(widgetStream(t, documentedQuiz...))
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	want.InProgress = true
	got, err = Quizzes(widgetStream(t, documentedQuiz[:2]...))
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("before its end %+v, %v\nwant %+v", got, err, want)
	}
}

// briefQuiz writes a quiz as: id progress | selected correct total accuracy | answers, those
// that are right with an exclamation mark.
func briefQuiz(q Quiz) string {
	progress := "over"
	if q.InProgress {
		progress = "open"
	}
	var answers []string
	for _, a := range q.Answers {
		mark := ""
		if a.Correct {
			mark = "!"
		}
		answers = append(answers, a.UserUUID+":"+strings.Join(a.Selected, "")+mark)
	}
	return fmt.Sprintf("%s %s | %d %d %d %.2f | %s", q.ID, progress, q.SelectedCount, q.CorrectCount, q.TotalCount, q.AverageAccuracy, strings.Join(answers, " "))
}

func startsQuiz(id string, total int) string {
	return byServer(fmt.Sprintf(`"state":1,"extra.popupQuizId":%q,"extra.answerState":1,"extra.items":["A","B"],"extra.correctItems":["A"],"extra.totalCount":%d,"extra.correctCount":0,"extra.averageAccuracy":0`, id, total))
}

func solves(user, id, selected, correct string) string {
	return byUser(user, `"popupQuizId":"`+id+`","selectedItems":`+selected+`,"isCorrect":`+correct)
}

func countsQuiz(selected, correct, total int, accuracy float64) string {
	return byServer(fmt.Sprintf(`"extra.selectedCount":%d,"extra.correctCount":%d,"extra.totalCount":%d,"extra.averageAccuracy":%v`, selected, correct, total, accuracy))
}

func TestQuizzes(t *testing.T) {
	q, ends := startsQuiz("q", 3), byServer(`"extra.answerState":0`)
	right, wrong := solves("u", "q", `["A"]`, "true"), solves("v", "q", `["B"]`, "false")
	for name, test := range map[string]struct {
		events []string
		want   []string
	}{
		"no events":                {nil, nil},
		"only started":             {[]string{q}, []string{"q open | 0 0 3 0.00 | "}},
		"counted":                  {[]string{q, right, wrong}, []string{"q open | 2 1 3 0.50 | u:A! v:B"}},
		"ended":                    {[]string{q, right, ends}, []string{"q over | 1 1 3 1.00 | u:A!"}},
		"widget closed":            {[]string{q, pollClosed}, []string{"q over | 0 0 3 0.00 | "}},
		"changed for the better":   {[]string{q, wrong, solves("v", "q", `["A"]`, "1")}, []string{"q open | 1 1 3 1.00 | v:A!"}},
		"taken back":               {[]string{q, right, wrong, solves("u", "q", `[]`, "false")}, []string{"q open | 1 0 3 0.00 | v:B"}},
		"summary is newer":         {[]string{q, right, countsQuiz(4, 2, 9, 0.4)}, []string{"q open | 4 2 9 0.40 | u:A!"}},
		"summary is older":         {[]string{q, countsQuiz(4, 2, 9, 0.4), right}, []string{"q open | 1 1 9 1.00 | u:A!"}},
		"summary in parts":         {[]string{q, countsQuiz(4, 2, 9, 0.4), byServer(`"extra":{"correctCount":"3"}`)}, []string{"q open | 4 3 9 0.40 | "}},
		"only the total":           {[]string{q, right, byServer(`"extra.totalCount":5`)}, []string{"q open | 1 1 5 1.00 | u:A!"}},
		"more answers than asked":  {[]string{startsQuiz("q", 0), right, wrong}, []string{"q open | 2 1 2 0.50 | u:A! v:B"}},
		"not said whether correct": {[]string{q, byUser("u", `"selectedItems":["A"]`), byUser("v", `"selectedItems":["A","B"]`)}, []string{"q open | 2 1 3 0.50 | u:A! v:AB"}},
		"restarted":                {[]string{q, right, countsQuiz(1, 1, 3, 1), ends, q}, []string{"q open | 0 0 3 0.00 | "}},
		"repeated with counts":     {[]string{q, right, strings.Replace(q, `"extra.correctCount":0`, `"extra.correctCount":1`, 1)}, []string{"q open | 1 1 3 0.00 | u:A!"}},
		"two":                      {[]string{q, right, startsQuiz("p", 1), countsQuiz(1, 0, 1, 0), wrong, ends}, []string{"q over | 2 1 3 0.50 | u:A! v:B", "p over | 1 0 1 0.00 | "}},
		"nested": {[]string{byServer(`"extra":{"popupQuizId":"q","answerState":"1","items":["A"],"correctItems":["A"]}`), byUser("u", `"extra":{"popupQuizId":"q","selectedItems":"A","isCorrect":true}`)},
			[]string{"q open | 1 1 1 1.00 | u:A!"}},
		"extra key deleted":         {[]string{q, `{"action":2,"changeProperties":{"extra.totalCount":null,"extra.items":[]}}`}, []string{"q open | 0 0 3 0.00 | "}},
		"deleted":                   {[]string{q, right, strings.Replace(right, `"action":1`, `"action":2`, 1)}, []string{"q open | 0 0 3 0.00 | "}},
		"start is missing, counted": {[]string{right, countsQuiz(4, 2, 9, 0.4)}, []string{"q over | 4 2 9 0.40 | u:A!"}},
		"start is missing":          {[]string{right, ends}, []string{"q over | 1 1 1 1.00 | u:A!"}},
	} {
		t.Run(name, func(t *testing.T) {
			quizzes, err := Quizzes(widgetStream(t, test.events...))
			var got []string
			for _, quiz := range quizzes {
				got = append(got, briefQuiz(quiz))
			}
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %q, %v\nwant %q", got, err, test.want)
			}
		})
	}
}

func TestQuizOptions(t *testing.T) {
	q := startsQuiz("q", 3)
	for name, test := range map[string]struct {
		events []string
		want   []QuizOption
	}{
		"nobody has answered":  {[]string{q}, []QuizOption{{"A", true, 0, 0}, {"B", false, 0, 0}}},
		"answered":             {[]string{q, solves("u", "q", `["A"]`, "true"), solves("v", "q", `["A","B"]`, "false")}, []QuizOption{{"A", true, 2, 1}, {"B", false, 1, 0.5}}},
		"not among the items":  {[]string{q, solves("u", "q", `["C"]`, "false")}, []QuizOption{{"A", true, 0, 0}, {"B", false, 0, 0}, {"C", false, 1, 1}}},
		"chosen twice by one":  {[]string{q, solves("u", "q", `["A","A"]`, "true")}, []QuizOption{{"A", true, 1, 1}, {"B", false, 0, 0}}},
		"counted by a summary": {[]string{q, solves("u", "q", `["A"]`, "true"), countsQuiz(4, 2, 9, 0.4)}, []QuizOption{{"A", true, 1, 1}, {"B", false, 0, 0}}},
		"start is missing":     {[]string{solves("v", "q", `["A"]`, "false"), solves("u", "q", `["B"]`, "true")}, []QuizOption{{"B", false, 1, 0.5}, {"A", false, 1, 0.5}}},
	} {
		quizzes, err := Quizzes(widgetStream(t, test.events...))
		if err != nil || len(quizzes) != 1 || !reflect.DeepEqual(quizzes[0].Options, test.want) {
			t.Errorf("%s: got %+v, %v\nwant %+v", name, quizzes, err, test.want)
		}
	}
}

func TestQuizzesEndAtAnError(t *testing.T) {
	if got, err := Quizzes(widgetStream(t, startsQuiz("q", 1), "!broken")); got != nil || err == nil || err.Error() != "broken" {
		t.Errorf("got %v, %v", got, err)
	}
}
