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
	Rewards        types.Int64       `tfsdk:"rewards"`
}

func (d *attendanceDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_attendance"
}

func (d *attendanceDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads who was in a room, and for how long, from the events of users who join and leave, and how many rewards each has." + whileItLasts,
		Attributes: map[string]schema.Attribute{
			roomUUIDName: dataIDAttribute(roomUUIDName),
			"until": schema.StringAttribute{
				Optional:   true,
				CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "Until when those count as present who have not left, in RFC 3339. By default until now, but no longer than until the room closes by its schedule, " +
					"where that is known. Everything else is as in the events, also after this time.",
			},
			"attendees": attendeesAttribute(),
		},
	}
}

func attendeesAttribute() schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "Those who were in the room, by `user_uuid`.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"user_uuid":       computedText("Id of the user."),
			"user_name":       computedText("Name of the user, the latest in the events."),
			"role":            computedText("Role of the user, the latest in the events: " + oneOf(roles.names()) + "; null, with a warning, where the service names another."),
			"first_join":      computedInstant("When the user entered first, in RFC 3339; null where the events have no entry."),
			"last_leave":      computedInstant("When the user left last, in RFC 3339, also where the user came back; null where the user never left."),
			"seconds_present": computedInteger("How long the user was in the room, in whole seconds. Time on two devices counts once."),
			"joins":           computedInteger("How often the user entered, re-entries included."),
			"kicked":          computedBool("Whether the user was put out at least once. A service may close a room by putting everybody out."),
			"online":          computedBool("Whether the user is still in the room."),
			"rewards":         computedInteger("How many rewards the user has, by the latest event; 0 where there is none."),
		}},
	}
}

func (d *attendanceDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model attendanceDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	reading, err := d.readRoom(ctx, model.RoomUUID.ValueString())
	until := reading.presentUntil()
	if known(model.Until) {
		configured, found := model.Until.ValueRFC3339Time()
		resp.Diagnostics.Append(found...)
		until = configured
	}
	var attendees []classroom.Attendee
	if err == nil {
		attendees, err = d.attendees(ctx, reading, until)
	}
	if err != nil && !d.reportFailure(model.RoomUUID.ValueString(), err, &resp.Diagnostics) {
		return
	}
	model.Attendees = attendeesFrom(attendees, reading, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

// attendees are those who were in a room. Who has not left is present until a time.
func (s *service) attendees(ctx context.Context, reading roomReading, until time.Time) ([]classroom.Attendee, error) {
	return classroom.Attendance(s.client.AttendanceEvents(ctx, reading.record.RoomUUID), until)
}

// attendeesFrom shows nobody in a closed room, whatever the events leave out.
func attendeesFrom(attendees []classroom.Attendee, reading roomReading, diags *diag.Diagnostics) []attendeeModel {
	models := []attendeeModel{}
	for i := range attendees {
		who := &attendees[i]
		models = append(models, attendeeModel{
			UserUUID:       types.StringValue(who.UserUUID),
			UserName:       textOrNull(who.UserName),
			Role:           roleOrNull(who.Role, who.UserUUID, diags),
			FirstJoin:      timeOrNull(who.FirstJoin),
			LastLeave:      timeOrNull(who.LastLeave),
			SecondsPresent: types.Int64Value(who.SecondsPresent),
			Joins:          types.Int64Value(who.Joins),
			Kicked:         types.BoolValue(who.Kicked),
			Online:         types.BoolValue(who.Online && !reading.isClosed()),
			Rewards:        types.Int64Value(who.Rewards),
		})
	}
	return models
}
