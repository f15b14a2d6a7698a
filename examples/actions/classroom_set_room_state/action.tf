resource "classroom_room" "office_hour" {
  room_uuid_prefix = "office-hour-"
  name             = "Office hour"
  type             = "small_classroom"
}

# terraform apply -invoke=action.classroom_set_room_state.end
action "classroom_set_room_state" "end" {
  config {
    room_uuid = classroom_room.office_hour.room_uuid
    state     = "ended"
  }
}
