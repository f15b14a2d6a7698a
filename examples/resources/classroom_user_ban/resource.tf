resource "classroom_room" "forum" {
  room_uuid_prefix = "forum-"
  name             = "Forum"
  type             = "small_classroom"
}

# Out for ten minutes. It waits in the state, with a warning, until bob has joined.
resource "classroom_user_ban" "bob" {
  room_uuid = classroom_room.forum.room_uuid
  user_uuid = "bob"
  duration  = 600
}

# Out for good.
resource "classroom_user_ban" "mallory" {
  room_uuid = classroom_room.forum.room_uuid
  user_uuid = "mallory"
}
