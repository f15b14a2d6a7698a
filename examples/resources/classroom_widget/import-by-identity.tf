import {
  to = classroom_widget.timer
  identity = {
    room_uuid   = "studio-1"
    widget_uuid = "timer"
  }
}
