package provider_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const recordingsData = `
data "classroom_recordings" "test" {
  room_uuid = "algebra"
}`

// A simulator's page holds three.
func TestAccRecordingsDataSource_readsAllPages(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{})
		recordings := make([]knownvalue.Check, 8)
		for i := range recordings {
			id := fmt.Sprintf("record-%d", i)
			f.AddRecording("algebra", simulator.RecordingSeed{RecordID: id, StartTime: monday.UnixMilli(), URL: "https://cdn.example/" + id})
			recordings[i] = knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"record_id": knownvalue.StringExact(id),
				"type":      knownvalue.StringExact("composite"),
				"status":    knownvalue.StringExact("ended"),
				"url":       knownvalue.StringExact("https://cdn.example/" + id),
				"file_urls": knownvalue.ListSizeExact(0),
			})
		}
		f.run(resource.TestStep{
			Config:            recordingsData,
			ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{"recordings": knownvalue.ListExact(recordings)}),
		})
	})
}

func TestAccRecordingsDataSource_eachKind(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "web", Type: 3, FileURLs: []string{"https://cdn.example/a", "https://cdn.example/b"}})
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "broken", Unready: true})
	f.clock.Advance(time.Hour)
	f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "running", Type: 1, Status: 1})
	instant := knownvalue.StringExact("2026-11-23T08:00:00Z")
	f.run(resource.TestStep{
		Config: recordingsData,
		ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{"recordings": knownvalue.ListExact([]knownvalue.Check{
			knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"record_id":  knownvalue.StringExact("web"),
				"type":       knownvalue.StringExact("web"),
				"url":        knownvalue.Null(),
				"started_at": instant,
				"ended_at":   instant,
				"file_urls":  knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("https://cdn.example/a"), knownvalue.StringExact("https://cdn.example/b")}),
			}),
			knownvalue.ObjectPartial(map[string]knownvalue.Check{"status": knownvalue.StringExact("failed")}),
			knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"type":       knownvalue.StringExact("individual"),
				"status":     knownvalue.StringExact("recording"),
				"started_at": knownvalue.StringExact("2026-11-23T09:00:00Z"),
				"ended_at":   knownvalue.Null(),
			}),
		})}),
	})
}

func TestAccRecordingsDataSource_roomWithoutAny(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.run(resource.TestStep{
		Config:            recordingsData,
		ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{"recordings": knownvalue.ListSizeExact(0)}),
	})
}

func TestAccRecordingsDataSource_streamingURLs(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Fault(simulator.Fault{
		Match: simulator.Matcher{Method: "GET"},
		Body: `{"code":0,"msg":"Success","ts":1795507200000,"data":{"total":1,"list":[{"recordId":"r","roomUuid":"algebra","type":3,"status":1,
			"streamingUrl":{"rtmp":"rtmp://live.example/r","flv":"","hls":"https://live.example/r.m3u8"}}]}}`,
	})
	f.run(resource.TestStep{
		Config: recordingsData,
		ConfigStateChecks: reads("classroom_recordings", map[string]knownvalue.Check{
			"recordings": entry("streaming_urls", knownvalue.ObjectExact(map[string]knownvalue.Check{
				"rtmp": knownvalue.StringExact("rtmp://live.example/r"), "flv": knownvalue.Null(), "hls": knownvalue.StringExact("https://live.example/r.m3u8"),
			})),
		}),
	})
}
