terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}

variable "rooms" {
  type = number
}

variable "monday" {
  type = string
}

# Two hundred lessons a week, each in a room that is opened within five days of its class.
resource "classroom_room" "lesson" {
  count = var.rooms

  room_uuid = "lesson-${count.index}"
  name      = "Lesson ${count.index}"
  type      = "small_classroom"
  schedule = {
    start_time = timeadd(var.monday, "${168 * floor(count.index / 200) + 24}h")
    duration   = 3600
  }
  lead_time  = "120h"
  properties = { course = "algebra", number = count.index, tags = ["monday", "morning"] }
}
