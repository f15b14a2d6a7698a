resource "classroom_room" "broadcast" {
  room_uuid_prefix = "broadcast-"
  name             = "Broadcast"
  type             = "small_classroom"
}

resource "classroom_recording" "broadcast" {
  room_uuid = classroom_room.broadcast.room_uuid
  mode      = "web"
  web       = { root_url = "https://classroom.example/record" }
}

# terraform apply -invoke=action.classroom_hold_recording.break
action "classroom_hold_recording" "break" {
  config {
    room_uuid = classroom_recording.broadcast.room_uuid
    on_hold   = true
  }
}
