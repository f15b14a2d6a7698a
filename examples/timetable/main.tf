# The clock is read once per week, on its first plan. Read again on every plan,
# it would take each lesson out of the configuration as soon as the lesson ends,
# and Terraform would destroy classrooms that people are still leaving.
resource "terraform_data" "first_plan" {
  for_each = toset([local.monday])
  input    = plantimestamp()

  lifecycle {
    ignore_changes = [input]
  }
}

locals {
  utc_offset = "+08:00" # Singapore, all year
  weekdays   = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  weeks_ahead = var.week > var.recess_after ? var.week : var.week - 1
  monday      = timeadd("${var.first_monday}T00:00:00Z", "${local.weeks_ahead * 7 * 24}h")
  as_of       = var.as_of != null ? var.as_of : terraform_data.first_plan[local.monday].input

  # A row that stands in the file twice is one lesson.
  slots = distinct([
    for row in csvdecode(trimprefix(file("${path.module}/timetable.csv"), "\ufeff")) : {
      module      = row.module
      title       = row.title
      lesson_type = row.lesson_type
      class_no    = row.class_no
      room_type   = row.lesson_type == "Lecture" || try(tonumber(row.size) > 200, false) ? "lecture_hall" : "small_classroom"
      date        = formatdate("YYYY-MM-DD", timeadd(local.monday, "${24 * index(local.weekdays, row.weekday)}h"))
      start       = row.start
      end         = row.end
    } if contains(split(" ", row.weeks), tostring(var.week))
  ])

  # The date keeps an id from ever meaning another week's lesson, the start time
  # tells apart the slots of one class. Two lessons with one id are an error
  # here, not one classroom for both.
  lessons = {
    for slot in local.slots :
    lower(replace(join("-", [slot.module, slot.lesson_type, slot.class_no, slot.date, slot.start]), "/[^0-9A-Za-z]+/", "-")) => merge(slot, {
      start_time = "${slot.date}T${local.clock[slot.start]}:00${local.utc_offset}"
      end_time   = "${slot.date}T${local.clock[slot.end]}:00${local.utc_offset}"
      duration   = 60 * (local.minutes[slot.end] - local.minutes[slot.start])
    })
  }

  # The file writes times as HHMM.
  times   = toset(flatten([for slot in local.slots : [slot.start, slot.end]]))
  clock   = { for time in local.times : time => "${substr(time, 0, 2)}:${substr(time, 2, 2)}" }
  minutes = { for time in local.times : time => 60 * tonumber(substr(time, 0, 2)) + tonumber(substr(time, 2, 2)) }

  classes = { for id, lesson in local.lessons : id => lesson if timecmp(lesson.end_time, local.as_of) > 0 }

  # "MODULE CLASS" => rows of groups.csv
  groups = { for row in csvdecode(trimprefix(file("${path.module}/groups.csv"), "\ufeff")) : "${row.module} ${row.class_no}" => row... }
}

resource "classroom_room" "lesson" {
  for_each = local.classes

  room_uuid = each.key
  name      = substr("${each.value.module} ${each.value.lesson_type} ${each.value.class_no}: ${each.value.title}", 0, 64)
  type      = each.value.room_type

  schedule = {
    start_time = each.value.start_time
    duration   = each.value.duration
  }

  properties = {
    module      = each.value.module
    lesson_type = each.value.lesson_type
    class_no    = each.value.class_no
  }
}

resource "classroom_breakout_groups" "tutorial" {
  for_each = {
    for id, class in local.classes : id => local.groups["${class.module} ${class.class_no}"]
    if class.lesson_type == "Tutorial" && contains(keys(local.groups), "${class.module} ${class.class_no}")
  }

  room_uuid = classroom_room.lesson[each.key].room_uuid

  groups = {
    for group in each.value : group.group => {
      name  = group.name
      users = split(" ", group.users)
    }
  }
}
