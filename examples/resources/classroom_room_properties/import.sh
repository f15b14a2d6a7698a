# The ids, and after a colon the keys to manage. Without keys, all present keys are adopted.
terraform import classroom_room_properties.example ma1521-exam:week,seats.max
