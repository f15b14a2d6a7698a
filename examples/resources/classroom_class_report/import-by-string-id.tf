import {
  to = classroom_class_report.algebra
  id = "algebra-1"
}
