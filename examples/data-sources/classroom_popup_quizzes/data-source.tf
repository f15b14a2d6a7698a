data "classroom_popup_quizzes" "algebra" {
  room_uuid = "algebra-2026-11-23"
}

# Who was right, of each quiz.
output "right" {
  value = {
    for quiz in data.classroom_popup_quizzes.algebra.popup_quizzes :
    quiz.popup_quiz_id => [for answer in quiz.answers : answer.user_uuid if answer.correct]
  }
}
