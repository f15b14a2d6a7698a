# The term of one school. A pipeline plans and applies it for each school:
# github-actions.yml or gitlab-ci.yml. The guide "A term in CI" shows where the files lie.
terraform {
  required_version = ">= 1.8"

  backend "pg" {} # PG_CONN_STR, PG_SCHEMA_NAME

  required_providers {
    classroom = {
      source = "flexclass/classroom"
    }
  }
}

provider "classroom" {} # AGORA_APP_ID, AGORA_REGION, AGORA_APP_CERTIFICATE

variable "calendar" {
  description = "File with the school's lessons in this directory, such as schools/oslo.ics."
  type        = string
}

variable "id_prefix" {
  description = "Start of the school's room ids: one of its own for each school and term."
  type        = string
}

variable "time_zone" {
  description = "Time zone of the school."
  type        = string
}

variable "first_monday" {
  description = "Monday of teaching week 1."
  type        = string
}

variable "recess_after" {
  description = "Teaching weeks that a week without lessons follows."
  type        = set(number)
  default     = []
}

variable "recorded" {
  description = "Categories of the lessons that are recorded, such as [\"Lecture\"]."
  type        = set(string)
  default     = []
}

module "term" {
  source = "./term" # a copy of examples/term

  calendar     = file("${path.module}/${var.calendar}")
  id_prefix    = var.id_prefix
  time_zone    = var.time_zone
  first_monday = var.first_monday
  recess_after = var.recess_after
  recorded     = var.recorded
  on_conflict  = "adopt" # a killed run does not stop the next one
}

output "skipped" {
  description = "Lessons without a room, and why."
  value       = module.term.skipped
}

output "reports" {
  description = "The complete reports. They name people, so the pipeline's log does not show them."
  value       = module.term.reports
  sensitive   = true
}
