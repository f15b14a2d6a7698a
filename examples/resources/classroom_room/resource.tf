# A lesson of an hour. The first apply within two days before it opens its room; then the
# service starts, ends and closes the class by the schedule.
resource "classroom_room" "lesson" {
  room_uuid_prefix = "ma1521-"
  name             = "MA1521: Calculus for Computing"
  type             = "small_classroom"
  lead_time        = "48h"

  schedule = {
    start_time  = "2027-01-18T09:00:00+08:00"
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

# A proctored exam, which the invigilators start, with an id that other systems know. A killed
# run that has created it is no problem: the next apply adopts it.
resource "classroom_room" "exam" {
  room_uuid       = "ma1521-exam"
  name            = "MA1521: exam"
  type            = "lecture_hall"
  examination_url = "https://example.com/ma1521/exam"
  on_conflict     = "adopt"
}
