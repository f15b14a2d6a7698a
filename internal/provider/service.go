package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// service is what every object of the provider works with.
type service struct {
	client *classroom.Client
	rooms  *roomRegistry
	locks  *ownerLocks
}

// from takes the service out of what the provider's Configure left; before that there is nothing.
func (s *service) from(providerData any, diags *diag.Diagnostics) {
	if providerData == nil {
		return
	}
	configured, ok := providerData.(*service)
	if !ok {
		diags.AddError("Provider not configured", fmt.Sprintf("The provider's data is a %T. This is a bug of the provider.", providerData))
		return
	}
	*s = *configured
}

// serviceResource is embedded in every resource.
type serviceResource struct{ service }

func (r *serviceResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.from(req.ProviderData, &resp.Diagnostics)
}

// serviceDataSource is embedded in every data source.
type serviceDataSource struct{ service }

func (d *serviceDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.from(req.ProviderData, &resp.Diagnostics)
}

// serviceEphemeral is embedded in every ephemeral resource.
type serviceEphemeral struct{ service }

func (e *serviceEphemeral) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	e.from(req.ProviderData, &resp.Diagnostics)
}

// serviceAction is embedded in every action.
type serviceAction struct{ service }

func (a *serviceAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.from(req.ProviderData, &resp.Diagnostics)
}
