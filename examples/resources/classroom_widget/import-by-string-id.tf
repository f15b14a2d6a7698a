import {
  to = classroom_widget.timer
  id = "studio-1/timer:minutes,colour.text,colour.border"
}
