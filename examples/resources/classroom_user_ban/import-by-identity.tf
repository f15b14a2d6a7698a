import {
  to = classroom_user_ban.bob
  identity = {
    room_uuid = "forum-1"
    user_uuid = "bob"
  }
}
