import {
  to = classroom_breakout_groups.tutorial
  identity = {
    room_uuid = "tutorial-1"
  }
}
