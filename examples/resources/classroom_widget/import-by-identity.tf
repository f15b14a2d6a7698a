import {
  to = classroom_widget.timer
  identity = {
    room_uuid   = "algebra-1"
    widget_uuid = "timer"
  }
}
