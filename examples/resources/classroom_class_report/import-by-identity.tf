import {
  to = classroom_class_report.algebra
  identity = {
    room_uuid = "algebra-2026-11-24"
  }
}
