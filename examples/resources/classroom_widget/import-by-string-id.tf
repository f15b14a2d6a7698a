import {
  to = classroom_widget.timer
  id = "algebra-1/timer"
}
