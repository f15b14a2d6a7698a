import {
  to = classroom_widget.timer
  identity = {
    room_uuid   = "ma1521-exam"
    widget_uuid = "timer"
  }
}
