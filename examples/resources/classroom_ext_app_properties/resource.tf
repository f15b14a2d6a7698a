resource "classroom_ext_app_properties" "countdown" {
  room_uuid    = "ma1521-exam"
  ext_app_uuid = "io.agora.countdown"
  enabled      = true

  properties = {
    seconds = 5400
  }
}
