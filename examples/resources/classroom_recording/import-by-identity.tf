import {
  to = classroom_recording.algebra
  identity = {
    room_uuid = "ma1521-exam"
    record_id = "e4a1c9f0"
  }
}
