resource "classroom_room" "workshop" {
  room_uuid_prefix = "workshop-"
  name             = "Workshop"
  type             = "small_classroom"
}

# Waits in the state, with a warning, until jane has joined; the next apply then sets them.
resource "classroom_user_properties" "jane" {
  room_uuid = classroom_room.workshop.room_uuid
  user_uuid = "jane"

  properties = {
    seat    = 12
    pronoun = "she"
  }
}
