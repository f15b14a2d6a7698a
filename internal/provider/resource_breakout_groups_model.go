package provider

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

type breakoutGroupsModel struct {
	RoomUUID types.String          `tfsdk:"room_uuid"`
	Groups   map[string]groupModel `tfsdk:"groups"`
}

type groupModel struct {
	Name  types.String `tfsdk:"name"`
	Users []string     `tfsdk:"users"`
}

func (m breakoutGroupsModel) toAPI() []classroom.Group {
	var groups []classroom.Group
	for _, id := range slices.Sorted(maps.Keys(m.Groups)) {
		group := m.Groups[id]
		groups = append(groups, classroom.Group{UUID: id, Name: group.Name.ValueString(), Users: slices.Sorted(slices.Values(group.Users))})
	}
	return groups
}

// fromAPI takes over the service's groups. A name that is not configured stays null,
// whatever the service made of it, and one that the answer leaves out stays as it was.
func (m *breakoutGroupsModel) fromAPI(groups map[string]classroom.Group, imported bool) {
	prior := m.Groups
	m.Groups = map[string]groupModel{}
	for id, group := range groups {
		model := groupModel{Name: textOrNull(group.Name), Users: group.Users}
		if old, found := prior[id]; found && (group.Name == "" || old.Name.IsNull() && !imported) {
			model.Name = old.Name
		}
		m.Groups[id] = model
	}
}

// named gives groups without a configured name the one that the state has: to a service that
// replaces its list, a name left out would be a name taken away.
func (m breakoutGroupsModel) named(state breakoutGroupsModel) breakoutGroupsModel {
	groups := maps.Clone(m.Groups)
	for id, group := range groups {
		if group.Name.IsNull() {
			group.Name = state.Groups[id].Name
			groups[id] = group
		}
	}
	return breakoutGroupsModel{RoomUUID: m.RoomUUID, Groups: groups}
}

func (m breakoutGroupsModel) room() string { return m.RoomUUID.ValueString() }

func (m breakoutGroupsModel) ids() map[string]string {
	return map[string]string{roomUUIDName: m.room()}
}

// withoutGroups leaves out the groups that an import has read and the configuration leaves out.
func withoutGroups(groups map[string]classroom.Group, forgotten []string) map[string]classroom.Group {
	kept := maps.Clone(groups)
	maps.DeleteFunc(kept, func(id string, _ classroom.Group) bool { return slices.Contains(forgotten, id) })
	return kept
}

// isOpenAs reports whether the groups of a state are those of a plan. A name that is not configured
// is not asked for.
func (m breakoutGroupsModel) isOpenAs(plan breakoutGroupsModel) bool {
	return maps.EqualFunc(m.Groups, plan.Groups, func(open, planned groupModel) bool {
		sameUsers := slices.Equal(slices.Sorted(slices.Values(open.Users)), slices.Sorted(slices.Values(planned.Users)))
		return sameUsers && (planned.Name.IsNull() || planned.Name.Equal(open.Name))
	})
}

// with adds the forgotten groups as they are: a service that replaces its list would close them.
func (m breakoutGroupsModel) with(room *classroom.Room, forgotten []string) breakoutGroupsModel {
	for _, id := range forgotten {
		if room == nil {
			break
		}
		if group, open := room.Groups[id]; open {
			m.Groups[id] = groupModel{Name: textOrNull(group.Name), Users: group.Users}
		}
	}
	return m
}

// matchIDs gives the service's groups the ids of the model where the service has chosen ids of its
// own: a group with the same members, and with the same name where it has one, is the same group.
func (m breakoutGroupsModel) matchIDs(groups map[string]classroom.Group) map[string]classroom.Group {
	taken := map[string]bool{}
	for id := range groups {
		if _, declared := m.Groups[id]; declared {
			taken[id] = true
		}
	}
	matched := map[string]classroom.Group{}
	for _, id := range slices.Sorted(maps.Keys(groups)) {
		own := id
		if match := m.idOf(groups[id], taken); !taken[id] && match != "" {
			own = match
		}
		taken[own] = true
		matched[own] = groups[id]
	}
	return matched
}

func (m breakoutGroupsModel) idOf(group classroom.Group, taken map[string]bool) string {
	users := slices.Sorted(slices.Values(group.Users))
	for _, id := range slices.Sorted(maps.Keys(m.Groups)) {
		declared := m.Groups[id]
		sameName := declared.Name.IsNull() || group.Name == "" || declared.Name.ValueString() == group.Name
		if !taken[id] && sameName && slices.Equal(users, slices.Sorted(slices.Values(declared.Users))) {
			return id
		}
	}
	return ""
}

// lacks reports whether there is a group, or a member, that is not planned.
func (m breakoutGroupsModel) lacks(groups map[string]classroom.Group) bool {
	for id, group := range groups {
		planned, found := m.Groups[id]
		for _, user := range group.Users {
			found = found && slices.Contains(planned.Users, user)
		}
		if !found {
			return true
		}
	}
	return false
}
