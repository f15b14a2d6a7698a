package provider

import (
	"context"
	"net/url"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

type recordingModel struct {
	RoomUUID     types.String `tfsdk:"room_uuid"`
	Mode         types.String `tfsdk:"mode"`
	Web          types.Object `tfsdk:"web"`
	Start        types.String `tfsdk:"start"`
	OnHold       types.Bool   `tfsdk:"on_hold"`
	RetryTimeout types.Int64  `tfsdk:"retry_timeout"`
	recordingFacts
}

// recordingFacts is what the service alone decides.
type recordingFacts struct {
	RecordID      types.String      `tfsdk:"record_id"`
	SID           types.String      `tfsdk:"sid"`
	ResourceID    types.String      `tfsdk:"resource_id"`
	Status        types.String      `tfsdk:"status"`
	StartedAt     timetypes.RFC3339 `tfsdk:"started_at"`
	EndedAt       timetypes.RFC3339 `tfsdk:"ended_at"`
	URL           types.String      `tfsdk:"url"`
	FileURLs      types.List        `tfsdk:"file_urls"`
	StreamingURLs types.Object      `tfsdk:"streaming_urls"`
}

type webModel struct {
	URL               types.String `tfsdk:"url"`
	URLWO             types.String `tfsdk:"url_wo"`
	URLWOVersion      types.String `tfsdk:"url_wo_version"`
	RootURL           types.String `tfsdk:"root_url"`
	VideoBitrate      types.Int64  `tfsdk:"video_bitrate"`
	VideoFPS          types.Int64  `tfsdk:"video_fps"`
	AudioProfile      types.Int64  `tfsdk:"audio_profile"`
	VideoWidth        types.Int64  `tfsdk:"video_width"`
	VideoHeight       types.Int64  `tfsdk:"video_height"`
	MaxRecordingHours types.Int64  `tfsdk:"max_recording_hours"`
	PublishRTMP       types.Bool   `tfsdk:"publish_rtmp"`
}

func (m recordingModel) room() string { return m.RoomUUID.ValueString() }

// mayBeUnlisted reports whether a listing may not have the recording yet: it was started a moment ago,
// and no other one runs.
func (m recordingModel) mayBeUnlisted(list classroom.RecordingList, now time.Time) bool {
	started, unknown := m.StartedAt.ValueRFC3339Time()
	return !unknown.HasError() && list.Running() == nil && now.Before(started.Add(listingDelay))
}

func (m recordingModel) ids() map[string]string {
	ids := map[string]string{roomUUIDName: m.room()}
	if known(m.RecordID) {
		ids[recordIDName] = m.RecordID.ValueString()
	}
	return ids
}

func (m recordingModel) toAPI(web *webModel) classroom.RecordingRequest {
	request := classroom.RecordingRequest{RetryTimeout: m.RetryTimeout.ValueInt64Pointer()}
	if web != nil {
		request.Web = web.toAPI()
		request.Web.OnHold = m.OnHold.ValueBool()
	}
	return request
}

// page is the address to record, which a write-only attribute may hold.
func (w webModel) page() string {
	if known(w.URLWO) {
		return w.URLWO.ValueString()
	}
	return w.URL.ValueString()
}

func (w webModel) toAPI() *classroom.WebRecordConfig {
	return &classroom.WebRecordConfig{
		URL:               w.page(),
		RootURL:           w.RootURL.ValueString(),
		VideoBitrate:      w.VideoBitrate.ValueInt64Pointer(),
		VideoFPS:          w.VideoFPS.ValueInt64Pointer(),
		AudioProfile:      w.AudioProfile.ValueInt64Pointer(),
		VideoWidth:        w.VideoWidth.ValueInt64Pointer(),
		VideoHeight:       w.VideoHeight.ValueInt64Pointer(),
		MaxRecordingHours: w.MaxRecordingHours.ValueInt64Pointer(),
		PublishRTMP:       w.PublishRTMP.ValueBoolPointer(),
	}
}

// Size of the video in px where it is not given ("Set the recording state").
const (
	defaultVideoWidth  = 1280
	defaultVideoHeight = 720
)

// fits reports whether the video is within the limits, as far as its size is known.
func (w webModel) fits(side, area int64) bool {
	if w.VideoWidth.IsUnknown() || w.VideoHeight.IsUnknown() {
		return true
	}
	width, height := int64(defaultVideoWidth), int64(defaultVideoHeight)
	if !w.VideoWidth.IsNull() {
		width = w.VideoWidth.ValueInt64()
	}
	if !w.VideoHeight.IsNull() {
		height = w.VideoHeight.ValueInt64()
	}
	return width <= side && height <= side && width*height <= area
}

// recordingFrom are the facts of a recording of which nothing else is known.
func recordingFrom(recording *classroom.Recording) recordingFacts {
	facts := noFacts("")
	facts.refresh(recording)
	return facts
}

// streamingURLTypes are the attributes of streaming_urls.
var streamingURLTypes = map[string]attr.Type{"rtmp": types.StringType, "flv": types.StringType, "hls": types.StringType}

// noFacts are those of a recording that is not in the service.
func noFacts(status string) recordingFacts {
	return recordingFacts{
		Status:        types.StringValue(status),
		FileURLs:      types.ListValueMust(types.StringType, []attr.Value{}),
		StreamingURLs: types.ObjectNull(streamingURLTypes),
	}
}

// unknownFacts are those of a recording that is to start.
func unknownFacts() recordingFacts {
	return recordingFacts{
		RecordID: types.StringUnknown(), SID: types.StringUnknown(), ResourceID: types.StringUnknown(), Status: types.StringUnknown(),
		StartedAt: timetypes.NewRFC3339Unknown(), EndedAt: timetypes.NewRFC3339Unknown(), URL: types.StringUnknown(),
		FileURLs: types.ListUnknown(types.StringType), StreamingURLs: types.ObjectUnknown(streamingURLTypes),
	}
}

func streamingURLs(urls *classroom.StreamingURLs) types.Object {
	if urls == nil {
		return types.ObjectNull(streamingURLTypes)
	}
	return types.ObjectValueMust(streamingURLTypes, map[string]attr.Value{"rtmp": textOrNull(urls.RTMP), "flv": textOrNull(urls.FLV), "hls": textOrNull(urls.HLS)})
}

// refresh takes over what the service returns of the recording. What it does not return stays.
func (f *recordingFacts) refresh(recording *classroom.Recording) {
	f.RecordID = orPrior(textOrNull(recording.ID), f.RecordID)
	f.SID = orPrior(textOrNull(recording.SID), f.SID)
	f.ResourceID = orPrior(textOrNull(recording.ResourceID), f.ResourceID)
	f.Status = orPrior(recordingStatus(recording), f.Status)
	f.StartedAt = orPrior(timeOrNull(recording.StartedAt), f.StartedAt)
	f.EndedAt = orPrior(timeOrNull(recording.EndedAt), f.EndedAt)
	f.URL = orPrior(textOrNull(recording.URL), f.URL)
	f.StreamingURLs = orPrior(streamingURLs(recording.StreamingURLs), f.StreamingURLs)
	if len(recording.FileURLs) > 0 || f.FileURLs.IsNull() {
		files := []attr.Value{}
		for _, file := range recording.FileURLs {
			files = append(files, types.StringValue(file))
		}
		f.FileURLs = types.ListValueMust(types.StringType, files)
	}
}

// orPrior is what was read, or the prior value where the service does not show it.
func orPrior[T attr.Value](value, prior T) T {
	if value.IsNull() {
		return prior
	}
	return value
}

// markEnded is for a recording whose class is over: it cannot be running any more.
func (f *recordingFacts) markEnded() {
	if f.Status.ValueString() == recordingStatuses[classroom.RecordingRunning] {
		f.Status = types.StringValue(recordingStatuses[classroom.RecordingEnded])
	}
}

// modeOf is the mode of a recording, null where it is not known: the 2023 API lists no type for
// web page recordings.
func modeOf(recording *classroom.Recording, generation classroom.Generation) types.String {
	switch {
	case recording.Type == classroom.RecordingWeb || len(recording.FileURLs) > 0:
		return types.StringValue(modeWeb)
	case recording.Type == classroom.RecordingComposite && generation == classroom.CurrentAPI:
		return types.StringValue(modeComposite)
	}
	return types.StringNull()
}

// configuredWeb is the web block of the configuration, the only place that has write-only values.
func configuredWeb(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) *webModel {
	var web types.Object
	diags.Append(config.GetAttribute(ctx, path.Root("web"), &web)...)
	return decode[webModel](ctx, web, diags)
}

// decodeWeb is nil where the block is absent.
func (m recordingModel) decodeWeb(ctx context.Context, diags *diag.Diagnostics) *webModel {
	return decode[webModel](ctx, m.Web, diags)
}

// sameWeb reports whether a running recording is already what is asked for. One that was
// imported is taken to be.
func sameWeb(prior, asked types.Object) bool {
	if prior.IsNull() {
		return true
	}
	if !known(asked) {
		return false
	}
	for name, value := range prior.Attributes() {
		other := asked.Attributes()[name]
		if name == "url_wo" { // never in the state
			continue
		}
		if !value.Equal(other) && (name != "url" || !samePage(value, other)) {
			return false
		}
	}
	return true
}

// samePage reports whether two addresses differ in their token only, which the service needs
// just once, to open the page.
func samePage(a, b attr.Value) bool {
	prior, isText := a.(types.String)
	asked, alsoText := b.(types.String)
	if !isText || !alsoText || !known(prior) || !known(asked) {
		return false
	}
	left, wrongLeft := withoutToken(prior.ValueString())
	right, wrongRight := withoutToken(asked.ValueString())
	return wrongLeft == nil && wrongRight == nil && left == right
}

func withoutToken(page string) (string, error) {
	address, err := url.Parse(page)
	if err != nil {
		return "", err
	}
	query := address.Query()
	query.Del("rtmToken")
	address.RawQuery = query.Encode()
	return address.String(), nil
}
