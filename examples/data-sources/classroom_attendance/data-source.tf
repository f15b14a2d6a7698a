data "classroom_attendance" "algebra" {
  room_uuid = "algebra-2026-11-23"
}

# Students who were there for at least half an hour.
output "present" {
  value = [
    for attendee in data.classroom_attendance.algebra.attendees : attendee.user_uuid
    if attendee.role == "student" && attendee.seconds_present >= 1800
  ]
}
