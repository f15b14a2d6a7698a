import {
  to = classroom_widget.timer
  id = "ma1521-exam/timer"
}
