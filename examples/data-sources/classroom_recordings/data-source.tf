data "classroom_recordings" "algebra" {
  room_uuid = "algebra-2026-11-23"
}

# What can be watched already.
output "videos" {
  value = flatten([
    for recording in data.classroom_recordings.algebra.recordings :
    compact(concat([recording.url], recording.file_urls)) if recording.status == "ended"
  ])
}
