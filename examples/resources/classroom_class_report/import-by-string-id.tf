import {
  to = classroom_class_report.algebra
  id = "algebra-2026-11-24"
}
