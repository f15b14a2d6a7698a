import {
  to = classroom_recording.algebra
  id = "algebra-1/e4a1c9f0"
}
