data "classroom_room" "algebra" {
  room_uuid = "algebra-2026-11-23"
}

output "over" {
  value = contains(["ended", "closed"], data.classroom_room.algebra.state)
}
