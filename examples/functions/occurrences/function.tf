# Chemistry on Mondays and Wednesdays at 10:00 until Christmas. There is none in the autumn
# break, and the lesson of 11 November is on the 13th.
locals {
  chemistry = provider::classroom::occurrences("2026-10-05T10:00", "Europe/Berlin", <<-EOT
    RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261223
    EXDATE;VALUE=DATE:20261019,20261021,20261026,20261028
    EXDATE:20261111T100000
    RDATE:20261113T100000
  EOT
  )
}

# The first of 20 lessons is at 2026-10-05T10:00:00+02:00, the last at 2026-12-23T10:00:00+01:00.
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
