package provider

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// propertiesModel is a plan or a state of any of the families.
type propertiesModel struct {
	ids        map[string]string
	at         path.Path // of the properties
	Properties proptypes.Object
	Enabled    types.Bool
	Cause      proptypes.Object
}

func (m propertiesModel) room() string { return m.ids[roomUUIDName] }

// managed lists the keys that are this resource's: after an import those asked for, or all that can
// be owned.
func (r *propertiesResource) managed(m propertiesModel, there owned, asked []string, unread bool) []string {
	switch {
	case !unread:
		return m.Properties.Keys()
	case asked != nil:
		return asked
	}
	return slices.DeleteFunc(slices.Collect(maps.Keys(there.Properties)), func(key string) bool {
		return holdsNull(there.Properties[key]) || r.hidesSecrets && mayBeSecret(key, there.Properties[key])
	})
}

// attributeReader is what plans and states have in common.
type attributeReader interface {
	GetAttribute(ctx context.Context, path path.Path, target any) diag.Diagnostics
}

func (r *propertiesResource) get(ctx context.Context, from attributeReader, diags *diag.Diagnostics) propertiesModel {
	m := propertiesModel{ids: map[string]string{}, at: path.Root(r.attribute)}
	for _, name := range r.ids {
		var id types.String
		diags.Append(from.GetAttribute(ctx, path.Root(name), &id)...)
		m.ids[name] = id.ValueString()
	}
	diags.Append(from.GetAttribute(ctx, m.at, &m.Properties)...)
	diags.Append(from.GetAttribute(ctx, path.Root("cause"), &m.Cause)...)
	if r.hasSwitch {
		diags.Append(from.GetAttribute(ctx, path.Root("enabled"), &m.Enabled)...)
	}
	return m
}

func (m propertiesModel) toAPI(diags *diag.Diagnostics) (properties, cause map[string]any) {
	properties = sentProperties(m.Properties, m.at, diags)
	cause, err := m.Cause.StoredJSON()
	if err != nil {
		diags.AddAttributeError(path.Root("cause"), "Cause cannot be sent", sentence(err))
	}
	return properties, cause
}

// sentProperties are the properties of a configuration. A value may turn out null only when they are applied.
func sentProperties(object proptypes.Object, at path.Path, diags *diag.Diagnostics) map[string]any {
	properties, err := object.ToJSON()
	if err != nil {
		diags.AddAttributeError(at, "Properties cannot be sent", sentence(err))
	}
	return properties
}

// storedProperties are the properties of a state, where the service itself may have put nulls.
func storedProperties(object proptypes.Object, at path.Path, diags *diag.Diagnostics) map[string]any {
	properties, err := object.StoredJSON()
	if err != nil {
		diags.AddAttributeError(at, "Properties in the state cannot be read", sentence(err))
	}
	return properties
}

// withJSON returns properties with another content.
func withJSON(properties proptypes.Object, content map[string]any, diags *diag.Diagnostics) proptypes.Object {
	changed, err := properties.WithJSON(content)
	if err != nil {
		diags.AddError("Property cannot be held by Terraform", "The service's answer holds a value that Terraform cannot represent: "+sentence(err))
	}
	return changed
}
