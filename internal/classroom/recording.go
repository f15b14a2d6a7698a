package classroom

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"time"
)

// RecordingStatus is how far a recording has come, in listings ("Get the recording list").
type RecordingStatus int64

// The states of a recording in listings. Paths and events use other numbers.
const (
	RecordingRunning RecordingStatus = 1
	RecordingEnded   RecordingStatus = 2
)

// RecordingType is what a recording holds.
type RecordingType int64

// The types of recording.
const (
	RecordingIndividual RecordingType = 1
	RecordingComposite  RecordingType = 2
	RecordingWeb        RecordingType = 3 // today's service
)

// Recording is one recording session of a room, from its start to its stop. The tokens that
// the service adds are not kept.
type Recording struct {
	ID         string
	Type       RecordingType
	Status     RecordingStatus
	Failed     bool // the service says that the files never became ready
	StartedAt  time.Time
	EndedAt    time.Time
	ResourceID string   // of the Cloud Recording service
	SID        string   // of the Cloud Recording service
	UID        string   // that the Cloud Recording service has in the channel
	URL        string   // of the files of a composite recording
	FileURLs   []string // of the files of a web page recording
}

// Recordings lists the recordings of a room, page by page ("Get the recording list").
func (c *Client) Recordings(ctx context.Context, roomUUID string) iter.Seq2[*Recording, error] {
	return convert(c.pages(request{
		op:     fmt.Sprintf("list the recordings of room %q", roomUUID),
		method: http.MethodGet,
		path:   []string{roomUUID, "records"},
	}, c.byCall(ctx)), recordingFrom)
}

func recordingFrom(v value) *Recording {
	kind, _ := v.get("type").integer()
	status, _ := v.get("status").integer()
	recording := &Recording{
		ID:         v.get("recordId").text(),
		Type:       RecordingType(kind),
		Status:     RecordingStatus(status),
		Failed:     v.get("unready").truth(),
		StartedAt:  v.get("startTime").time(),
		EndedAt:    v.get("endTime").time(),
		ResourceID: v.get("resourceId").text(),
		SID:        v.get("sid").text(),
		UID:        v.get("recordUid").text(),
		URL:        v.get("url").text(),
	}
	for _, details := range v.get("recordDetails").list() {
		if url := details.get("url").text(); url != "" {
			recording.FileURLs = append(recording.FileURLs, url)
		}
	}
	return recording
}
