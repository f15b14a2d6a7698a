resource "classroom_room" "tutorial" {
  room_uuid_prefix = "tutorial-"
  name             = "Tutorial"
  type             = "small_classroom"
}

# All groups of the room.
resource "classroom_breakout_groups" "tutorial" {
  room_uuid = classroom_room.tutorial.room_uuid

  groups = {
    group-1 = {
      name  = "Limits"
      users = ["jane", "kim"]
    }
    group-2 = {
      name  = "Series"
      users = ["lee", "max", "noor"]
    }
  }
}
