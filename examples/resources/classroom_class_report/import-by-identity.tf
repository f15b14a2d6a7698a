import {
  to = classroom_class_report.algebra
  identity = {
    room_uuid = "algebra-1"
  }
}
