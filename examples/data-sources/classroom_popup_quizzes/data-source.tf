resource "classroom_room" "geography" {
  room_uuid_prefix = "geography-"
  name             = "Geography"
  type             = "small_classroom"
}

data "classroom_popup_quizzes" "geography" {
  room_uuid = classroom_room.geography.room_uuid
}

# Who was right, of each quiz.
output "right" {
  value = {
    for quiz in data.classroom_popup_quizzes.geography.popup_quizzes :
    quiz.popup_quiz_id => [for answer in quiz.answers : answer.user_uuid if answer.correct]
  }
}
