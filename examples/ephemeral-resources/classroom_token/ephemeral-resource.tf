resource "classroom_room" "laboratory" {
  room_uuid_prefix = "laboratory-"
  name             = "Laboratory"
  type             = "small_classroom"
}

# What the teacher's client needs to enter the room. It is in neither plan nor state. A
# write-only argument takes it, such as that of a secret store.
ephemeral "classroom_token" "teacher" {
  kind      = "room_user"
  room_uuid = classroom_room.laboratory.room_uuid
  user_uuid = "ada"
  role      = "teacher"
  ttl       = "12h"
}

# Another provider block takes it. The whole run must fit in the ttl.
ephemeral "classroom_token" "app" {
  kind = "app"
}

provider "classroom" {
  alias  = "ready_made"
  region = "ap"
  app_id = "970CA35de60c44645bbae8a215061b33"
  token  = ephemeral.classroom_token.app.token
}

resource "classroom_room" "foyer" {
  provider         = classroom.ready_made
  room_uuid_prefix = "foyer-"
  name             = "Foyer"
  type             = "small_classroom"
}
