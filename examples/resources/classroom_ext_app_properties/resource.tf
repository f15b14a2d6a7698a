resource "classroom_room" "contest" {
  room_uuid_prefix = "contest-"
  name             = "Contest"
  type             = "small_classroom"
}

resource "classroom_ext_app_properties" "countdown" {
  room_uuid    = classroom_room.contest.room_uuid
  ext_app_uuid = "io.agora.countdown"
  enabled      = true

  properties = {
    seconds = 5400
  }
}
