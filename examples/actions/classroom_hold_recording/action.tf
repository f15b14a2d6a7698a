# terraform apply -invoke=action.classroom_hold_recording.break
action "classroom_hold_recording" "break" {
  config {
    room_uuid = "algebra-2026-11-23"
    on_hold   = true
  }
}
