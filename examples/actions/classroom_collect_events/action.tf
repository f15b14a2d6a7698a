# terraform apply -invoke=action.classroom_collect_events.all
action "classroom_collect_events" "all" {
  config {
    output_file = "${path.root}/events.ndjson"
  }
}
