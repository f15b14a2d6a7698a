# The room. The report is read at once.
terraform import classroom_class_report.algebra 'algebra-2026-11-24'
