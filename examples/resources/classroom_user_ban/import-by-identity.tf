import {
  to = classroom_user_ban.bob
  identity = {
    room_uuid = "algebra-1"
    user_uuid = "bob"
  }
}
