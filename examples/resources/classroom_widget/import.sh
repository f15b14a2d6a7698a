# The room and the widget, and optionally the keys to adopt (all without), as in 'ma1521-exam/timer:minutes,colour'.
terraform import classroom_widget.timer 'ma1521-exam/timer'
