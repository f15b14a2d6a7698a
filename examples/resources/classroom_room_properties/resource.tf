resource "classroom_room" "seminar" {
  room_uuid_prefix = "seminar-"
  name             = "Seminar"
  type             = "small_classroom"
}

# Two owners of one room: each manages keys of its own and touches no others.
resource "classroom_room_properties" "timetable" {
  room_uuid = classroom_room.seminar.room_uuid

  properties = {
    week        = 3
    "seats.max" = 40 # a path: the other entries of seats stay as they are
    teachers    = ["jane", "kim"]
  }
}

resource "classroom_room_properties" "branding" {
  room_uuid = classroom_room.seminar.room_uuid

  properties = {
    theme = { colour = "#2f6fed", logo = "https://example.com/logo.svg" }
  }

  cause = { by = "terraform" }
}
