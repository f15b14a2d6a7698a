data "classroom_polls" "algebra" {
  room_uuid = "algebra-2026-11-23"
}

# Of each poll that has ended, how many chose what.
output "results" {
  value = {
    for poll in data.classroom_polls.algebra.polls :
    poll.poll_id => [for option in poll.options : format("%s: %d", option.text, option.count)]
    if !poll.in_progress
  }
}
