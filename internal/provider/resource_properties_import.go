package provider

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// keysSeparator is between the ids and the keys of an import id.
const keysSeparator = ":"

// importedKeys reports whether the read follows an import, and which keys that asked for; nil
// stands for all.
func importedKeys(ctx context.Context, private privateState, diags *diag.Diagnostics) (keys []string, imported bool) {
	encoded, found := private.GetKey(ctx, importedKeysKey)
	diags.Append(found...)
	if len(encoded) == 0 || json.Unmarshal(encoded, &keys) != nil || keys == nil {
		return nil, false
	}
	if len(keys) == 0 {
		return nil, true
	}
	return keys, true
}

// ImportState takes the ids joined by "/", and optionally the keys, as in room:key,key.
func (r *propertiesResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ids, keys := r.importTarget(ctx, req, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if err := proptypes.CheckKeys("the import id's keys", keys); err != nil {
		resp.Diagnostics.AddError("Invalid import id", sentence(err))
		return
	}
	encoded, err := json.Marshal(append([]string{}, keys...))
	if err != nil { // cannot happen: a list of strings
		resp.Diagnostics.AddError("Invalid import id", err.Error())
		return
	}
	for name, id := range ids {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), id)...)
	}
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, importedKeysKey, encoded)...)
	mark(ctx, resp.Private, importedKey, true, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}

// importTarget finds out where the ids of an import end. An id may hold the separator
// itself: the longest id that the service has is meant, else the shortest.
func (r *propertiesResource) importTarget(ctx context.Context, req resource.ImportStateRequest, diags *diag.Diagnostics) (map[string]string, []string) {
	if req.ID == "" {
		return r.importIDs(ctx, req, diags, r.ids...), nil
	}
	whole := req.ID
	last := 0 // where the last id begins; a key may hold "/"
	for range r.ids[1:] {
		last += strings.Index(whole[last:], "/") + 1
	}
	for end := len(whole); end > last; end = last + strings.LastIndex(whole[last:end], keysSeparator) {
		if !strings.Contains(whole[last:], keysSeparator) {
			break
		}
		req.ID = whole[:end]
		var invalid diag.Diagnostics
		ids := r.importIDs(ctx, req, &invalid, r.ids...)
		if invalid.HasError() {
			continue
		}
		if _, there, err := r.readOwner(ctx, ids, roomLook{record: r.newRecord(ids[roomUUIDName])}); err == nil && there.Present {
			return ids, splitKeys(whole[end:])
		}
	}
	shortest, keys, _ := strings.Cut(whole[last:], keysSeparator)
	req.ID = whole[:last] + shortest
	return r.importIDs(ctx, req, diags, r.ids...), splitKeys(keys)
}

func splitKeys(text string) []string {
	text = strings.TrimPrefix(text, keysSeparator)
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// holdsNull reports whether a value is or holds a null, which no configuration may give.
func holdsNull(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case map[string]any:
		for _, inner := range v {
			if holdsNull(inner) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, holdsNull)
	}
	return false
}

// mayBeSecret reports whether the name of a key, or of one in its value, says that it opens something.
func mayBeSecret(key string, v any) bool {
	name := strings.ToLower(key)
	for _, word := range []string{"token", "secret", "password"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	inner, _ := v.(map[string]any)
	for key, v := range inner {
		if mayBeSecret(key, v) {
			return true
		}
	}
	return false
}
