calendar     = "schools/oslo.ics"
id_prefix    = "oslo-2027-1-"
time_zone    = "Europe/Oslo"
first_monday = "2027-01-04"
recess_after = [7]
recorded     = ["Lecture"]
