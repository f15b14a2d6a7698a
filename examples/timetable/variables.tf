variable "week" {
  description = "Teaching week to hold online, 1 to 13."
  type        = number

  validation {
    condition     = var.week >= 1 && var.week <= 13 && floor(var.week) == var.week
    error_message = "The week must be a whole number from 1 to 13."
  }
}

variable "first_monday" {
  description = "Monday of teaching week 1, as YYYY-MM-DD."
  type        = string

  validation {
    condition = (
      can(regex("^\\d{4}-\\d{2}-\\d{2}$", var.first_monday)) &&
      try(formatdate("EEE", "${var.first_monday}T00:00:00Z"), "") == "Mon"
    )
    error_message = "The first Monday must be a date such as 2026-08-10, and a Monday."
  }
}

variable "recess_after" {
  description = "Teaching week that a recess week follows: later weeks fall seven days later. The default is a term without recess."
  type        = number
  default     = 13

  validation {
    condition     = var.recess_after >= 1 && var.recess_after <= 13 && floor(var.recess_after) == var.recess_after
    error_message = "The week before the recess must be a whole number from 1 to 13."
  }
}

variable "as_of" {
  description = "Lessons that end at or before this time (RFC 3339) are over and get no classroom. The default is the time of the week's first plan, which the state remembers."
  type        = string
  default     = null

  validation {
    condition     = var.as_of == null || can(timeadd(var.as_of, "0s"))
    error_message = "The time must be RFC 3339, such as 2026-08-10T08:00:00+08:00."
  }
}
