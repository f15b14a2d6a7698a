data "classroom_room_events" "chat" {
  room_uuid = "algebra-2026-11-23"
  types     = ["chat"]
}

output "transcript" {
  value = [
    for event in data.classroom_room_events.chat.events :
    format("%s: %s", jsondecode(event.data).fromUser.userName, jsondecode(event.data).message)
  ]
}
