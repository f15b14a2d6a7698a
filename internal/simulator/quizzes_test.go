package simulator

import "testing"

func TestQuiz(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		classOf(s, 3)
		s.Join("r", UserSeed{UserUUID: "teacher", Role: 1})
		s.StartQuiz("r", QuizSeed{QuizID: "q1", Items: []string{"A", "B", "C"}, Correct: []string{"A", "C"}})
		s.AnswerQuiz("r", "s0", "C", "A")
		s.AnswerQuiz("r", "s1", "A")
		s.AnswerQuiz("r", "s2", "B")
		s.AnswerQuiz("r", "s2")
		s.EndQuiz("r")
		events := s.stream("popupQuiz")
		if len(events) != 10 {
			t.Fatalf("%d events", len(events))
		}
		same(t, "start", changed(events[0]), `{"extra.answerState":1,"extra.averageAccuracy":0,"extra.correctCount":0,`+
			`"extra.correctItems":["A","C"],"extra.items":["A","B","C"],"extra.popupQuizId":"q1",`+
			`"extra.receiveQuestionTime":1772438400000,"extra.totalCount":3,"state":1}`)
		same(t, "right", changed(events[1]),
			`{"isCorrect":true,"lastCommitTime":1772438400000,"popupQuizId":"q1","selectedItems":["C","A"]}`)
		same(t, "wrong", dig(changed(events[3]), "isCorrect"), "false")
		same(t, "by", events[3].Data["fromUser"], `{"role":"audience","userName":"s1","userUuid":"s1"}`)
		same(t, "of three", changed(events[6]),
			`{"extra.averageAccuracy":0.33333334,"extra.correctCount":1,"extra.selectedCount":3,"extra.totalCount":3}`)
		same(t, "end", changed(events[9]), `{"extra.answerState":0,"extra.averageAccuracy":0.5,`+
			`"extra.correctCount":1,"extra.selectedCount":2,"extra.totalCount":3}`)
		s.clean()
	})
}

func TestRawWidgetEvents(t *testing.T) {
	s := run(t, Options{})
	classOf(s, 0)
	id := s.StartQuiz("r", QuizSeed{Items: []string{"A"}})
	s.AppendWidgetEvent("r", "popupQuiz", map[string]any{"changeProperties": map[string]any{"extra.answerState": "0"}})
	events := s.stream("popupQuiz")
	same(t, "made-up id", dig(changed(events[0]), "extra.popupQuizId"), `"`+id+`"`)
	same(t, "raw", changed(events[1]), `{"extra.answerState":"0"}`)
	if !panics(func() { s.AnswerQuiz("r", "nobody", "A") }) || !panics(func() { s.EndQuiz("missing") }) {
		t.Error("a missing user or room did not panic")
	}
}
