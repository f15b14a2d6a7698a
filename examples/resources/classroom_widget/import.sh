# The room and the widget, and optionally the keys to adopt (all without), as in 'algebra-1/timer:minutes,colour'.
terraform import classroom_widget.timer 'algebra-1/timer'
