# What is wrong with the input, by the row or the lesson. Nothing is planned before it is corrected.
locals {
  classes   = toset([for lesson in values(local.lessons) : lesson.class])
  labels    = toset(flatten([for lesson in values(local.lessons) : lesson.labels]))
  same_room = { for key, lesson in local.held : lesson.room_uuid => key... }

  lesson_problems = {
    for key, lesson in local.held : key => compact([
      lesson.name == "" ? "it has no name" : "",
      lesson.start_time == null ? "the clocks of ${var.time_zone} never show ${lesson.date} ${lesson.time}" : "",
      lesson.duration < 1 || lesson.duration > 86400 ? "it must last a second at least and 24 hours at most" : "",
    ])
  }

  problems = concat(
    flatten([for row in local.rows : [for problem in local.row_problems[row.number] : "Row ${row.number} (${row.class}): ${problem}."]]),
    flatten([for key, problems in local.lesson_problems : [for problem in problems : "${local.lessons[key].source}, lesson \"${key}\": ${problem}."]]),
    [for id, keys in local.same_room : "Lessons \"${join("\", \"", keys)}\": they have one room id, \"${id}\"." if length(keys) > 1],
    [for key in keys(var.overrides) : "Override \"${key}\": there is no such lesson." if !contains(keys(local.lessons), key)],
    [for class in keys(var.groups) : "Groups of \"${class}\": there is no such class." if !contains(local.classes, class)],
    [for class in keys(var.teachers) : "Teachers of \"${class}\": there is no such class." if !contains(local.classes, class)],
    [for label in var.recorded : "Recorded \"${label}\": no lesson is of this type." if !contains(local.labels, label)],
  )

  zone_exists = can(provider::classroom::local_time("2026-01-01", "12:00", var.time_zone))
  no_columns  = try(setsubtract(local.columns, keys(csvdecode(trimprefix(var.timetable, "\ufeff"))[0])), [])
}

resource "terraform_data" "timetable" {
  lifecycle {
    precondition {
      condition     = (var.calendar == null) != (var.timetable == null)
      error_message = "Set either calendar or timetable."
    }

    precondition {
      condition     = local.zone_exists
      error_message = "There is no time zone \"${var.time_zone}\". Set a name such as Asia/Singapore."
    }

    precondition {
      condition     = length(local.no_columns) == 0
      error_message = "The timetable has no column ${join(", ", local.no_columns)}."
    }

    precondition {
      condition     = length(local.problems) > 0 || length(local.lessons) > 0
      error_message = "The timetable has no lessons."
    }

    precondition {
      condition = !local.zone_exists || length(local.no_columns) > 0 || length(local.problems) == 0
      error_message = join("\n", concat(
        slice(local.problems, 0, min(20, length(local.problems))),
        length(local.problems) > 20 ? ["${length(local.problems) - 20} more."] : [],
      ))
    }
  }
}
