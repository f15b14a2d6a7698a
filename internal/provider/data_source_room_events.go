package provider

import (
	"context"
	"iter"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &roomEventsDataSource{}

func newRoomEventsDataSource() datasource.DataSource { return &roomEventsDataSource{} }

type roomEventsDataSource struct{ serviceDataSource }

type roomEventsDataModel struct {
	RoomUUID types.String     `tfsdk:"room_uuid"`
	Types    []string         `tfsdk:"types"`
	Events   []roomEventModel `tfsdk:"events"`
}

type roomEventModel struct {
	Sequence types.Int64          `tfsdk:"sequence"`
	Type     types.String         `tfsdk:"type"`
	Cmd      types.Int64          `tfsdk:"cmd"`
	Data     jsontypes.Normalized `tfsdk:"data"`
}

func (d *roomEventsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_room_events"
}

func (d *roomEventsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists what has happened in a room, however many pages the service gives it in." + whileItLasts,
		Attributes: map[string]schema.Attribute{
			roomUUIDName: dataIDAttribute(roomUUIDName),
			"types": schema.SetAttribute{
				Optional:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Types of the events to list, out of " + oneOf(eventTypes.names()) + ". By default all are listed, also those of types without a name.",
				Validators: []validator.Set{
					setvalidator.SizeAtLeast(1),
					setvalidator.ValueStringsAre(stringvalidator.OneOf(eventTypes.names()...)),
				},
			},
			"events": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The events, in the order in which they happened.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"sequence": schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of the event; it rises within the room."},
					"type":     schema.StringAttribute{Computed: true, MarkdownDescription: "Type of the event: " + oneOf(eventTypes.names()) + "; null where the service sends another."},
					"cmd":      schema.Int64Attribute{Computed: true, MarkdownDescription: "The service's number of the type."},
					"data":     eventDataAttribute("Details of the event, as JSON: `jsondecode` gives the values. Their shape depends on the type."),
				}},
			},
		},
	}
}

func (d *roomEventsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model roomEventsDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	model.Events = []roomEventModel{}
	err := d.checkRoom(ctx, model.RoomUUID.ValueString())
	if err == nil {
		err = model.read(d.client.Events(ctx, model.RoomUUID.ValueString(), model.query()))
	}
	if err != nil && !d.reportFailure(model.RoomUUID.ValueString(), err, &resp.Diagnostics) {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func (m *roomEventsDataModel) read(events iter.Seq2[*classroom.Event, error]) error {
	for event, err := range events {
		if err != nil {
			return err
		}
		if m.wants(event.Cmd) {
			m.Events = append(m.Events, roomEventFrom(event))
		}
	}
	return nil
}

// query is what the service can filter by: a single type.
func (m *roomEventsDataModel) query() classroom.Cmd {
	if len(m.Types) == 1 {
		return eventTypes.number(m.Types[0])
	}
	return classroom.CmdAny
}

func (m *roomEventsDataModel) wants(cmd classroom.Cmd) bool {
	return len(m.Types) == 0 || slices.Contains(m.Types, eventTypes[cmd])
}

func roomEventFrom(event *classroom.Event) roomEventModel {
	return roomEventModel{
		Sequence: types.Int64Value(event.Sequence),
		Type:     textOrNull(eventTypes[event.Cmd]),
		Cmd:      types.Int64Value(int64(event.Cmd)),
		Data:     jsontypes.NewNormalizedValue(string(event.Data())),
	}
}

func eventDataAttribute(description string) schema.Attribute {
	return schema.StringAttribute{Computed: true, CustomType: jsontypes.NormalizedType{}, MarkdownDescription: description}
}
