import {
  to = classroom_user_ban.bob
  id = "ma1521-exam/bob"
}
