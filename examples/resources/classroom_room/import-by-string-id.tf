import {
  to = classroom_room.exam
  id = "ma1521-exam"
}
