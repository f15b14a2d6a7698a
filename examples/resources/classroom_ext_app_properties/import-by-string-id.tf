import {
  to = classroom_ext_app_properties.countdown
  id = "contest-1/io.agora.countdown:seconds"
}
