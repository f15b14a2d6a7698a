resource "classroom_room" "ethics" {
  room_uuid_prefix = "ethics-"
  name             = "Ethics"
  type             = "small_classroom"
}

data "classroom_polls" "ethics" {
  room_uuid = classroom_room.ethics.room_uuid
}

# Of each poll that has ended, how many chose what.
output "results" {
  value = {
    for poll in data.classroom_polls.ethics.polls :
    poll.poll_id => [for option in poll.options : format("%s: %d", option.text, option.count)]
    if !poll.in_progress
  }
}
