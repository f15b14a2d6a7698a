package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &roomDataSource{}

func newRoomDataSource() datasource.DataSource { return &roomDataSource{} }

type roomDataSource struct{ serviceDataSource }

type roomDataModel struct {
	RoomUUID       types.String         `tfsdk:"room_uuid"`
	Name           types.String         `tfsdk:"name"`
	Type           types.String         `tfsdk:"type"`
	State          types.String         `tfsdk:"state"`
	CreatedAt      timetypes.RFC3339    `tfsdk:"created_at"`
	Schedule       *scheduleModel       `tfsdk:"schedule"`
	ExaminationURL types.String         `tfsdk:"examination_url"`
	Properties     jsontypes.Normalized `tfsdk:"properties"`
}

func (d *roomDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_room"
}

func (d *roomDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads a room. A service of the specification's era tells only that it exists, and its `state`: the rest is null there, as it is once the class has run its course and the room is `destroyed`.",
		Attributes: map[string]schema.Attribute{
			roomUUIDName: dataIDAttribute(roomUUIDName),
			"name":       schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the room."},
			"type":       schema.StringAttribute{Computed: true, MarkdownDescription: "Kind of classroom: " + oneOf(roomTypes.names()) + "."},
			"state":      schema.StringAttribute{Computed: true, MarkdownDescription: "How far the class has come: " + oneOf(append(roomStates.names(), stateDestroyed)) + "."},
			"created_at": schema.StringAttribute{Computed: true, CustomType: timetypes.RFC3339Type{}, MarkdownDescription: "When the room was created, in RFC 3339."},
			"schedule": schema.SingleNestedAttribute{
				Computed:            true,
				MarkdownDescription: "When the class takes place.",
				Attributes: map[string]schema.Attribute{
					"start_time":  schema.StringAttribute{Computed: true, MarkdownDescription: "Start of the class, in RFC 3339."},
					"duration":    schema.Int64Attribute{Computed: true, MarkdownDescription: "Length of the class in seconds."},
					"close_delay": schema.Int64Attribute{Computed: true, MarkdownDescription: "Seconds after the end of the class until the room closes."},
				},
			},
			"examination_url": schema.StringAttribute{Computed: true, MarkdownDescription: "URL of the exam papers."},
			"properties":      schema.StringAttribute{Computed: true, CustomType: jsontypes.NormalizedType{}, MarkdownDescription: "All custom properties of the room, as a JSON object: `jsondecode` gives the values."},
		},
	}
}

func (d *roomDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model roomDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	room, err := d.client.FreshRoom(ctx, model.RoomUUID.ValueString())
	switch {
	case err == nil:
		model.fromAPI(room)
	case d.isEmpty(model.RoomUUID.ValueString(), err, &resp.Diagnostics):
		model.State = types.StringValue(stateDestroyed)
	default:
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func (m *roomDataModel) fromAPI(room *classroom.Room) {
	m.State = types.StringValue(roomStates[stateOf(room)])
	m.Name = textOrNull(room.Name)
	if room.Type != nil {
		m.Type = textOrNull(roomTypes[*room.Type])
	}
	m.CreatedAt = timeOrNull(room.CreatedAt)
	m.ExaminationURL = textOrNull(valueOf(room.ExaminationURL))
	if !isReadable(room) {
		return
	}
	m.Properties = jsonOf(room.Properties)
	m.Schedule = &scheduleModel{
		StartTime:  timeOrNull(room.Schedule.StartTime).StringValue,
		Duration:   types.Int64PointerValue(room.Schedule.Duration),
		CloseDelay: types.Int64PointerValue(room.Schedule.CloseDelay),
	}
}

// jsonOf writes properties as a JSON object.
func jsonOf(properties map[string]any) jsontypes.Normalized {
	if properties == nil {
		properties = map[string]any{}
	}
	encoded, err := json.Marshal(properties)
	if err != nil { // cannot happen: the properties were decoded from JSON
		return jsontypes.NewNormalizedNull()
	}
	return jsontypes.NewNormalizedValue(string(encoded))
}

// dataIDAttribute is an id that a data source looks for.
func dataIDAttribute(name string) schema.Attribute {
	return schema.StringAttribute{
		Required:            true,
		MarkdownDescription: idDescriptions[name],
		Validators:          []validator.String{validID()},
	}
}
