terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}

provider "classroom" {} # AGORA_APP_ID, AGORA_REGION, AGORA_APP_CERTIFICATE

module "term" {
  source = "./term" # examples/term

  timetable    = file("timetable.csv")
  time_zone    = "Asia/Singapore"
  first_monday = "FIRST_MONDAY"
  recess_after = [6]
  recorded     = ["Lecture"]
  lead_time    = "96h"
  overrides    = local.overrides # overrides.tf
}

output "by_day" { value = module.term.by_day }
output "reports" { value = module.term.reports }
