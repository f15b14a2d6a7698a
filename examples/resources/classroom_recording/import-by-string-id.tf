import {
  to = classroom_recording.webinar
  id = "webinar-1/e4a1c9f0"
}
