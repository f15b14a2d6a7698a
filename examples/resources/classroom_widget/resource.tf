resource "classroom_room" "studio" {
  room_uuid_prefix = "studio-"
  name             = "Studio"
  type             = "small_classroom"
}

# A widget of your own. Other keys of its extra are left to their owners.
resource "classroom_widget" "timer" {
  room_uuid   = classroom_room.studio.room_uuid
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
  room_uuid   = classroom_room.studio.room_uuid
  widget_uuid = "netlessBoard"
  enabled     = false
}
