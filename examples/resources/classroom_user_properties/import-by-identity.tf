import {
  to = classroom_user_properties.example
  identity = {
    room_uuid = "ma1521-exam"
    user_uuid = "jane"
  }
}
