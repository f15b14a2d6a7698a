# The lessons of the table.
locals {
  weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  clock    = "^([01]\\d|2[0-3]):?([0-5]\\d)$"
  columns  = ["module", "title", "lesson_type", "class_no", "weekday", "start", "end", "weeks"]

  # The Monday of each teaching week.
  mondays = {
    for week in range(1, var.weeks + 1) : tostring(week) => timeadd(
      "${var.first_monday}T00:00:00Z",
      "${7 * 24 * (week - 1 + length([for before in var.recess_after : before if before < week]))}h",
    )
  }

  # Rows are counted as spreadsheets do, where the header is row 1.
  cells = [
    for row in csvdecode(var.timetable == null ? "module" : trimprefix(var.timetable, "\ufeff")) :
    { for column in local.columns : column => trimspace(lookup(row, column, "")) }
  ]
  equal_rows = { for index, cells in local.cells : jsonencode(cells) => index + 2... }

  rows = [
    for index, cells in local.cells : {
      number  = index + 2
      repeats = local.equal_rows[jsonencode(cells)][0]
      class   = "${cells.module} ${cells.lesson_type} ${cells.class_no}"
      cells   = cells
      weekday = try(index(local.weekdays, title(lower(cells.weekday))), null)
      start   = try(join(":", regex(local.clock, cells.start)), null)
      minutes = try(60 * regex(local.clock, cells.end)[0] + regex(local.clock, cells.end)[1] - 60 * regex(local.clock, cells.start)[0] - regex(local.clock, cells.start)[1], null)
      weeks   = distinct(regexall("[^ ,;]+", cells.weeks))
    }
  ]

  row_problems = {
    for row in local.rows : row.number => compact(concat(
      [for column in ["module", "lesson_type", "class_no"] : row.cells[column] == "" ? "${column} is empty" : ""],
      [row.weekday == null ? "weekday \"${row.cells.weekday}\" must be Monday to Sunday" : ""],
      [row.start == null ? "start \"${row.cells.start}\" must be a time such as 0900" : ""],
      [can(regex(local.clock, row.cells.end)) ? "" : "end \"${row.cells.end}\" must be a time such as 1000"],
      [try(row.minutes <= 0, false) ? "it must end after it starts" : ""],
      [length(row.weeks) == 0 ? "weeks is empty" : ""],
      [for week in row.weeks : contains(keys(local.mondays), week) ? "" : "week \"${week}\" must be a number from 1 to ${var.weeks}"],
    ))
  }
  good_rows = [for row in local.rows : row if length(local.row_problems[row.number]) == 0 && row.repeats == row.number]

  # A class has one row or several: the second is "#2".
  rows_of_class = { for row in local.good_rows : row.class => row.number... }

  table_lessons = flatten([
    for row in local.good_rows : [
      for week in row.weeks : {
        key = join(" ", compact([
          row.class,
          index(local.rows_of_class[row.class], row.number) == 0 ? "" : "#${index(local.rows_of_class[row.class], row.number) + 1}",
          "week ${week}",
        ]))
        source     = "Row ${row.number}"
        class      = row.class
        title      = row.cells.title
        labels     = [row.cells.lesson_type]
        date       = formatdate("YYYY-MM-DD", timeadd(local.mondays[week], "${24 * row.weekday}h"))
        time       = row.start
        start_time = null
        duration   = 60 * row.minutes
        skip       = ""
      }
    ]
  ])
}
