# The rooms of rooms.tf, by https://github.com/magodo/terraform-provider-restful: a room is closed
# where it is destroyed.
terraform {
  required_providers {
    restful = { source = "bench/restful" }
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

provider "restful" {
  base_url = "${var.endpoint}/ap/edu/apps/${var.app_id}/v2"
  header   = { Authorization = "agora token=${var.token}" }
}

resource "restful_resource" "room" {
  count = var.rooms

  path             = "/rooms/room-${count.index}"
  delete_method    = "PUT"
  delete_path      = "$(path)/states/2"
  write_only_attrs = ["roomName", "roomType", "roomProperties"]
  body = {
    roomName       = "Room ${count.index}"
    roomType       = 4
    roomProperties = { flexProps = { course = "algebra", number = count.index, tags = ["monday", "morning"] } }
  }
}
