terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}

variable "rooms" {
  type = number
}

resource "classroom_room" "room" {
  count = var.rooms

  room_uuid  = "room-${count.index}"
  name       = "Room ${count.index}"
  type       = "small_classroom"
  properties = { course = "algebra", number = count.index, tags = ["monday", "morning"] }
}
