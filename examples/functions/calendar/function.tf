# The pipeline runs every week, with the Monday to come.
variable "week" {
  type    = string
  default = "2026-11-23"
}

locals {
  lessons = provider::classroom::calendar(
    file("${path.module}/timetable.ics"),
    var.week,
    formatdate("YYYY-MM-DD", timeadd("${var.week}T00:00:00Z", "168h")),
  )
}

# Of the week of 23 November: Biology on Monday, Chemistry on Wednesday, where it has been
# moved to from Tuesday, and no room for the day of the school trip.
resource "classroom_room" "timetable" {
  for_each = { for lesson in local.lessons : lesson.key => lesson if !lesson.all_day }

  # A lesson that is moved keeps its key, so the room is known by the same id.
  room_uuid = provider::classroom::room_uuid(each.key)
  name      = each.value.summary
  type      = "small_classroom"
  lead_time = "72h"

  schedule = {
    start_time = each.value.start_time
    duration   = each.value.duration
  }
}

output "timetable" {
  value = [for lesson in local.lessons : "${lesson.start_time} ${lesson.summary}"]
}
