package simulator

import "time"

const (
	typeComposite = 2
	typeWeb       = 3

	statusRecording = 1
	statusEnded     = 2

	defaultRecordingHours = 2
)

var updateRecordingShape = shape{"webRecordConfig": required(object(shape{"onhold": required(boolean)}))}

func startRecordingShape(g Generation) shape {
	widest := int64(1280)
	if g == CurrentAPI {
		widest = 1920
	}
	web := shape{
		"url": optional(text(0)), "rootUrl": optional(text(0)), "onhold": optional(boolean),
		"videoBitrate": optional(integer(50, 8000)), "videoFps": optional(integer(5, 60)),
		"audioProfile": optional(integer(0, 2)),
		"videoWidth":   optional(integer(480, widest)), "videoHeight": optional(integer(480, widest)),
		"maxRecordingHour": optional(integer(1, 720)),
	}
	if g == CurrentAPI {
		web["publishRtmp"] = optional(boolean)
	}
	return shape{
		"mode":            optional(word("web")),
		"webRecordConfig": optional(object(web)),
		"retryTimeout":    optional(integer(0, 1<<31)),
	}
}

// recording is one session, from start to stop.
type recording struct {
	id      string
	kind    int
	status  int
	started time.Time
	ended   time.Time
	limit   time.Duration // zero: none
	onHold  bool
	unready bool
	publish bool
	rootURL string
	url     string
	files   []string
}

// RecordingView is a copy of a recording.
type RecordingView struct {
	RecordID string `json:"recordId"`
	Type     int    `json:"type"`
	Status   int    `json:"status"`
	OnHold   bool   `json:"onHold"`
}

func (rec *recording) view() RecordingView {
	return RecordingView{rec.id, rec.kind, rec.status, rec.onHold}
}

func (rec *recording) sid() string        { return "sid-" + rec.id }
func (rec *recording) resourceID() string { return "resource-" + rec.id }

// running is the room's recording in progress, or nil.
func (r *room) running() *recording {
	for _, rec := range r.recordings {
		if rec.status == statusRecording {
			return rec
		}
	}
	return nil
}

// startRecording also serves the update of the 2023 API, which differs from a
// start only by its body.
func startRecording(q *request) (any, *apiError) {
	if q.options.Generation == API2023 && onlyOnHold(q.body) {
		return updateRecording(q)
	}
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	web := child(q.body, "webRecordConfig")
	if failure := q.checkRecording(r, web); failure != nil {
		return nil, failure
	}
	rec := &recording{id: q.newID("record"), kind: typeComposite, status: statusRecording, started: q.now}
	if q.body["mode"] == "web" {
		rec.kind = typeWeb
	}
	rec.limit = recordingLimit(web, r.schedule.Duration)
	rec.onHold, _ = web["onhold"].(bool)
	rec.publish, _ = web["publishRtmp"].(bool)
	rec.rootURL, _ = web["rootUrl"].(string)
	r.recordings = append(r.recordings, rec)
	q.emit(r, cmdRecording, rec.startEvent())
	if q.options.Generation == API2023 || q.readings.StartWithoutData {
		return nil, nil
	}
	return rec.startAnswer(), nil
}

func onlyOnHold(body map[string]any) bool {
	web := child(body, "webRecordConfig")
	_, held := web["onhold"]
	return held && len(web) == 1 && len(body) == 1
}

func (q *request) checkRecording(r *room, web map[string]any) *apiError {
	if failure := q.checkPage(web); failure != nil {
		return failure
	}
	if r.running() != nil {
		return errRecording
	}
	if r.state == closed {
		return errEnded
	}
	return nil
}

// checkPage checks what goes beyond single fields of webRecordConfig.
func (q *request) checkPage(web map[string]any) *apiError {
	if q.body["mode"] != "web" {
		if web != nil {
			q.note("webRecordConfig without mode web")
		}
		return nil
	}
	if web["url"] == nil && web["rootUrl"] == nil {
		q.note("neither url nor rootUrl")
		return errNoPage
	}
	most := int64(1280 * 720)
	if q.options.Generation == CurrentAPI {
		most = 1920 * 1080
	}
	width, height := numberOr(web["videoWidth"], 1280), numberOr(web["videoHeight"], 720)
	if width*height > most {
		return q.reject("%d × %d is too large", width, height)
	}
	return nil
}

func recordingLimit(web map[string]any, duration int64) time.Duration {
	if web == nil {
		return 0
	}
	hours := int64(defaultRecordingHours)
	if duration > 0 {
		hours = (duration + 3599) / 3600
	}
	return time.Duration(numberOr(web["maxRecordingHour"], hours)) * time.Hour
}

func numberOr(v any, otherwise int64) int64 {
	if n, ok := wholeNumber(v); ok {
		return n
	}
	return otherwise
}

func (rec *recording) startEvent() map[string]any {
	return map[string]any{
		"recordId": rec.id, "sid": rec.sid(), "resourceId": rec.resourceID(),
		"state": 1, "startTime": rec.started.UnixMilli(),
	}
}

func (rec *recording) startAnswer() map[string]any {
	data := rec.startEvent()
	if rec.publish {
		data["streamingUrl"] = map[string]any{
			"rtmp": "rtmp://live.invalid/" + rec.id, "flv": "https://live.invalid/" + rec.id + ".flv",
			"hls": "https://live.invalid/" + rec.id + ".m3u8",
		}
	}
	return data
}

func stopRecording(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	running := r.running()
	if running == nil {
		return nil, errNotRecording
	}
	q.finishRecording(r, running, q.now)
	return nil, nil
}

func updateRecording(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	running := r.running()
	if running == nil {
		return nil, errNotRecording
	}
	running.onHold, _ = child(q.body, "webRecordConfig")["onhold"].(bool)
	return nil, nil
}

// finishRecording ends a session and files what it recorded.
func (s *Simulator) finishRecording(r *room, rec *recording, at time.Time) {
	rec.status, rec.ended = statusEnded, at
	path := "scenario/recording/" + s.options.AppID + "/" + rec.id
	if rec.kind == typeWeb {
		rec.files = append(rec.files, path+"/0.mp4")
	} else {
		rec.url = path + "/index.m3u8"
	}
	s.emit(r, cmdRecording, map[string]any{"state": 2, "startTime": rec.started.UnixMilli()})
}
