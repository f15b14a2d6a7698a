# The user must have joined the room before.
resource "classroom_user_properties" "jane" {
  room_uuid = "ma1521-exam"
  user_uuid = "jane"

  properties = {
    seat    = 12
    pronoun = "she"
  }
}
