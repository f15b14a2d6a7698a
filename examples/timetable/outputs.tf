# What a room does with time (its state) is left out: an output that changes by
# itself would make every later plan a change.
output "rooms_by_day" {
  description = "The classrooms of each day, in the order in which they start."
  value = {
    for day, lines in {
      for id, room in classroom_room.lesson :
      formatdate("YYYY-MM-DD EEEE", "${local.classes[id].date}T00:00:00Z") =>
      format("%s-%s  %-15s  %s  %s", local.clock[local.classes[id].start], local.clock[local.classes[id].end], room.type, room.room_uuid, room.name)...
    } : day => sort(lines)
  }
}

output "skipped" {
  description = "Lessons of the week that were already over and got no classroom."
  value       = sort(setsubtract(keys(local.lessons), keys(local.classes)))
}
