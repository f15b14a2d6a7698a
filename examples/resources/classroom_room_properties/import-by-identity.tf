import {
  to = classroom_room_properties.example
  identity = {
    room_uuid = "ma1521-exam"
  }
}
