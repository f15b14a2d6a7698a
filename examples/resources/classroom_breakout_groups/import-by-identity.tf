import {
  to = classroom_breakout_groups.example
  identity = {
    room_uuid = "ma1521-exam"
  }
}
