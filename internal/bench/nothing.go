package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// idleProvider has the schemas of a provider, and does nothing: what it takes, any provider on
// the same framework takes.
type idleProvider struct{ provider.Provider }

func (idleProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p idleProvider) Resources(ctx context.Context) []func() resource.Resource {
	var idle []func() resource.Resource
	for _, create := range p.Provider.Resources(ctx) {
		idle = append(idle, func() resource.Resource { return &idleResource{create()} })
	}
	return idle
}

// idleResource takes a plan for the state, and a state for the truth.
type idleResource struct{ resource.Resource }

func (r *idleResource) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	if identified, ok := r.Resource.(resource.ResourceWithIdentity); ok {
		identified.IdentitySchema(ctx, req, resp)
	}
}

func (*idleResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	keep(req.Plan, &resp.State)
	identify(ctx, resp.Identity, &resp.Diagnostics)
}

func (*idleResource) Read(ctx context.Context, _ resource.ReadRequest, resp *resource.ReadResponse) {
	identify(ctx, resp.Identity, &resp.Diagnostics)
}

func (*idleResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	keep(req.Plan, &resp.State)
	identify(ctx, resp.Identity, &resp.Diagnostics)
}

func (*idleResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// keep stores a plan, with null for what is unknown.
func keep(plan tfsdk.Plan, state *tfsdk.State) {
	// It fails only where the function does.
	state.Raw, _ = tftypes.Transform(plan.Raw, func(_ *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		return tftypes.NewValue(value.Type(), nil), nil
	})
}

// identify sets an identity, without which the framework takes no answer.
func identify(ctx context.Context, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics) {
	if identity == nil {
		return
	}
	for name := range identity.Schema.GetAttributes() {
		diags.Append(identity.SetAttribute(ctx, path.Root(name), name)...)
	}
}
