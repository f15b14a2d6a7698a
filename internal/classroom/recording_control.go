package classroom

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits of a web page recording ("Set the recording state").
const (
	MinVideoBitrate   = 50 // kbps
	MaxVideoBitrate   = 8000
	MinVideoFPS       = 5
	MaxVideoFPS       = 60
	MinAudioProfile   = 0
	MaxAudioProfile   = 2
	MinVideoSide      = 480 // width and height, px
	MaxVideoSide      = 1920
	MaxVideoArea      = 1920 * 1080 // width × height, px
	MaxVideoSide2023  = 1280        // of the 2023 API
	MaxVideoArea2023  = 1280 * 720
	MinRecordingHours = 1
	MaxRecordingHours = 720
)

// RecordingRequest is how a room is to be recorded ("Set the recording state").
type RecordingRequest struct {
	Web          *WebRecordConfig // a web page; nil records the teachers' audio and video
	RetryTimeout *int64           // s between the service's own tries
}

// WebRecordConfig is a web page to be recorded ("Set the recording state"). One of URL and RootURL is needed; URL wins.
type WebRecordConfig struct {
	URL               string // of the page, with all of its parameters, a token among them
	RootURL           string // of the page; the service adds the parameters
	OnHold            bool   // begin paused
	VideoBitrate      *int64 // kbps
	VideoFPS          *int64
	AudioProfile      *int64 // 0 to 2: 48, 128, 192 kbps at most
	VideoWidth        *int64 // px
	VideoHeight       *int64 // px
	MaxRecordingHours *int64
	PublishRTMP       *bool // current API only
}

// startSlack is by how much the service may date a recording before the call that started it.
const startSlack = 2 * time.Second

// StartRecording begins to record a room ("Set the recording state"). The recording is nil where
// the service does not show what it started, as by the 2023 API, and its ID may be empty: it is
// then the running one of [Client.ListRecordings]. A room that is being recorded already answers 409 with
// CodeRecording, unless an attempt of this very call began that recording.
func (c *Client) StartRecording(ctx context.Context, roomUUID string, r RecordingRequest) (*Recording, error) {
	if r.Web != nil && r.Web.PublishRTMP != nil {
		var err error
		if r, err = c.fitRecording(ctx, roomUUID, r); err != nil {
			return nil, err
		}
	}
	began := c.clock.Now()
	c.rooms.forget(roomUUID)
	defer c.rooms.forget(roomUUID)
	answer, state, err := c.send(ctx, request{
		op:     fmt.Sprintf("start recording room %q", roomUUID),
		method: http.MethodPut,
		path:   []string{roomUUID, "records", "states", "1"},
		body:   r.body(),
	})
	switch {
	case state.unsure > 0 && HasCode(err, CodeRecording):
		return c.recordingSince(ctx, roomUUID, c.clock.Now().Sub(began), err)
	case err != nil:
		return nil, r.hidePage(err)
	}
	started := startedIn(answer)
	if started.object() == nil {
		return nil, nil
	}
	recording := recordingFrom(roomUUID, started)
	recording.Status, recording.Type = RecordingRunning, RecordingComposite
	if r.Web != nil {
		recording.Type = RecordingWeb
	}
	return recording, nil
}

// startedIn is what an answer contains of the recording that was started: by the vendor's table in
// its data, by the example beside it.
func startedIn(a answer) value {
	if a.envelope.get("recordId").exists() || a.envelope.get("streamingUrl").exists() {
		return a.envelope
	}
	return a.data
}

// HoldRecording pauses a web page recording, or resumes it ("Update the recording
// configurations"). By the 2023 API the call looks like a start, so make it only where a
// recording is running.
func (c *Client) HoldRecording(ctx context.Context, roomUUID string, hold bool) error {
	update := request{
		op:     fmt.Sprintf("hold or resume the recording of room %q", roomUUID),
		method: http.MethodPatch,
		path:   []string{roomUUID, "records", "states", "1"},
		body:   map[string]any{"webRecordConfig": map[string]any{"onhold": hold}},
	}
	return c.routes.recordings.prefer(ctx, func() error {
		return c.writeRoom(ctx, roomUUID, update)
	}, func() error {
		update.method = http.MethodPut
		return c.writeRoom(ctx, roomUUID, update)
	})
}

