import {
  to = classroom_room.example
  id = "ma1521-exam"
}
