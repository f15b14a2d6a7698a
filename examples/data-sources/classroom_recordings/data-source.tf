resource "classroom_room" "music" {
  room_uuid_prefix = "music-"
  name             = "Music"
  type             = "small_classroom"
}

data "classroom_recordings" "music" {
  room_uuid = classroom_room.music.room_uuid
}

# What can be watched already.
output "videos" {
  value = flatten([
    for recording in data.classroom_recordings.music.recordings :
    compact(concat([recording.url], recording.file_urls)) if recording.status == "ended"
  ])
}
