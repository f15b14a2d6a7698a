import {
  to = classroom_recording.algebra
  id = "ma1521-exam/e4a1c9f0"
}
