package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// claimKeys plans that a resource has keys of an owner, and refuses keys that another resource of
// the configuration has: the two would overwrite each other at every apply.
func (s *service) claimKeys(nonce string, owner []string, at path.Path, keys []string, diags *diag.Diagnostics) {
	mine, theirs, taken := s.rooms.ClaimKeys(nonce, strings.Join(owner, "/"), keys)
	if !taken {
		return
	}
	what := fmt.Sprintf("Another resource of this configuration has the key %q as well", mine)
	if mine != theirs {
		what = fmt.Sprintf("Another resource of this configuration has the key %q, which overlaps %q", theirs, mine)
	}
	diags.AddAttributeError(at, "Two resources have the same property key",
		fmt.Sprintf("Leave each key to one resource. %s: of the properties of %s.", what, strings.Join(owner, " ")))
}

// claimWhole plans that a resource has what can be had once: the breakout groups of a room, or the
// ban of a user. It refuses a second one.
func (s *service) claimWhole(ctx context.Context, nonce, what string, req resource.ModifyPlanRequest, diags *diag.Diagnostics, names ...string) {
	if req.Plan.Raw.IsNull() || diags.HasError() {
		return
	}
	owner := []string{what}
	for _, name := range names {
		var id types.String
		diags.Append(req.Plan.GetAttribute(ctx, path.Root(name), &id)...)
		if !known(id) {
			return
		}
		owner = append(owner, id.ValueString())
	}
	if _, _, taken := s.rooms.ClaimKeys(nonce, strings.Join(owner, "/"), []string{what}); taken {
		diags.AddAttributeError(path.Root(roomUUIDName), "Two resources manage the same "+what,
			fmt.Sprintf("Remove one of the two resources, or merge them: both have the %s of %s, and each apply would undo the other.", what, strings.Join(owner[1:], ", ")))
	}
}
