variable "calendar" {
  description = "The lessons as a calendar: the text of an iCalendar file. Set it or timetable."
  type        = string
  default     = null
}

variable "timetable" {
  description = "The lessons as a table: the text of a CSV file with the columns module, title, lesson_type, class_no, weekday, start, end and weeks. Set it or calendar."
  type        = string
  default     = null
}

variable "time_zone" {
  description = "Time zone of the school, such as Asia/Singapore."
  type        = string
  nullable    = false
}

variable "first_monday" {
  description = "Monday of teaching week 1, such as 2026-08-10."
  type        = string
  nullable    = false

  validation {
    condition     = try(formatdate("YYYY-MM-DD EEE", "${var.first_monday}T00:00:00Z") == "${var.first_monday} Mon", false)
    error_message = "The first Monday must be a date such as 2026-08-10, and a Monday."
  }
}

variable "weeks" {
  description = "Number of teaching weeks, 1 to 52."
  type        = number
  default     = 13
  nullable    = false

  validation {
    condition     = var.weeks >= 1 && var.weeks <= 52 && floor(var.weeks) == var.weeks
    error_message = "The number of weeks must be a whole number from 1 to 52."
  }
}

variable "recess_after" {
  description = "Teaching weeks that a week without lessons follows, such as [6]."
  type        = set(number)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for week in var.recess_after : week >= 1 && week <= 52 && floor(week) == week])
    error_message = "A week before a recess must be a whole number from 1 to 52."
  }
}

variable "holidays" {
  description = "Names of the days without lessons, by date."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for date in keys(var.holidays) : try(formatdate("YYYY-MM-DD", "${date}T00:00:00Z") == date, false)])
    error_message = "The keys of the holidays must be dates such as 2026-11-09."
  }
}

variable "lead_time" {
  description = "How long before its lesson a room is opened, as a duration such as 48h, at most 120h. Apply more often than that."
  type        = string
  default     = "48h"
  nullable    = false

  validation {
    condition     = can(timeadd("2026-01-01T00:00:00Z", var.lead_time))
    error_message = "The lead time must be a duration such as 48h."
  }
}

variable "close_delay" {
  description = "Seconds from the end of a lesson until its room closes."
  type        = number
  default     = 600
  nullable    = false
}

variable "id_prefix" {
  description = "Start of all room ids. Terms and schools that share an app need different ones."
  type        = string
  default     = ""
  nullable    = false
}

variable "on_conflict" {
  description = "What happens where the id of a room that is due is in use: fail, or adopt a room that equals the lesson, as after a killed run."
  type        = string
  default     = "fail"
  nullable    = false

  validation {
    condition     = contains(["fail", "adopt"], var.on_conflict)
    error_message = "On a conflict, fail or adopt."
  }
}

variable "force_destroy" {
  description = "Whether a destroy or a change may cut off a class in progress. Apply it before that."
  type        = bool
  default     = false
  nullable    = false
}

variable "room_types" {
  description = "Room types by lesson type (column lesson_type, or category in the calendar)."
  type        = map(string)
  default     = { Lecture = "lecture_hall" }
  nullable    = false

  validation {
    condition     = alltrue([for type in values(var.room_types) : contains(["one_to_one", "lecture_hall", "small_classroom"], type)])
    error_message = "A room type must be one_to_one, lecture_hall or small_classroom."
  }
}

variable "recorded" {
  description = "Lesson types that are recorded, such as [\"Lecture\"]."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "reports" {
  description = "Whether a report of each lesson is kept: attendance, polls, quizzes and recordings."
  type        = bool
  default     = true
  nullable    = false
}

variable "groups" {
  description = "Breakout groups by class, such as \"CS1010S Tutorial 1\", and by id of the group."
  type        = map(map(object({ name = optional(string), users = set(string) })))
  default     = {}
  nullable    = false
}

variable "teachers" {
  description = "User ids of the teachers by class. They are the property teachers of the room."
  type        = map(list(string))
  default     = {}
  nullable    = false
}

variable "overrides" {
  description = <<-EOT
    What is different about single lessons, by lesson as in the output lessons:
    moved to a date or a time (HH:MM) of the school, of another duration in minutes,
    cancelled, of another name or room type, recorded or not, in a room of another id.
  EOT
  type = map(object({
    date      = optional(string)
    time      = optional(string)
    duration  = optional(number)
    cancelled = optional(bool, false)
    name      = optional(string)
    type      = optional(string)
    recorded  = optional(bool)
    room_uuid = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for override in values(var.overrides) :
      override.type == null ? true : contains(["one_to_one", "lecture_hall", "small_classroom"], override.type)
    ])
    error_message = "The type in an override must be one_to_one, lecture_hall or small_classroom."
  }
}
