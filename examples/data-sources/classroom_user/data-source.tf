resource "classroom_room" "latin" {
  room_uuid_prefix = "latin-"
  name             = "Latin"
  type             = "small_classroom"
}

# Nobody can be read who has not joined yet. Set it to true when Ada has.
variable "ada_has_joined" {
  type    = bool
  default = false
}

data "classroom_user" "ada" {
  count = var.ada_has_joined ? 1 : 0

  room_uuid = classroom_room.latin.room_uuid
  user_uuid = "ada"
}

output "ada" {
  value = one([for user in data.classroom_user.ada : {
    online     = user.online
    properties = jsondecode(user.properties)
  }])
}
