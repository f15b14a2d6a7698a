variable "recorder_token" {
  description = "RTM token of the user recorder, made by whoever runs the page."
  type        = string
  sensitive   = true
}

resource "classroom_room" "concert" {
  room_uuid_prefix = "concert-"
  name             = "Concert"
  type             = "small_classroom"
}

# https://class.example.com/record?theme=dark&userUuid=recorder&roomUuid=concert-…&…
resource "classroom_recording" "concert" {
  room_uuid = classroom_room.concert.room_uuid
  mode      = "web"

  web = {
    url = provider::classroom::recording_page_url("https://class.example.com/record?theme=dark", {
      user_uuid = "recorder"
      room_uuid = classroom_room.concert.room_uuid
      room_type = classroom_room.concert.type
      rtm_token = var.recorder_token
      language  = "en"
      app_id    = "970CA35de60c44645bbae8a215061b33"
    })
  }
}
