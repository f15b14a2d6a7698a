# Chemistry on Mondays and Wednesdays at 10:00 until Christmas. There is none in the autumn
# break, and the lesson of 10 November is on the 12th.
locals {
  chemistry = provider::classroom::occurrences("2027-10-04T10:00", "Europe/Berlin", <<-EOT
    RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20271222
    EXDATE;VALUE=DATE:20271018,20271020,20271025,20271027
    EXDATE:20271110T100000
    RDATE:20271112T100000
  EOT
  )
}

# The first of 20 lessons is at 2027-10-04T10:00:00+02:00, the last at 2027-12-22T10:00:00+01:00.
resource "classroom_room" "chemistry" {
  for_each = toset(local.chemistry)

  room_uuid = provider::classroom::room_uuid("Chemistry 11a ${each.key}")
  name      = "Chemistry 11a"
  type      = "small_classroom"
  lead_time = "72h" # each room is opened by the first apply within three days before its lesson

  schedule = {
    start_time = each.key
    duration   = 90 * 60
  }
}
