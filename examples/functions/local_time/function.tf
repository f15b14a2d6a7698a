# A lesson plan as a school prints it: days and times on the clocks of Berlin, where summer
# time ends on 31 October.
variable "lessons" {
  type = map(object({ date = string, time = string }))
  default = {
    "Physics 10b, lesson 1" = { date = "2027-10-25", time = "09:45" } # 2027-10-25T09:45:00+02:00
    "Physics 10b, lesson 2" = { date = "2027-11-01", time = "09:45" } # 2027-11-01T09:45:00+01:00
  }
}

resource "classroom_room" "physics" {
  for_each = var.lessons

  room_uuid = provider::classroom::room_uuid(each.key)
  name      = each.key
  type      = "small_classroom"
  lead_time = "72h"

  schedule = {
    start_time = provider::classroom::local_time(each.value.date, each.value.time, "Europe/Berlin")
    duration   = 45 * 60
  }
}
