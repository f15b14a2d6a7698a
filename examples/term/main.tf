# The CLI evaluates for_each again for every instance, and is slow with sets and with large
# objects. So it is a map of names that is computed once, and ids come from local.held and not
# from the rooms: otherwise a plan of a term takes many minutes.
locals {
  rooms      = { for key, lesson in local.held : key => key }
  grouped    = { for key, lesson in local.held : key => key if contains(keys(var.groups), lesson.class) }
  recordings = { for key, lesson in local.held : key => key if lesson.recorded }
  reports    = { for key, lesson in local.held : key => key if var.reports }
}

resource "classroom_room" "lesson" {
  for_each   = local.rooms
  depends_on = [terraform_data.timetable]

  room_uuid     = local.held[each.key].room_uuid
  name          = local.held[each.key].name
  type          = local.held[each.key].type
  lead_time     = var.lead_time
  on_conflict   = var.on_conflict
  force_destroy = var.force_destroy

  schedule = {
    start_time  = local.held[each.key].start_time
    duration    = local.held[each.key].duration
    close_delay = var.close_delay
  }

  properties = { for name, value in {
    class    = local.held[each.key].class
    title    = local.held[each.key].title == "" ? null : local.held[each.key].title
    teachers = try(var.teachers[local.held[each.key].class], null)
  } : name => value if value != null }
}

resource "classroom_breakout_groups" "lesson" {
  for_each   = local.grouped
  depends_on = [classroom_room.lesson]

  room_uuid = local.held[each.key].room_uuid
  groups    = var.groups[local.held[each.key].class]
}

resource "classroom_recording" "lesson" {
  for_each   = local.recordings
  depends_on = [classroom_room.lesson]

  room_uuid = local.held[each.key].room_uuid
  start     = "with_class"
}

resource "classroom_class_report" "lesson" {
  for_each   = local.reports
  depends_on = [classroom_room.lesson]

  room_uuid = local.held[each.key].room_uuid
}
