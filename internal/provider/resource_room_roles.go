package provider

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// refreshRoleLimits takes over what the service tells of the roles that the state has, or,
// if all is set, of every role.
func (m *roomModel) refreshRoleLimits(ctx context.Context, told map[classroom.Role]classroom.RoleLimit, all bool, diags *diag.Diagnostics) {
	if m.RoleLimits.IsNull() && (!all || len(told) == 0) {
		return
	}
	kind, ok := m.RoleLimits.ElementType(ctx).(types.ObjectType)
	if !ok {
		return
	}
	limits := map[string]attr.Value{}
	maps.Copy(limits, m.RoleLimits.Elements())
	for role, limit := range told {
		name := roles[role]
		prior, found := limits[name].(types.Object)
		if !found {
			prior = types.ObjectNull(kind.AttrTypes)
		}
		if name != "" && (found || all) {
			limits[name] = refreshedRole(ctx, prior, limit, all, diags)
		}
	}
	refreshed, found := types.MapValue(kind, limits)
	diags.Append(found...)
	m.RoleLimits = refreshed
}

func refreshedRole(ctx context.Context, prior types.Object, limit classroom.RoleLimit, all bool, diags *diag.Diagnostics) types.Object {
	told := map[string]attr.Value{}
	tellInteger(told, "limit", limit.Limit)
	stream, _ := nulls(ctx, prior.AttributeTypes(ctx), diags)["default_stream"].(types.Object)
	if old, ok := prior.Attributes()["default_stream"].(types.Object); ok {
		stream = old
	}
	if limit.DefaultStream != nil {
		toldStream := map[string]attr.Value{}
		tellBit(toldStream, "state", limit.DefaultStream.State)
		tellBit(toldStream, "video", limit.DefaultStream.VideoState)
		tellBit(toldStream, "audio", limit.DefaultStream.AudioState)
		told["default_stream"] = refreshed(ctx, stream, all, diags, toldStream)
	}
	return refreshed(ctx, prior, all, diags, told)
}

func tellBit(told map[string]attr.Value, name string, bit *int64) {
	if bit != nil {
		told[name] = types.BoolValue(*bit == 1)
	}
}
