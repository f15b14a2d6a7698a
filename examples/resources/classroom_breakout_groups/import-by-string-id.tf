import {
  to = classroom_breakout_groups.example
  id = "ma1521-exam"
}
