# The room, and after a colon the keys to manage. Without keys, all present keys are adopted.
terraform import classroom_room_properties.timetable 'seminar-1:week,seats.max,teachers'
