# Plans only: a term that is far ahead asks nothing of the service.
variables {
  time_zone    = "Asia/Singapore"
  first_monday = "2090-08-07"
  weeks        = 2
  recess_after = [1]
  timetable    = <<-EOT
    module,title,lesson_type,class_no,weekday,start,end,weeks
    MA1521,Calculus,Lecture,1,Tuesday,0800,1000,1 2
    MA1521,Calculus,Tutorial,5,Monday,0900,1000,1 2
    MA1521,Calculus,Lecture,1,Friday,0800,1000,1
  EOT
}

run "rows" {
  command = plan

  variables {
    recorded  = ["Lecture"]
    holidays  = { "2090-08-08" = "Sports day" }
    overrides = { "MA1521 Tutorial 5 week 2" = { date = "2090-08-23", time = "14:00", type = "lecture_hall" } }
  }

  assert {
    condition     = output.skipped == { "MA1521 Lecture 1 week 1" = "holiday: Sports day" }
    error_message = "Skipped: ${jsonencode(output.skipped)}"
  }

  assert {
    condition     = [for lesson in output.by_day["2090-08-07"] : "${lesson.time} ${lesson.lesson} ${lesson.room_uuid}"] == ["09:00 MA1521 Tutorial 5 week 1 MA1521-Tutorial-5-week-1"]
    error_message = "The first day: ${jsonencode(output.by_day)}"
  }

  assert {
    condition     = [for lesson in output.lessons : lesson.start_time if lesson.recorded] == ["2090-08-11T08:00:00+08:00", "2090-08-22T08:00:00+08:00"]
    error_message = "The recorded lessons, the second after the recess: ${jsonencode(output.lessons)}"
  }

  assert {
    condition     = output.lessons["MA1521 Tutorial 5 week 2"].start_time == "2090-08-23T14:00:00+08:00" && output.lessons["MA1521 Tutorial 5 week 2"].type == "lecture_hall"
    error_message = "The moved lesson: ${jsonencode(output.lessons)}"
  }
}

run "byte_order_mark_and_crlf" {
  command = plan

  variables {
    timetable = "\ufeffmodule,title,lesson_type,class_no,weekday,start,end,weeks\r\nA1,Art,Lecture,1,Monday,0900,1000,1\r\nA1,Art,Lecture,1,Monday,0900,1000,1\r\n"
  }

  assert {
    condition     = keys(output.lessons) == ["A1 Lecture 1 week 1"] && output.skipped == { "Row 3" = "repeats row 2" }
    error_message = "Lessons ${jsonencode(output.lessons)}, skipped ${jsonencode(output.skipped)}"
  }
}

run "calendar" {
  command = plan

  variables {
    timetable = null
    overrides = { "a/20900822T003000Z" = { cancelled = true } }
    calendar  = "\ufeffBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20900808T003000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY:Art\r\nCATEGORIES:Lecture\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
  }

  assert {
    condition     = [for lesson in output.by_day["2090-08-08"] : "${lesson.time} ${lesson.name}"] == ["08:30 Art"]
    error_message = "Times of the school, of an event in UTC: ${jsonencode(output.by_day)}"
  }

  assert {
    condition     = output.skipped == { "a/20900822T003000Z" = "cancelled", "a/20900829T003000Z" = "outside the term" }
    error_message = "Skipped: ${jsonencode(output.skipped)}"
  }
}

run "bad_row" {
  command         = plan
  expect_failures = [terraform_data.timetable]

  variables {
    timetable = "module,title,lesson_type,class_no,weekday,start,end,weeks\nA1,Art,Lecture,1,Moonday,0900,1000,1 3\n"
  }
}

run "unknown_override" {
  command         = plan
  expect_failures = [terraform_data.timetable]

  variables {
    overrides = { "MA1521 Lecture 9 week 1" = { cancelled = true } }
  }
}

run "no_time_zone" {
  command         = plan
  expect_failures = [terraform_data.timetable]

  variables {
    time_zone = "Asia/Nowhere"
  }
}

run "two_sources" {
  command         = plan
  expect_failures = [terraform_data.timetable]

  variables {
    calendar = "BEGIN:VCALENDAR\nEND:VCALENDAR\n"
  }
}

run "adopt" {
  command = plan

  variables {
    on_conflict = "adopt"
  }

  assert {
    condition     = alltrue([for room in classroom_room.lesson : room.on_conflict == "adopt"])
    error_message = "The rooms do not adopt."
  }
}

run "protected" {
  command = plan

  assert {
    condition     = alltrue([for room in classroom_room.lesson : room.force_destroy == false])
    error_message = "A class in progress can be cut off."
  }
}

run "force_destroy" {
  command = plan

  variables {
    force_destroy = true
  }

  assert {
    condition     = alltrue([for room in classroom_room.lesson : room.force_destroy])
    error_message = "A class in progress cannot be cut off."
  }
}

run "no_conflict" {
  command         = plan
  expect_failures = [var.on_conflict]

  variables {
    on_conflict = "overwrite"
  }
}

run "no_monday" {
  command         = plan
  expect_failures = [var.first_monday]

  variables {
    first_monday = "2090-08-08"
  }
}
