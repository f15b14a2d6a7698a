package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func (r *roomResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ids := r.importIDs(ctx, req, &resp.Diagnostics, roomUUIDName)
	if resp.Diagnostics.HasError() {
		return
	}
	for name, value := range map[string]any{
		roomUUIDName:         ids[roomUUIDName],
		"deletion_policy":    deletionClose,
		"force_destroy":      false,
		"recreate_after_end": false,
		"on_conflict":        conflictFail,
	} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	mark(ctx, resp.Private, importedKey, true, &resp.Diagnostics)
	mark(ctx, resp.Private, unreadKey, true, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}
