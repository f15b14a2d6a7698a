resource "classroom_room" "algebra" {
  name = "Algebra, week 3"
  type = "small_classroom"
}

# The teachers' audio and video.
resource "classroom_recording" "algebra" {
  room_uuid = classroom_room.algebra.room_uuid
}

resource "classroom_room" "geometry" {
  name = "Geometry, week 3"
  type = "small_classroom"
}

# The whole classroom, as a web page. The service adds the parameters of the class to root_url.
resource "classroom_recording" "geometry" {
  room_uuid = classroom_room.geometry.room_uuid
  mode      = "web"
  on_hold   = true # resume it in place when the lesson begins

  web = {
    root_url            = "https://classroom.example/record"
    video_width         = 1280
    video_height        = 720
    max_recording_hours = 3
  }
}
