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
	RecordID   types.String      `tfsdk:"record_id"`
	Type       types.String      `tfsdk:"type"`
	Status     types.String      `tfsdk:"status"`
	StartedAt  timetypes.RFC3339 `tfsdk:"started_at"`
	EndedAt    timetypes.RFC3339 `tfsdk:"ended_at"`
	ResourceID types.String      `tfsdk:"resource_id"`
	SID        types.String      `tfsdk:"sid"`
	RecordUID  types.String      `tfsdk:"record_uid"`
	URL        types.String      `tfsdk:"url"`
	FileURLs   []string          `tfsdk:"file_urls"`
}

func (d *recordingsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_recordings"
}

func (d *recordingsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	instant := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, CustomType: timetypes.RFC3339Type{}, MarkdownDescription: description}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists all recordings of a room, however many pages the service gives them in." + whileItLasts,
		Attributes: map[string]schema.Attribute{
			roomUUIDName: dataIDAttribute(roomUUIDName),
			"recordings": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The recordings, in the service's order.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"record_id":   text("Id of the recording session."),
					"type":        text("What is recorded: " + oneOf(recordingTypes.names()) + "; null where the service names another."),
					"status":      text("How far it has come: " + oneOf(append(recordingStatuses.names(), statusFailed)) + ". A failed one has no files."),
					"started_at":  instant("When the recording started, in RFC 3339."),
					"ended_at":    instant("When the recording ended, in RFC 3339; null while it goes on."),
					"resource_id": text("Resource id of the Cloud Recording service."),
					"sid":         text("Session id of the Cloud Recording service."),
					"record_uid":  text("Uid that the Cloud Recording service has in the channel."),
					"url":         text("Address of the files of a composite recording."),
					"file_urls": schema.ListAttribute{
						Computed: true, ElementType: types.StringType,
						MarkdownDescription: "Addresses of the files of a web page recording.",
					},
				}},
			},
		},
	}
}

func (d *recordingsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model recordingsDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	model.Recordings = []recordingDataModel{}
	recordings, err := d.client.ListRecordings(ctx, model.RoomUUID.ValueString())
	if err != nil && !d.isEmpty(model.RoomUUID.ValueString(), err, &resp.Diagnostics) {
		return
	}
	for _, recording := range recordings {
		model.Recordings = append(model.Recordings, recordingDataFrom(recording))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func recordingDataFrom(recording *classroom.Recording) recordingDataModel {
	return recordingDataModel{
		RecordID:   types.StringValue(recording.ID),
		Type:       textOrNull(recordingTypes[recording.Type]),
		Status:     recordingStatus(recording),
		StartedAt:  timeOrNull(recording.StartedAt),
		EndedAt:    timeOrNull(recording.EndedAt),
		ResourceID: textOrNull(recording.ResourceID),
		SID:        textOrNull(recording.SID),
		RecordUID:  textOrNull(recording.UID),
		URL:        textOrNull(recording.URL),
		FileURLs:   append([]string{}, recording.FileURLs...),
	}
}

func recordingStatus(recording *classroom.Recording) types.String {
	if recording.Failed {
		return types.StringValue(statusFailed)
	}
	return textOrNull(recordingStatuses[recording.Status])
}
