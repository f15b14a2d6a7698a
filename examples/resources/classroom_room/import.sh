terraform import classroom_room.example ma1521-exam
