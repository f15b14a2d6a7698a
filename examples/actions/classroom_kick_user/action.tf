# terraform apply -invoke=action.classroom_kick_user.troll
action "classroom_kick_user" "troll" {
  config {
    room_uuid = "algebra-2026-11-23"
    user_uuid = "troll"
    duration  = 600
  }
}
