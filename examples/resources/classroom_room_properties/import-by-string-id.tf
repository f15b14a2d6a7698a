import {
  to = classroom_room_properties.example
  id = "ma1521-exam:week,seats.max"
}
