package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// keepForm plans the prior form of what is written otherwise but means the same.
func keepForm(ctx context.Context, state roomModel, plan *roomModel) {
	if !state.Properties.IsNull() && isSameProperties(ctx, state.Properties, plan.Properties) {
		plan.Properties = state.Properties
	}
	if known(state.Schedule) && known(plan.Schedule) {
		plan.Schedule = keepFormOfParts(ctx, state.Schedule, plan.Schedule)
	}
}

func keepFormOfParts(ctx context.Context, state, plan types.Object) types.Object {
	parts := plan.Attributes()
	for name, prior := range state.Attributes() {
		if sameValue(prior, parts[name]) {
			parts[name] = prior
		}
	}
	return types.ObjectValueMust(plan.AttributeTypes(ctx), parts)
}

// replaced lists the attributes whose change needs a new room. After an import, a value that
// the state does not have is adopted, as the service may not return it, and what the import has
// read may be left out of the configuration.
func replaced(state, plan roomModel, imported bool) path.Paths {
	var paths path.Paths
	for _, attribute := range fixedAttributes(state, plan) {
		if !compatible(attribute.prior, attribute.asked, imported) {
			paths.Append(path.Root(attribute.name))
		}
	}
	return paths
}

// fixedAttribute is an attribute that a room in the service has for good.
type fixedAttribute struct {
	name         string
	prior, asked attr.Value
}

func fixedAttributes(state, plan roomModel) []fixedAttribute {
	return []fixedAttribute{
		{"name", state.Name, plan.Name},
		{"type", state.Type, plan.Type},
		{"schedule", state.Schedule, plan.Schedule},
		{"hands_up", state.HandsUp, plan.HandsUp},
		{"hosting_scene", state.HostingScene, plan.HostingScene},
		{"widgets", state.Widgets, plan.Widgets},
		{"role_limits", state.RoleLimits, plan.RoleLimits},
	}
}

// replacedIDs lists the ids whose change needs another room, also while it is only scheduled.
func replacedIDs(state, plan roomModel, imported bool) path.Paths {
	var paths path.Paths
	if !compatible(state.RoomUUID, plan.RoomUUID, imported) {
		paths.Append(path.Root("room_uuid"))
	}
	// Giving up the prefix for the id that was generated from it changes nothing.
	if !plan.RoomUUIDPrefix.IsNull() && !compatible(state.RoomUUIDPrefix, plan.RoomUUIDPrefix, imported) {
		paths.Append(path.Root("room_uuid_prefix"))
	}
	return paths
}

func compatible(prior, asked attr.Value, imported bool) bool {
	switch {
	case prior.Equal(asked), imported && (prior.IsNull() || asked.IsNull()):
		return true
	case !known(asked):
		return false
	}
	return compatibleParts(partsOf(prior), partsOf(asked), imported)
}

// compatibleParts compares objects or maps part by part; nothing else has parts.
func compatibleParts(prior, asked map[string]attr.Value, imported bool) bool {
	for name := range asked {
		if _, found := prior[name]; !found {
			return false
		}
	}
	for name, part := range prior {
		askedPart, found := asked[name]
		if !found && !imported || found && !sameValue(part, askedPart) && !compatible(part, askedPart, imported) {
			return false
		}
	}
	return len(prior) > 0
}

func partsOf(v attr.Value) map[string]attr.Value {
	switch v := v.(type) {
	case types.Object:
		return v.Attributes()
	case types.Map:
		return v.Elements()
	}
	return nil
}
