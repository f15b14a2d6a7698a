package simulator

import (
	"fmt"
	"time"
)

// listRecordings answers oldest first; nextId is absent on the last page.
func listRecordings(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	listed := r.recordings
	if delay := q.readings.RecordingListedAfter; delay > 0 {
		listed = r.listedRecordings(q.now.Add(-seconds(delay)))
	}
	batch, next, failure := page(q, listed)
	if failure != nil {
		return nil, failure
	}
	list := []map[string]any{}
	for _, rec := range batch {
		list = append(list, q.recordingEntry(r, rec))
	}
	return q.readings.listAnswer(list, len(list), len(listed), next, false), nil
}

// listedRecordings are those that were started by a certain time.
func (r *room) listedRecordings(by time.Time) []*recording {
	var listed []*recording
	for _, rec := range r.recordings {
		if !rec.started.After(by) {
			listed = append(listed, rec)
		}
	}
	return listed
}

func (s *Simulator) recordingEntry(r *room, rec *recording) map[string]any {
	kind := rec.kind
	if kind == typeWeb && s.options.Generation == API2023 {
		kind = typeComposite
	}
	entry := map[string]any{
		"appId": s.options.AppID, "roomUuid": r.uuid, "recordId": rec.id, "sid": rec.sid(), "resourceId": rec.resourceID(),
		"recordUid": "recorder", "boardAppId": "board", "boardToken": "board-token", "boardId": "board-" + r.uuid,
		"type": kind, "status": rec.status, "startTime": rec.started.UnixMilli(),
	}
	setIf(entry, !rec.ended.IsZero(), "endTime", rec.ended.UnixMilli())
	setIf(entry, rec.url != "", "url", rec.url)
	setIf(entry, rec.unready, "unready", true)
	setIf(entry, rec.rootURL != "", "webRecordUrlQuery", "roomUuid="+r.uuid+"&roleType=0")
	if len(rec.files) > 0 {
		details := []map[string]any{}
		for _, file := range rec.files {
			details = append(details, map[string]any{"url": file})
		}
		entry["recordDetails"] = details
	}
	return entry
}

func (s *Simulator) newID(kind string) string {
	s.serial++
	return fmt.Sprintf("%s-%d", kind, s.serial)
}
