resource "classroom_room" "drama" {
  room_uuid_prefix = "drama-"
  name             = "Drama"
  type             = "small_classroom"
}

data "classroom_room_events" "chat" {
  room_uuid = classroom_room.drama.room_uuid
  types     = ["chat"]
}

output "transcript" {
  value = [
    for event in data.classroom_room_events.chat.events :
    format("%s: %s", jsondecode(event.data).fromUser.userName, jsondecode(event.data).message)
  ]
}
