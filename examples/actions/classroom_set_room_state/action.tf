# terraform apply -invoke=action.classroom_set_room_state.end
action "classroom_set_room_state" "end" {
  config {
    room_uuid = "algebra-2026-11-23"
    state     = "ended"
  }
}
