import {
  to = classroom_user_properties.example
  id = "ma1521-exam/jane:seat"
}
