terraform import classroom_room.exam 'ma1521-exam'
