import {
  to = classroom_user_properties.jane
  identity = {
    room_uuid = "workshop-1"
    user_uuid = "jane"
  }
}
