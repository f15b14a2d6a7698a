resource "classroom_room" "history" {
  room_uuid_prefix = "history-"
  name             = "History"
  type             = "small_classroom"
}

data "classroom_room" "history" {
  room_uuid = classroom_room.history.room_uuid
}

output "history_is_over" {
  value = contains(["ended", "closed", "destroyed"], data.classroom_room.history.state)
}
