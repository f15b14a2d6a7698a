resource "classroom_room" "algebra" {
  room_uuid_prefix = "algebra-"
  name             = "Algebra"
  type             = "small_classroom"
  lead_time        = "48h"

  schedule = {
    start_time = "2027-01-19T09:00:00+08:00"
    duration   = 3600
  }
}

# Who was there, the polls, the pop-up quizzes and the recordings. A pipeline that applies
# every half hour keeps them before the service destroys the room.
resource "classroom_class_report" "algebra" {
  room_uuid = classroom_room.algebra.room_uuid
}

# Only who was there.
resource "classroom_class_report" "attendance" {
  room_uuid = classroom_room.algebra.room_uuid
  include   = ["attendance"]
}

output "attended" {
  value = [
    for attendee in classroom_class_report.algebra.attendees : attendee.user_uuid
    if attendee.role == "student" && attendee.seconds_present >= 1800
  ]
}
