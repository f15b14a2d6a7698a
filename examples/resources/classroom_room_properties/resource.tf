# Two owners of one room: each manages keys of its own and touches no others.
resource "classroom_room_properties" "timetable" {
  room_uuid = "ma1521-exam"

  properties = {
    week         = 3
    "seats.max"  = 40 # a path: the other entries of seats stay as they are
    invigilators = ["jane", "kim"]
  }
}

resource "classroom_room_properties" "branding" {
  room_uuid = "ma1521-exam"

  properties = {
    theme = { colour = "#2f6fed", logo = "https://example.com/logo.svg" }
  }

  cause = { by = "terraform" }
}
