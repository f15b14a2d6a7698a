# Out for ten minutes. The user must have joined the room.
resource "classroom_user_ban" "bob" {
  room_uuid = "ma1521-exam"
  user_uuid = "bob"
  duration  = 600
}

# Out for good.
resource "classroom_user_ban" "mallory" {
  room_uuid = "ma1521-exam"
  user_uuid = "mallory"
}
