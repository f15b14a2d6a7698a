package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// identify sets the identity of a resource: its ids, and the app and region in which they are valid.
func (s *service) identify(ctx context.Context, identity *tfsdk.ResourceIdentity, ids map[string]string, diags *diag.Diagnostics) {
	if identity == nil {
		return
	}
	for name, id := range ids {
		diags.Append(identity.SetAttribute(ctx, path.Root(name), id)...)
	}
	// An object stays where it is, whatever the provider is configured for by now.
	for name, place := range map[string]string{"region": string(s.client.Region()), "app_id": s.client.AppID()} {
		var known types.String
		diags.Append(identity.GetAttribute(ctx, path.Root(name), &known)...)
		if known.IsNull() {
			diags.Append(identity.SetAttribute(ctx, path.Root(name), place)...)
		}
	}
}

// moveIdentity gives an object that is not in the service the app and region of the provider block.
func (s *service) moveIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, ids map[string]string, diags *diag.Diagnostics) {
	if identity == nil {
		return
	}
	diags.Append(identity.SetAttribute(ctx, path.Root("region"), string(s.client.Region()))...)
	diags.Append(identity.SetAttribute(ctx, path.Root("app_id"), s.client.AppID())...)
	s.identify(ctx, identity, ids, diags)
}

// importIDs takes the named ids out of an import, be it by id, where they are joined by "/",
// which no id can hold, or by identity.
func (s *service) importIDs(ctx context.Context, req resource.ImportStateRequest, diags *diag.Diagnostics, names ...string) map[string]string {
	ids := map[string]string{}
	if req.ID == "" {
		s.checkPlace(ctx, req.Identity, diags)
		for _, name := range names {
			var id types.String
			diags.Append(req.Identity.GetAttribute(ctx, path.Root(name), &id)...)
			ids[name] = id.ValueString()
		}
	} else {
		parts := strings.Split(req.ID, "/")
		if len(parts) != len(names) {
			diags.AddError("Invalid import id", fmt.Sprintf("Give the import id the form %s: %q has %d parts where %d are needed.", strings.Join(names, "/"), req.ID, len(parts), len(names)))
			return ids
		}
		for i, name := range names {
			ids[name] = parts[i]
		}
	}
	for _, name := range names {
		if name == recordIDName && ids[name] != "" {
			continue // the service chooses these ids; their format is not documented
		}
		if err := checkID(ids[name]); err != nil {
			diags.AddError("Invalid import id", fmt.Sprintf("%s %s", name, sentence(err)))
		}
	}
	return ids
}

// checkPlace refuses an identity of another region or app than the provider's.
func (s *service) checkPlace(ctx context.Context, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics) {
	for name, configured := range map[string]string{"region": string(s.client.Region()), "app_id": s.client.AppID()} {
		var asked types.String
		diags.Append(identity.GetAttribute(ctx, path.Root(name), &asked)...)
		if s.placeIsKnown() && known(asked) && asked.ValueString() != configured {
			diags.AddError("Import from another place than the provider works on",
				fmt.Sprintf("Use a provider block for it: the identity's %s is %q, and the provider is configured for %q.", name, asked.ValueString(), configured))
		}
	}
}
