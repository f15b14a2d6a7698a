variable "title" {
  type    = string
  default = "Größe & Maß / Mon 9:00"
}

# Its room_uuid is "Grosse & Mass - Mon 9:00-907b2005545f".
resource "classroom_room" "measures" {
  room_uuid = provider::classroom::room_uuid(var.title)
  name      = var.title
  type      = "small_classroom"
}
