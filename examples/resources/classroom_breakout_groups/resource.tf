resource "classroom_breakout_groups" "tutorial" {
  room_uuid = "ma1521-exam"

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
