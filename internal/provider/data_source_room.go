package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &roomDataSource{}

func newRoomDataSource() datasource.DataSource { return &roomDataSource{} }

type roomDataSource struct{ serviceDataSource }

func (d *roomDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_room"
}

func (d *roomDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads a room. The 2023 API shows only that the room exists, its `state` and, where its events have them, `ends_at` and `closes_at`: the rest is null there. All but `state` is null while the room is `scheduled`, and once its class has ended for good and the room is `destroyed`.",
		Attributes:          roomDataAttributes(),
	}
}

func (d *roomDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model roomDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	room, err := d.freshRoom(ctx, model.RoomUUID.ValueString())
	switch {
	case err == nil:
		model.fromAPI(room, d.observe(room), &resp.Diagnostics)
	case d.reportFailure(model.RoomUUID.ValueString(), err, &resp.Diagnostics):
		model.State = types.StringValue(d.absentState(model.RoomUUID.ValueString(), err))
	default:
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func (d *roomDataSource) freshRoom(ctx context.Context, roomUUID string) (*classroom.Room, error) {
	if err := d.checkRoom(ctx, roomUUID); err != nil {
		return nil, err
	}
	return d.client.FreshRoom(ctx, roomUUID)
}

// absentState is the state of a room that cannot be read.
func (d *roomDataSource) absentState(roomUUID string, err error) string {
	entry := d.rooms.Room(roomUUID)
	switch {
	case classroom.IsClassOver(err):
		return roomStates[max(entry.record.State, classroom.Ended)]
	case entry.resource == resourceScheduled:
		return stateScheduled
	case entry.resource == resourceMissed:
		return stateMissed
	}
	return stateDestroyed
}
