import {
  to = classroom_room_properties.timetable
  id = "seminar-1:week,seats.max,teachers"
}
