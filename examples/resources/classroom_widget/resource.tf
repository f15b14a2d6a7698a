resource "classroom_room" "algebra" {
  name = "Algebra, week 3"
  type = "small_classroom"
}

# A widget of one's own. Other keys of its extra are left to their owners.
resource "classroom_widget" "timer" {
  room_uuid   = classroom_room.algebra.room_uuid
  widget_uuid = "timer"
  enabled     = true

  extra = {
    minutes         = 5
    "colour.text"   = "red"
    "colour.border" = "black"
  }

  cause = { by = "terraform" }
}

# A built-in widget: no whiteboard in this class.
resource "classroom_widget" "whiteboard" {
  room_uuid   = classroom_room.algebra.room_uuid
  widget_uuid = "netlessBoard"
  enabled     = false
}
