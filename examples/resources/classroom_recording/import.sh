# The room, and the record_id, which the data source classroom_recordings lists.
terraform import classroom_recording.webinar 'webinar-1/e4a1c9f0'
