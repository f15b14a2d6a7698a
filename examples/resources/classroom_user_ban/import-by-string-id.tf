import {
  to = classroom_user_ban.bob
  id = "forum-1/bob"
}
