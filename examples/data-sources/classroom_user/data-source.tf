data "classroom_user" "ada" {
  room_uuid = "algebra-2026-11-23"
  user_uuid = "ada"
}

output "ada" {
  value = {
    online     = data.classroom_user.ada.online
    properties = jsondecode(data.classroom_user.ada.properties)
  }
}
