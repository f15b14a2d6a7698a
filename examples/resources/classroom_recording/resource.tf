resource "classroom_room" "algebra" {
  name = "Algebra, week 3"
  type = "small_classroom"
}

# The teachers' audio and video. The recording starts at apply, not with the class:
# apply it when the class begins.
resource "classroom_recording" "algebra" {
  room_uuid = classroom_room.algebra.room_uuid
}

resource "classroom_room" "geometry" {
  name = "Geometry, week 3"
  type = "small_classroom"
}

# The whole classroom, as a web page, of a lesson days ahead: the recording starts on hold
# and writes nothing yet. Set on_hold to false and apply when the class begins. The service
# adds the parameters of the class to root_url.
resource "classroom_recording" "geometry" {
  room_uuid = classroom_room.geometry.room_uuid
  mode      = "web"
  on_hold   = true

  web = {
    root_url            = "https://classroom.example/record"
    video_width         = 1280
    video_height        = 720
    max_recording_hours = 120 # long enough to last until the lesson ends
  }
}
