package classroom

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// RecordingStatus is how far a recording has come, in listings ("Get the recording list").
type RecordingStatus int64

// The states of a recording in listings. Paths and events use other numbers.
const (
	RecordingRunning RecordingStatus = 1
	RecordingEnded   RecordingStatus = 2
)

// RecordingType is what a recording holds ("Get the recording list").
type RecordingType int64

// The types of recording.
const (
	RecordingIndividual RecordingType = 1
	RecordingComposite  RecordingType = 2
	RecordingWeb        RecordingType = 3 // current API
)

// Recording is one recording session of a room, from its start to its stop ("Get the recording
// list"). The tokens that
// the service adds are not kept.
type Recording struct {
	ID            string
	RoomUUID      string
	Type          RecordingType
	Status        RecordingStatus
	Failed        bool // the service says that the files never became ready
	StartedAt     time.Time
	EndedAt       time.Time
	ResourceID    string         // of the Cloud Recording service
	SID           string         // of the Cloud Recording service
	UID           string         // that the Cloud Recording service has in the channel
	URL           string         // of the files of a composite recording
	FileURLs      []string       // of the files of a web page recording
	StreamingURLs *StreamingURLs // nil where the answer has none; current API
}

// StreamingURLs are the addresses where a running recording can be watched ("Set the recording
// state").
type StreamingURLs struct {
	RTMP, FLV, HLS string
}

// RecordingList is the recordings of a room in the order of their starts; those without a
// start come last, since they have just begun.
type RecordingList []*Recording

// Running is the newest recording that is running, nil where there is none.
func (l RecordingList) Running() *Recording {
	for _, recording := range slices.Backward(l) {
		if recording.Status == RecordingRunning {
			return recording
		}
	}
	return nil
}

// ByID is the recording of an id, nil where there is none.
func (l RecordingList) ByID(id string) *Recording {
	i := slices.IndexFunc(l, func(recording *Recording) bool { return recording.ID == id })
	if i < 0 {
		return nil
	}
	return l[i]
}

// ListRecordings reads all recordings of a room, each once: one that moves to another page meanwhile
// comes twice ("Get the recording list").
func (c *Client) ListRecordings(ctx context.Context, roomUUID string) (RecordingList, error) {
	read := request{
		op:     fmt.Sprintf("list the recordings of room %q", roomUUID),
		method: http.MethodGet,
		path:   []string{roomUUID, "records"},
	}
	recordings, err := list(ctx, c, read, c.ask, func(entry value) (*Recording, error) {
		if is := entry.get("roomUuid").text(); is != "" && is != roomUUID {
			return nil, c.refuse(read, "the answer has recordings of another room")
		}
		return recordingFrom(roomUUID, entry), nil
	})
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	recordings = slices.DeleteFunc(recordings, func(r *Recording) bool {
		repeated := seen[r.ID]
		seen[r.ID] = r.ID != ""
		return repeated
	})
	slices.SortStableFunc(recordings, byStart)
	return recordings, nil
}

func byStart(a, b *Recording) int {
	if a.StartedAt.IsZero() || b.StartedAt.IsZero() {
		return b.StartedAt.Compare(a.StartedAt)
	}
	return a.StartedAt.Compare(b.StartedAt)
}

func recordingFrom(roomUUID string, v value) *Recording {
	kind, _ := v.get("type").integer()
	status, _ := v.get("status").integer()
	recording := &Recording{
		ID:            v.get("recordId").text(),
		RoomUUID:      roomUUID,
		Type:          RecordingType(kind),
		Status:        RecordingStatus(status),
		Failed:        v.get("unready").truth(),
		StartedAt:     v.get("startTime").time(),
		EndedAt:       v.get("endTime").time(),
		ResourceID:    v.get("resourceId").text(),
		SID:           v.get("sid").text(),
		UID:           v.get("recordUid").text(),
		URL:           v.get("url").text(),
		StreamingURLs: streamingURLsFrom(v.get("streamingUrl")),
	}
	for _, details := range v.get("recordDetails").list() {
		if url := details.get("url").text(); url != "" {
			recording.FileURLs = append(recording.FileURLs, url)
		}
	}
	return recording
}

func streamingURLsFrom(v value) *StreamingURLs {
	if v.object() == nil {
		return nil
	}
	return &StreamingURLs{RTMP: v.get("rtmp").text(), FLV: v.get("flv").text(), HLS: v.get("hls").text()}
}
