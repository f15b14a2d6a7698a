import {
  to = classroom_room.example
  identity = {
    room_uuid = "ma1521-exam"
  }
}
