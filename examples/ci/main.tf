# The term of one school. A pipeline plans and applies it for each school:
# github-actions.yml or gitlab-ci.yml.
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
  description = "File with the school's lessons, such as schools/oslo.ics."
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

module "term" {
  source = "../term" # your copy of examples/term

  calendar     = file("${path.module}/${var.calendar}")
  id_prefix    = var.id_prefix
  time_zone    = var.time_zone
  first_monday = var.first_monday
  recess_after = var.recess_after
  recorded     = ["Lecture"]
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