// StopRecording ends the recording of a room ("Set the recording state"). A room that is not
// being recorded answers 409 with CodeNotRecording.
func (c *Client) StopRecording(ctx context.Context, roomUUID string) error {
	return c.writeRoom(ctx, roomUUID, request{
		op:     fmt.Sprintf("stop recording room %q", roomUUID),
		method: http.MethodPut,
		path:   []string{roomUUID, "records", "states", "0"},
	})
}

func (r RecordingRequest) body() map[string]any {
	body := map[string]any{}
	setPresent(body, "retryTimeout", r.RetryTimeout)
	if r.Web != nil {
		body["mode"] = "web"
		body["webRecordConfig"] = r.Web.body()
	}
	return body
}

func (w WebRecordConfig) body() map[string]any {
	body := map[string]any{"onhold": w.OnHold}
	if w.URL != "" {
		body["url"] = w.URL
	}
	if w.RootURL != "" {
		body["rootUrl"] = w.RootURL
	}
	setPresent(body, "videoBitrate", w.VideoBitrate)
	setPresent(body, "videoFps", w.VideoFPS)
	setPresent(body, "audioProfile", w.AudioProfile)
	setPresent(body, "videoWidth", w.VideoWidth)
	setPresent(body, "videoHeight", w.VideoHeight)
	setPresent(body, "maxRecordingHour", w.MaxRecordingHours)
	setPresent(body, "publishRtmp", w.PublishRTMP)
	return body
}

// hidePage takes the page's address, which holds a token, out of an error that repeats it or
// the token.
func (r RecordingRequest) hidePage(err error) error {
	var e *Error
	if r.Web != nil && errors.As(err, &e) {
		e.Message = redactor(pageSecrets(r.Web.URL)...)(e.Message)
	}
	return err
}

// pageSecrets are the address of a page and the tokens in it, as they stand there and decoded.
func pageSecrets(page string) []string {
	secrets := []string{page}
	for _, parameter := range strings.FieldsFunc(page, func(r rune) bool { return strings.ContainsRune("?&#", r) }) {
		name, token, _ := strings.Cut(parameter, "=")
		if strings.Contains(strings.ToLower(name), "token") {
			decoded, _ := url.QueryUnescape(token) // empty where it cannot be
			secrets = append(secrets, token, decoded)
		}
	}
	return secrets
}

// fitRecording takes publishing out of a request to a service that does not know it, or
// refuses where it was wanted.
func (c *Client) fitRecording(ctx context.Context, roomUUID string, r RecordingRequest) (RecordingRequest, error) {
	if _, err := c.learnGeneration(ctx, roomUUID); err != nil {
		return r, err
	}
	if c.Generation() == CurrentAPI {
		return r, nil
	}
	if *r.Web.PublishRTMP {
		return r, &UnsupportedError{Op: fmt.Sprintf("start recording room %q", roomUUID), What: "publish_rtmp"}
	}
	web := *r.Web
	web.PublishRTMP = nil
	r.Web = &web
	return r, nil
}

// recordingSince finds the recording that an attempt without an answer began at most elapsed
// ago, by the service's clock. An older one is somebody else's, and refused stands.
func (c *Client) recordingSince(ctx context.Context, roomUUID string, elapsed time.Duration, refused error) (*Recording, error) {
	now := c.Now()
	var e *Error
	if errors.As(refused, &e) && !e.Time.IsZero() {
		now = e.Time
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookTime)
	defer cancel()
	list, err := c.ListRecordings(ctx, roomUUID)
	if err != nil {
		return nil, errors.Join(refused, err)
	}
	if running := list.Running(); running != nil && !running.StartedAt.Before(now.Add(-elapsed-startSlack)) {
		return running, nil
	}
	return nil, refused
}
