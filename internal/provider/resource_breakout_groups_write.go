package provider

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// regroupOutcome is what has become of the groups when a change of them returns an error.
type regroupOutcome int

const (
	groupsKept       regroupOutcome = iota // as they were
	groupsRemoved                          // all of them
	groupsUnverified                       // opened as planned; the reading that looks for others failed
)

// regroup ends right whether the service replaces or merges the list that it is sent. It
// disturbs nobody who stays where they are, unless the service merges, or cannot be read and
// might: then what is to go can only go with all the groups.
func (r *breakoutGroupsResource) regroup(ctx context.Context, state, plan breakoutGroupsModel, found roomLook) (regroupOutcome, error) {
	roomUUID := plan.room()
	lock := r.locks.Lock("groups", roomUUID)
	defer lock.Unlock()
	lock.MarkWritten("groups")
	readable := found.room != nil && found.room.Groups != nil
	if readable || onlyAdds(state, plan) {
		if err := r.client.SetGroups(ctx, roomUUID, plan.toAPI()); err != nil || !readable {
			return groupsKept, err
		}
		surplus, err := r.hasSurplus(ctx, plan)
		if err != nil {
			return groupsUnverified, err
		}
		if !surplus {
			return groupsKept, nil
		}
	}
	if err := r.client.RemoveGroups(ctx, roomUUID); err != nil {
		return groupsKept, err
	}
	if err := r.client.SetGroups(ctx, roomUUID, plan.toAPI()); err != nil {
		return groupsRemoved, err
	}
	return groupsKept, nil
}

// surplusPause is how long a reading is given to catch up with a write before it is believed that
// the service has merged the groups.
const surplusPause = time.Second

// hasSurplus reports whether the service, which merges then, has left somebody where they are not
// planned to be. One reading may be older than the write, so it looks twice.
func (r *breakoutGroupsResource) hasSurplus(ctx context.Context, plan breakoutGroupsModel) (bool, error) {
	room, err := r.client.GetRoom(ctx, plan.room())
	if err != nil || !plan.lacks(plan.matchIDs(room.Groups)) {
		return false, err
	}
	if err := r.client.Wait(ctx, surplusPause); err != nil {
		return false, err
	}
	room, err = r.client.RefreshRoom(ctx, plan.room())
	return err == nil && plan.lacks(plan.matchIDs(room.Groups)), err
}

// warnOfSurplus is no error: the planned groups were opened, and the next plan reads what is open.
func warnOfSurplus(roomUUID string, err error, diags *diag.Diagnostics) {
	addWarning(diags, "Breakout groups were opened, but others may be open too", fmt.Sprintf("The next plan shows what is open in room %q.", roomUUID), err)
}

// onlyAdds reports whether no group and no member is to go, for sure: after the import from a
// service that cannot be read, the state has no groups, but the room may have.
func onlyAdds(state, plan breakoutGroupsModel) bool {
	if state.Groups == nil {
		return false
	}
	for id, old := range state.Groups {
		for _, user := range old.Users {
			if !slices.Contains(plan.Groups[id].Users, user) {
				return false
			}
		}
	}
	return true
}
