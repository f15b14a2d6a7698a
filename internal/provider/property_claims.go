package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
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
