# The rooms of rooms.tf, by https://github.com/Mastercard/terraform-provider-restapi: a room is
# closed where it is destroyed, and its refresh compares nothing, since the answers have another shape.
terraform {
  required_providers {
    restapi = { source = "bench/restapi" }
  }
}

variable "rooms" {
  type = number
}

variable "endpoint" {
  type = string
}

variable "app_id" {
  type = string
}

variable "token" {
  type      = string
  sensitive = true
}

provider "restapi" {
  uri     = "${var.endpoint}/ap/edu/apps/${var.app_id}/v2"
  headers = { Authorization = "agora token=${var.token}" }
}

resource "restapi_object" "room" {
  count = var.rooms

  object_id    = "room-${count.index}"
  path         = "/rooms"
  create_path  = "/rooms/{id}"
  read_path    = "/rooms/{id}"
  destroy_path = "/rooms/{id}/states/2"

  destroy_method            = "PUT"
  ignore_all_server_changes = true
  data = jsonencode({
    roomName       = "Room ${count.index}"
    roomType       = 4
    roomProperties = { flexProps = { course = "algebra", number = count.index, tags = ["monday", "morning"] } }
  })
}
