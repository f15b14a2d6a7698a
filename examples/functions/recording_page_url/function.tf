variable "recorder_token" {
  description = "RTM token of the user recorder, made by whoever runs the page."
  type        = string
  sensitive   = true
}

# https://class.example.com/record?theme=dark&userUuid=recorder&roomUuid=algebra-1&…
output "recording_page" {
  sensitive = true
  value = provider::classroom::recording_page_url("https://class.example.com/record?theme=dark", {
    user_uuid = "recorder"
    room_uuid = "algebra-1"
    room_type = "small_classroom"
    rtm_token = var.recorder_token
    language  = "en"
    app_id    = "970CA35de60c44645bbae8a215061b33"
  })
}
