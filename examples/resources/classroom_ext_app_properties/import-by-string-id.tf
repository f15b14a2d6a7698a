import {
  to = classroom_ext_app_properties.example
  id = "ma1521-exam/io.agora.countdown"
}
