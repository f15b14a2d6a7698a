# The lessons with what the overrides say of them, and which of them get a room.
locals {
  planned = { for lesson in concat(local.table_lessons, local.event_lessons) : lesson.key => lesson }

  no_override = { date = null, time = null, duration = null, cancelled = false, name = null, type = null, recorded = null, room_uuid = null }
  overridden  = { for key, lesson in local.planned : key => merge(lesson, { override = try(var.overrides[key], local.no_override) }) }

  lessons = {
    for key, lesson in local.overridden : key => {
      source    = lesson.source
      class     = lesson.class
      title     = lesson.title
      labels    = lesson.labels
      cancelled = lesson.override.cancelled
      skip      = lesson.skip
      moved     = lesson.override.date != null || lesson.override.time != null
      date      = coalesce(lesson.override.date, lesson.date)
      time      = coalesce(lesson.override.time, lesson.time)
      duration  = lesson.override.duration == null ? lesson.duration : 60 * lesson.override.duration
      name      = try(coalesce(lesson.override.name, substr(join(": ", compact([lesson.class, lesson.title])), 0, 64)), "")
      type = coalesce(concat(
        [lesson.override.type],
        [for label in lesson.labels : var.room_types[label] if contains(keys(var.room_types), label)],
        ["small_classroom"],
      )...)
      recorded  = lesson.override.recorded == null ? length(setintersection(lesson.labels, var.recorded)) > 0 : lesson.override.recorded
      room_uuid = coalesce(lesson.override.room_uuid, provider::classroom::room_uuid("${var.id_prefix}${replace(key, " ", "-")}"))

      # Null where the clocks of the school do not show this date and time.
      start_time = (
        lesson.start_time != null && lesson.override.date == null && lesson.override.time == null ? lesson.start_time :
        try(provider::classroom::local_time(coalesce(lesson.override.date, lesson.date), coalesce(lesson.override.time, lesson.time), var.time_zone), null)
      )
    }
  }

  # Why a lesson gets no room. One that an override moves is held on any day.
  reasons = {
    for key, lesson in local.lessons : key => (
      lesson.cancelled ? "cancelled" :
      lesson.skip != "" ? lesson.skip :
      lesson.moved ? "" :
      timecmp("${lesson.date}T00:00:00Z", "${var.first_monday}T00:00:00Z") < 0 || timecmp("${lesson.date}T00:00:00Z", local.end_of_term) >= 0 ? "outside the term" :
      contains(keys(var.holidays), lesson.date) ? "holiday: ${var.holidays[lesson.date]}" : ""
    )
  }

  skipped = merge(
    { for row in local.rows : "Row ${row.number}" => "repeats row ${row.repeats}" if row.repeats != row.number },
    { for key, reason in local.reasons : key => reason if reason != "" },
  )
  held = { for key, lesson in local.lessons : key => lesson if local.reasons[key] == "" }
}
