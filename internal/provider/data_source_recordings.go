package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &recordingsDataSource{}

func newRecordingsDataSource() datasource.DataSource { return &recordingsDataSource{} }

type recordingsDataSource struct{ serviceDataSource }

type recordingsDataModel struct {
	RoomUUID   types.String         `tfsdk:"room_uuid"`
	Recordings []recordingDataModel `tfsdk:"recordings"`
}

type recordingDataModel struct {
	RecordID      types.String      `tfsdk:"record_id"`
	Type          types.String      `tfsdk:"type"`
	Status        types.String      `tfsdk:"status"`
	StartedAt     timetypes.RFC3339 `tfsdk:"started_at"`
	EndedAt       timetypes.RFC3339 `tfsdk:"ended_at"`
	ResourceID    types.String      `tfsdk:"resource_id"`
	SID           types.String      `tfsdk:"sid"`
	RecordUID     types.String      `tfsdk:"record_uid"`
	URL           types.String      `tfsdk:"url"`
	FileURLs      []string          `tfsdk:"file_urls"`
	StreamingURLs types.Object      `tfsdk:"streaming_urls"`
}

func (d *recordingsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_recordings"
}

func (d *recordingsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists all recordings of a room, however many pages the service gives them in." + whileItLasts,
		Attributes: map[string]schema.Attribute{
			roomUUIDName: dataIDAttribute(roomUUIDName),
			"recordings": recordingsAttribute(),
		},
	}
}

func recordingsAttribute() schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The recordings, in the service's order.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"record_id":   computedText("Id of the recording session."),
			"type":        computedText("What is recorded: " + oneOf(recordingTypes.names()) + "; null where the service names another."),
			"status":      computedText("How far it has come: " + oneOf(append(recordingStatuses.names(), statusFailed)) + ". A failed one has no files."),
			"started_at":  computedInstant("When the recording started, in RFC 3339."),
			"ended_at":    computedInstant("When the recording ended, in RFC 3339; null while it goes on."),
			"resource_id": computedText("Resource id of the Cloud Recording service."),
			"sid":         computedText("Session id of the Cloud Recording service."),
			"record_uid":  computedText("Uid that the Cloud Recording service has in the channel."),
			"url":         computedText("Address of the files of a composite recording."),
			"file_urls": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Addresses of the files of a web page recording.",
			},
			"streaming_urls": streamingURLsAttribute(),
		}},
	}
}

func streamingURLsAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Computed:            true,
		MarkdownDescription: "Where the recording is streamed, with `publish_rtmp`; null where the service does not return it.",
		Attributes: map[string]schema.Attribute{
			"rtmp": computedText("Address of the RTMP stream."),
			"flv":  computedText("Address of the HTTP-FLV stream."),
			"hls":  computedText("Address of the HLS stream."),
		},
	}
}

func (d *recordingsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model recordingsDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	err := d.checkRoom(ctx, model.RoomUUID.ValueString())
	var recordings classroom.RecordingList
	if err == nil {
		recordings, err = d.client.ListRecordings(ctx, model.RoomUUID.ValueString())
	}
	if err != nil && !d.reportFailure(model.RoomUUID.ValueString(), err, &resp.Diagnostics) {
		return
	}
	model.Recordings = recordingsFrom(recordings)
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func recordingsFrom(recordings classroom.RecordingList) []recordingDataModel {
	models := []recordingDataModel{}
	for _, recording := range recordings {
		models = append(models, recordingDataFrom(recording))
	}
	return models
}

func recordingDataFrom(recording *classroom.Recording) recordingDataModel {
	return recordingDataModel{
		RecordID:      types.StringValue(recording.ID),
		Type:          textOrNull(recordingTypes[recording.Type]),
		Status:        recordingStatus(recording),
		StartedAt:     timeOrNull(recording.StartedAt),
		EndedAt:       timeOrNull(recording.EndedAt),
		ResourceID:    textOrNull(recording.ResourceID),
		SID:           textOrNull(recording.SID),
		RecordUID:     textOrNull(recording.UID),
		URL:           textOrNull(recording.URL),
		FileURLs:      append([]string{}, recording.FileURLs...),
		StreamingURLs: streamingURLs(recording.StreamingURLs),
	}
}

func recordingStatus(recording *classroom.Recording) types.String {
	if recording.Failed {
		return types.StringValue(statusFailed)
	}
	return textOrNull(recordingStatuses[recording.Status])
}
