package provider

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// refreshRoleLimits takes over what the service returns of the roles that the state has, or,
// after an import, of every role.
func (m *roomModel) refreshRoleLimits(ctx context.Context, observed map[classroom.Role]classroom.RoleLimit, scope refreshScope, diags *diag.Diagnostics) {
	if m.RoleLimits.IsNull() && (scope == refreshManaged || len(observed) == 0) {
		return
	}
	kind, ok := m.RoleLimits.ElementType(ctx).(types.ObjectType)
	if !ok {
		return
	}
	limits := map[string]attr.Value{}
	maps.Copy(limits, m.RoleLimits.Elements())
	for role, limit := range observed {
		name := roles[role]
		prior, found := limits[name].(types.Object)
		if !found {
			prior = types.ObjectNull(kind.AttrTypes)
		}
		if name != "" && (found || scope == refreshAll) {
			limits[name] = refreshedRole(ctx, prior, limit, scope, diags)
		}
	}
	refreshed, found := types.MapValue(kind, limits)
	diags.Append(found...)
	m.RoleLimits = refreshed
}

func refreshedRole(ctx context.Context, prior types.Object, limit classroom.RoleLimit, scope refreshScope, diags *diag.Diagnostics) types.Object {
	observed := map[string]attr.Value{}
	observeInteger(observed, "limit", limit.Limit)
	stream, _ := nulls(ctx, prior.AttributeTypes(ctx), diags)["default_stream"].(types.Object)
	if old, ok := prior.Attributes()["default_stream"].(types.Object); ok {
		stream = old
	}
	if limit.DefaultStream != nil {
		observedStream := map[string]attr.Value{}
		observeBool(observedStream, "state", limit.DefaultStream.State)
		observeBool(observedStream, "video", limit.DefaultStream.VideoState)
		observeBool(observedStream, "audio", limit.DefaultStream.AudioState)
		observed["default_stream"] = refreshed(ctx, stream, scope, diags, observedStream)
	}
	return refreshed(ctx, prior, scope, diags, observed)
}

func observeBool(observed map[string]attr.Value, name string, b *bool) {
	if b != nil {
		observed[name] = types.BoolValue(*b)
	}
}
