package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// emptied reports a failed reading of a room. It tells whether there is nothing to be read
// because the class has run its course: as this is no drift, it must not break a plan, and
// the data source is empty.
func (d *serviceDataSource) emptied(roomUUID string, err error, diags *diag.Diagnostics) bool {
	if d.overBy(roomUUID, life{}, err) {
		addWarning(diags, fmt.Sprintf("Room %q has run its course; nothing can be read of it any more", roomUUID), err)
		return true
	}
	summary, detail := describe(err)
	if classroom.IsNotFound(err) {
		detail += "\nIf this configuration creates the room, take room_uuid from the room's resource: the data source is then read once the room exists."
	}
	diags.AddError(summary, detail)
	return false
}
