import {
  to = classroom_breakout_groups.tutorial
  id = "tutorial-1"
}
