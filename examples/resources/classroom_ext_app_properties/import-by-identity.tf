import {
  to = classroom_ext_app_properties.countdown
  identity = {
    room_uuid    = "contest-1"
    ext_app_uuid = "io.agora.countdown"
  }
}
