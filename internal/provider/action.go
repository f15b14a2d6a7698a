package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

var _ action.ActionWithConfigure = &actionOn[struct{}]{}

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

func (a *actionOn[M]) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if !resp.Diagnostics.HasError() {
		a.invoke(ctx, &a.service, config, resp)
	}
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
