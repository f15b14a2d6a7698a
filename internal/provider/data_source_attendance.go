package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &attendanceDataSource{}

func newAttendanceDataSource() datasource.DataSource { return &attendanceDataSource{} }

type attendanceDataSource struct{ serviceDataSource }

type attendanceDataModel struct {
	RoomUUID  types.String      `tfsdk:"room_uuid"`
	Until     timetypes.RFC3339 `tfsdk:"until"`
	Attendees []attendeeModel   `tfsdk:"attendees"`
}

type attendeeModel struct {
	UserUUID       types.String      `tfsdk:"user_uuid"`
	UserName       types.String      `tfsdk:"user_name"`
	Role           types.String      `tfsdk:"role"`
	FirstJoin      timetypes.RFC3339 `tfsdk:"first_join"`
	LastLeave      timetypes.RFC3339 `tfsdk:"last_leave"`
	SecondsPresent types.Int64       `tfsdk:"seconds_present"`
	Joins          types.Int64       `tfsdk:"joins"`
	Kicked         types.Bool        `tfsdk:"kicked"`
	Online         types.Bool        `tfsdk:"online"`
}

func (d *attendanceDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_attendance"
}

func (d *attendanceDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	instant := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, CustomType: timetypes.RFC3339Type{}, MarkdownDescription: description}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads who was in a room, and for how long, from the events of users who join and leave." + whileItLasts,
		Attributes: map[string]schema.Attribute{
			roomUUIDName: dataIDAttribute(roomUUIDName),
			"until": schema.StringAttribute{
				Optional:   true,
				CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "Until when those count as present who have not left, in RFC 3339. By default until now, but no longer than until the room closes by its schedule, " +
					"where that is known. Everything else is as the events tell, also after this time.",
			},
			"attendees": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "Those who were in the room, by `user_uuid`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"user_uuid":       schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the user."},
					"user_name":       schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the user, as last told."},
					"role":            schema.StringAttribute{Computed: true, MarkdownDescription: "Role of the user, as last told: " + oneOf(roles.names()) + "; null where the service names another."},
					"first_join":      instant("When the user entered first, in RFC 3339; null where the events tell of no entering."),
					"last_leave":      instant("When the user left last, in RFC 3339, also where the user came back; null where the user never left."),
					"seconds_present": schema.Int64Attribute{Computed: true, MarkdownDescription: "How long the user was in the room, in whole seconds. Time on two devices counts once."},
					"joins":           schema.Int64Attribute{Computed: true, MarkdownDescription: "How often the user entered, re-entries included."},
					"kicked":          schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the user was put out at least once. A service may close a room by putting everybody out."},
					"online":          schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the user is in the room still."},
				}},
			},
		},
	}
}

func (d *attendanceDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model attendanceDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	err := d.count(ctx, &model, &resp.Diagnostics)
	if err != nil && !d.isEmpty(model.RoomUUID.ValueString(), err, &resp.Diagnostics) {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func (d *attendanceDataSource) count(ctx context.Context, model *attendanceDataModel, diags *diag.Diagnostics) error {
	model.Attendees = []attendeeModel{}
	room, err := d.client.GetRoom(ctx, model.RoomUUID.ValueString())
	if err != nil {
		return err
	}
	until := d.until(room, model, diags)
	attendees, err := classroom.Attendance(d.client.Events(ctx, room.UUID, classroom.CmdUsers), until)
	for i := range attendees {
		model.Attendees = append(model.Attendees, attendeeFrom(&attendees[i], stateOf(room)))
	}
	return err
}

// until is the end of the presence of those who have not left: the time that is configured, the end
// of a room that has closed, or now by the service's clock.
func (d *attendanceDataSource) until(room *classroom.Room, model *attendanceDataModel, diags *diag.Diagnostics) time.Time {
	if known(model.Until) {
		until, found := model.Until.ValueRFC3339Time()
		diags.Append(found...)
		return until
	}
	record := d.rooms.Observe(d.newRecord(room.UUID).observe(room))
	if closes := record.ClosesAt; !closes.IsZero() && closes.Before(room.ReadAt) {
		return closes
	}
	return room.ReadAt
}

// attendeeFrom knows that nobody is in a closed room, whatever the events leave out.
func attendeeFrom(who *classroom.Attendee, state classroom.RoomState) attendeeModel {
	return attendeeModel{
		UserUUID:       types.StringValue(who.UserUUID),
		UserName:       textOrNull(who.UserName),
		Role:           textOrNull(roles[who.Role]),
		FirstJoin:      timeOrNull(who.FirstJoin),
		LastLeave:      timeOrNull(who.LastLeave),
		SecondsPresent: types.Int64Value(who.SecondsPresent),
		Joins:          types.Int64Value(who.Joins),
		Kicked:         types.BoolValue(who.Kicked),
		Online:         types.BoolValue(who.Online && state != classroom.Closed),
	}
}
