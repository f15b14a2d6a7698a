package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &userDataSource{}

func newUserDataSource() datasource.DataSource { return &userDataSource{} }

type userDataSource struct{ serviceDataSource }

type userDataModel struct {
	RoomUUID   types.String         `tfsdk:"room_uuid"`
	UserUUID   types.String         `tfsdk:"user_uuid"`
	UserName   types.String         `tfsdk:"user_name"`
	Role       types.String         `tfsdk:"role"`
	Online     types.Bool           `tfsdk:"online"`
	StreamUUID types.String         `tfsdk:"stream_uuid"`
	Properties jsontypes.Normalized `tfsdk:"properties"`
	UpdatedAt  timetypes.RFC3339    `tfsdk:"updated_at"`
}

func (d *userDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user"
}

func (d *userDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads a user of a room. A user can be read only after joining the room.",
		Attributes: map[string]schema.Attribute{
			roomUUIDName:  dataIDAttribute(roomUUIDName),
			userUUIDName:  dataIDAttribute(userUUIDName),
			"user_name":   computedText("Name of the user."),
			"role":        computedText("Role of the user: " + oneOf(roles.names()) + "; null where the service gives another, with a warning."),
			"online":      computedBool("Whether the user is in the room now."),
			"stream_uuid": computedText("Id of the user's stream, also the uid in the Video SDK's channel."),
			"properties":  schema.StringAttribute{Computed: true, CustomType: jsontypes.NormalizedType{}, MarkdownDescription: "All custom properties of the user, as a JSON object: `jsondecode` gives the values."},
			"updated_at":  computedInstant("When the user's status changed last, in RFC 3339."),
		},
	}
}

func (d *userDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model userDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	err := d.checkRoom(ctx, model.RoomUUID.ValueString())
	var user *classroom.User
	if err == nil {
		user, err = d.client.GetUser(ctx, model.RoomUUID.ValueString(), model.UserUUID.ValueString())
	}
	switch {
	case err == nil:
		model.fromAPI(user, &resp.Diagnostics)
	case d.reportFailure(model.RoomUUID.ValueString(), err, &resp.Diagnostics):
		model.Online = types.BoolValue(false)
	default:
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func (m *userDataModel) fromAPI(user *classroom.User, diags *diag.Diagnostics) {
	m.UserName = types.StringValue(user.Name)
	m.Role = roleOrNull(user.Role, m.UserUUID.ValueString(), diags)
	m.Online = types.BoolValue(user.Online)
	m.StreamUUID = textOrNull(user.StreamUUID)
	m.Properties = jsonOf(user.Properties)
	m.UpdatedAt = timeOrNull(user.UpdatedAt)
}

// roleOrNull is null without a warning where the answer has no role.
func roleOrNull(role classroom.Role, userUUID string, diags *diag.Diagnostics) types.String {
	if role == classroom.RoleUnknown {
		return types.StringNull()
	}
	return nameOrNull(roles, role, fmt.Sprintf("role of user %q", userUUID), diags)
}
