package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ action.ActionWithConfigure  = &actionOn[struct{}]{}
	_ action.ActionWithModifyPlan = &actionOn[struct{}]{}
)

// actionOn is every action: its members differ in what they are called, in what they take (a
// model M) and in what they do.
type actionOn[M any] struct {
	serviceAction
	name        string
	description string
	attributes  map[string]schema.Attribute
	invoke      func(ctx context.Context, s *service, config M, resp *action.InvokeResponse)
}

func (a *actionOn[M]) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + a.name
}

func (a *actionOn[M]) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: a.description, Attributes: a.attributes}
}

// ModifyPlan refuses what Invoke would refuse. The apply of -invoke is another process, which has not
// met the room: only the plan has refreshed it.
func (a *actionOn[M]) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	a.refuseAbsentRoom(ctx, req.Config, &resp.Diagnostics)
}

func (a *actionOn[M]) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	a.refuseAbsentRoom(ctx, req.Config, &resp.Diagnostics)
	if !resp.Diagnostics.HasError() {
		a.invoke(ctx, &a.service, config, resp)
	}
}

// refuseAbsentRoom refuses an action on a room that is not in the service, as far as this run has met
// the room's own resource: an action learns the id alone, which another configuration may use.
func (a *actionOn[M]) refuseAbsentRoom(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) {
	if _, inRoom := a.attributes[roomUUIDName]; !inRoom {
		return
	}
	var roomUUID types.String
	diags.Append(config.GetAttribute(ctx, path.Root(roomUUIDName), &roomUUID)...)
	if !known(roomUUID) || a.checkRoom(ctx, roomUUID.ValueString()) == nil {
		return
	}
	diags.AddAttributeError(path.Root(roomUUIDName), "Room is not in the service",
		fmt.Sprintf("Invoke the action while the room is open. The room %s of this configuration is not open yet, or has been destroyed: "+
			"if the service has a room of that id, it belongs to another configuration. Nothing was sent.\n\n", roomUUID)+onceOnly)
}

// reportProgress reports how an action comes along. Of a cancelled run nobody takes the report: it
// would block the action for good.
func reportProgress(ctx context.Context, resp *action.InvokeResponse, format string, values ...any) {
	if ctx.Err() == nil {
		resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf(format, values...)})
	}
}

const onceOnly = "Terraform does not repeat a failed action by itself. To invoke it again: terraform apply -invoke=action.TYPE.NAME"

// addActionError is addError for what no later plan makes up for.
func addActionError(diags *diag.Diagnostics, err error) {
	summary, detail := describe(err, onceOnly)
	diags.AddError(summary, detail)
}
