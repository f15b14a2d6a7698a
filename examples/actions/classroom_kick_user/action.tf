resource "classroom_room" "debate" {
  room_uuid_prefix = "debate-"
  name             = "Debate"
  type             = "small_classroom"
}

# terraform apply -invoke=action.classroom_kick_user.troll
action "classroom_kick_user" "troll" {
  config {
    room_uuid = classroom_room.debate.room_uuid
    user_uuid = "troll"
    duration  = 600
  }
}
