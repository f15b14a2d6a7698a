# The room and the widget, and after a colon the keys to manage. Without keys, all present keys are adopted.
terraform import classroom_widget.timer 'studio-1/timer:minutes,colour.text,colour.border'
