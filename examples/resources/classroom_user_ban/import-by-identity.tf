import {
  to = classroom_user_ban.bob
  identity = {
    room_uuid = "ma1521-exam"
    user_uuid = "bob"
  }
}
