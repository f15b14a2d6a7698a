import {
  to = classroom_recording.webinar
  identity = {
    room_uuid = "webinar-1"
    record_id = "e4a1c9f0"
  }
}
