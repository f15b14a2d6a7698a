import {
  to = classroom_room_properties.timetable
  identity = {
    room_uuid = "seminar-1"
  }
}
