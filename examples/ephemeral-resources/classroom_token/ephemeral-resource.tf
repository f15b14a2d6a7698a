# What the teacher's client needs to enter the room. It is in neither plan nor state.
ephemeral "classroom_token" "teacher" {
  kind      = "room_user"
  room_uuid = "algebra-1"
  user_uuid = "ada"
  role      = "teacher"
  ttl       = "12h"
}

# A provider can take it, or a write-only argument such as that of a secrets manager.
# The whole apply must fit in the ttl of a token that a provider takes.
ephemeral "classroom_token" "app" {
  kind = "app"
}

provider "classroom" {
  alias  = "ready_made"
  region = "ap"
  app_id = "970CA35de60c44645bbae8a215061b33"
  token  = ephemeral.classroom_token.app.token
}
