import {
  to = classroom_room.exam
  identity = {
    room_uuid = "ma1521-exam"
  }
}
