# The teachers' audio and video. It starts with the first apply that finds the class in progress.
resource "classroom_room" "lecture" {
  room_uuid_prefix = "lecture-"
  name             = "Lecture"
  type             = "lecture_hall"
  lead_time        = "48h"

  schedule = {
    start_time = "2027-01-18T14:00:00+08:00"
    duration   = 5400
  }
}

resource "classroom_recording" "lecture" {
  room_uuid = classroom_room.lecture.room_uuid
  start     = "with_class"
}

# The whole classroom, as a web page, from the first minute: the recording starts on hold, and
# writes nothing yet. Set on_hold to false and apply as the class begins. The service adds the
# parameters of the class to root_url.
resource "classroom_room" "webinar" {
  room_uuid_prefix = "webinar-"
  name             = "Webinar"
  type             = "lecture_hall"
}

resource "classroom_recording" "webinar" {
  room_uuid = classroom_room.webinar.room_uuid
  mode      = "web"
  on_hold   = true

  web = {
    root_url            = "https://classroom.example/record"
    video_width         = 1280
    video_height        = 720
    max_recording_hours = 120 # long enough to last until the class ends
  }
}
