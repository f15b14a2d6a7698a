package provider

import (
	"context"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

const (
	// importedKey marks, in the private state, an object whose attributes were read from the
	// service and not taken from a configuration.
	importedKey = "imported"

	// unreadKey marks an imported object that has not been read yet.
	unreadKey = "imported_unread"
)

func mark(ctx context.Context, private privateState, key string, marked bool, diags *diag.Diagnostics) {
	diags.Append(private.SetKey(ctx, key, []byte(strconv.FormatBool(marked)))...)
}

func isMarked(ctx context.Context, private privateState, key string, diags *diag.Diagnostics) bool {
	value, found := private.GetKey(ctx, key)
	diags.Append(found...)
	return string(value) == "true"
}

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
	} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	mark(ctx, resp.Private, importedKey, true, &resp.Diagnostics)
	mark(ctx, resp.Private, unreadKey, true, &resp.Diagnostics)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}

// noteLife works out the life of the room itself, from what the service tells, or else from
// the schedule in the state, and leaves it for the objects inside the room.
func (r *roomResource) noteLife(ctx context.Context, m *roomModel, room *classroom.Room, diags *diag.Diagnostics) life {
	l := life{State: rank(m.State), Region: r.client.Region(), AppID: r.client.AppID()}
	if room != nil {
		l.Over = room.Schedule.ClosesAt()
	}
	if schedule := decode[scheduleModel](ctx, m.Schedule, diags); schedule != nil && l.Over.IsZero() {
		l.Over = schedule.toAPI(diags).ClosesAt()
	}
	r.lives.note(m.RoomUUID.ValueString(), l)
	return l
}
