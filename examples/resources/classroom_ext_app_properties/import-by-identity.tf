import {
  to = classroom_ext_app_properties.example
  identity = {
    room_uuid    = "ma1521-exam"
    ext_app_uuid = "io.agora.countdown"
  }
}
