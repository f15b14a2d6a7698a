import {
  to = classroom_user_ban.bob
  id = "algebra-1/bob"
}
