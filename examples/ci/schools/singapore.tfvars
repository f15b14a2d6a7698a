calendar     = "../term/term.ics"
id_prefix    = "sg-2026-1-"
time_zone    = "Asia/Singapore"
first_monday = "2026-08-10"
recess_after = [6]
