# The lessons of the calendar.
locals {
  end_of_term = timeadd(local.mondays[tostring(var.weeks)], "${7 * 24}h")

  # A year before and after the term is read, too: what is outside the term is named as skipped.
  events = var.calendar == null ? [] : provider::classroom::calendar(
    var.calendar,
    formatdate("YYYY-MM-DD", timeadd("${var.first_monday}T00:00:00Z", "-${365 * 24}h")),
    formatdate("YYYY-MM-DD", timeadd(local.end_of_term, "${365 * 24}h")),
  )

  # An event may be in another zone than the school's, such as UTC. Its date and time in the
  # school are found through UTC: an offset of +08:00 is the duration 08h00m.
  utc = {
    for event in local.events : event.key => timeadd("${substr(event.start_time, 0, 19)}Z", replace(replace(
      replace(substr(event.start_time, 19, -1), "Z", "+00:00"),
    "/^\\+(..):(..)$/", "-$${1}h$${2}m"), "/^-(..):(..)$/", "$${1}h$${2}m"))
  }
  zone_offset = {
    for date in toset([for time in values(local.utc) : substr(time, 0, 10)]) : date => try(replace(
      replace(substr(provider::classroom::local_time(date, "12:00", var.time_zone), 19, -1), "Z", "+00:00"),
    "/^(.)(..):(..)$/", "$${1}$${2}h$${3}m"), "0s")
  }
  wall_clock = { for key, time in local.utc : key => timeadd(time, local.zone_offset[substr(time, 0, 10)]) }

  event_lessons = [
    for event in local.events : {
      key        = event.key
      source     = "Event"
      class      = event.summary == null ? "" : trimspace(event.summary)
      title      = event.description == null ? "" : event.description
      labels     = event.categories
      date       = substr(local.wall_clock[event.key], 0, 10)
      time       = substr(local.wall_clock[event.key], 11, 5)
      start_time = event.start_time
      duration   = event.duration
      skip       = event.all_day ? "an all-day event" : ""
    }
  ]
}
