# A lesson of an hour. It starts, ends and closes by its schedule; once it is
# over, it stays in the state as "destroyed", and plans stay empty.
resource "classroom_room" "lesson" {
  room_uuid_prefix = "ma1521-"
  name             = "MA1521: Calculus for Computing"
  type             = "small_classroom"

  schedule = {
    start_time  = "2026-11-30T09:00:00+08:00"
    duration    = 3600 # seconds
    close_delay = 300  # seconds
  }

  hands_up = { max_accept = 4 }

  properties = {
    module = "MA1521"
    week   = 3
    links  = { slides = "https://example.com/ma1521/3" }
  }
}

# A proctored exam with an id of its own, which the invigilators start.
resource "classroom_room" "exam" {
  room_uuid       = "ma1521-exam"
  name            = "MA1521: exam"
  type            = "lecture_hall"
  examination_url = "https://example.com/ma1521/exam"
  deletion_policy = "end"
}
