# Nothing here changes by itself while a class is in progress: states of rooms and
# recordings, and reports that are not complete, are left out. With them every plan
# would be a change.

output "lessons" {
  description = "The lessons that have a room, by the name that an override gives."
  value = {
    for key, lesson in local.held : key => {
      room_uuid  = lesson.room_uuid
      name       = lesson.name
      type       = lesson.type
      class      = lesson.class
      start_time = lesson.start_time
      duration   = lesson.duration
      recorded   = lesson.recorded
    }
  }
}

output "by_day" {
  description = "Time, lesson and room of each day's lessons, in the order of their start."
  value = {
    for date, lines in { for key, lesson in local.held : lesson.date => "${lesson.time} ${key}"... } : date => [
      for line in sort(lines) : {
        time      = substr(line, 0, 5)
        lesson    = substr(line, 6, -1)
        name      = local.held[substr(line, 6, -1)].name
        room_uuid = local.held[substr(line, 6, -1)].room_uuid
      }
    ]
  }
}

output "skipped" {
  description = "Lessons without a room, and why."
  value       = local.skipped
}

output "reports" {
  description = "The complete reports, by lesson."
  value = {
    for key, report in classroom_class_report.lesson : key => {
      attendees     = report.attendees
      polls         = report.polls
      popup_quizzes = report.popup_quizzes
      recordings    = report.recordings
    } if report.complete
  }
}
