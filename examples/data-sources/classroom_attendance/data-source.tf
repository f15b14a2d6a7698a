resource "classroom_room" "biology" {
  room_uuid_prefix = "biology-"
  name             = "Biology"
  type             = "small_classroom"
}

data "classroom_attendance" "biology" {
  room_uuid = classroom_room.biology.room_uuid
}

# Students who were there for at least half an hour.
output "present" {
  value = [
    for attendee in data.classroom_attendance.biology.attendees : attendee.user_uuid
    if attendee.role == "student" && attendee.seconds_present >= 1800
  ]
}
