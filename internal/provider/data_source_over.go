package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// whileItLasts ends the descriptions of data sources that read the results of a class.
const whileItLasts = " What happened in a room can be read until the service destroys it, an hour after it has closed; after that there is nothing but a warning, so keep what you need elsewhere."

// emptied reports a failed reading of a room. It tells whether there is nothing to be read
// because the class has run its course: as this is no drift, it must not break a plan, and
// the data source is empty.
func (d *serviceDataSource) emptied(roomUUID string, err error, diags *diag.Diagnostics) bool {
	if d.overBy(roomUUID, life{}, err) {
		diags.AddWarning(fmt.Sprintf("Room %q has run its course; nothing can be read of it any more", roomUUID),
			"The service has destroyed the room, an hour after it closed, and the data source is empty. Results must be read and kept before that; the data source can be removed.")
		return true
	}
	summary, detail := describe(err)
	if classroom.IsNotFound(err) {
		detail += "\nIf this configuration creates the room, take room_uuid from the room's resource: the data source is then read once the room exists."
	}
	diags.AddError(summary, detail)
	return false
}
