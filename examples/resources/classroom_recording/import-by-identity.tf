import {
  to = classroom_recording.algebra
  identity = {
    room_uuid = "algebra-1"
    record_id = "e4a1c9f0"
  }
}
