package provider

import (
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// whileItLasts ends the descriptions of data sources that read the results of a class.
const whileItLasts = " What happened in a room can be read until the service destroys it, an hour after it has closed; after that there is nothing but a warning. The resource `classroom_class_report` keeps it."

const summaryNothingToRead = "Class is over; nothing can be read of its room any more"

// reportFailure reports a failed reading of a room. The data source is empty, and there is no error, where there is nothing
// to read: the room is only scheduled, its class was missed, or its class has ended for good. None of these is drift.
func (d *serviceDataSource) reportFailure(roomUUID string, err error, diags *diag.Diagnostics) (empty bool) {
	entry := d.rooms.Room(roomUUID)
	another := errors.Is(err, errAnotherRoom)
	missing := another || classroom.IsRoomNotFound(err)
	switch {
	case missing && entry.resource == resourceScheduled:
		return true
	case missing && entry.resource == resourceMissed:
		return true // the room's own resource reports it
	case classroom.IsClassOver(err), missing && entry.isOver(d.client.Now()):
		diags.AddWarning(summaryNothingToRead,
			fmt.Sprintf("Keep results with the resource classroom_class_report, and remove the data source: room %q is gone, and the data source is empty.", roomUUID))
		return true
	case another:
		addMissingError(roomUUID, roomLook{}, diags)
		return false
	}
	summary, detail := describe(err)
	if missing {
		detail = "If this configuration creates the room, take room_uuid from the room's resource: the data source is then read once the room exists.\n" + detail
	}
	diags.AddError(summary, detail)
	return false
}

// isOver reports whether the room's class has ended for good at a time.
func (e roomEntry) isOver(now time.Time) bool {
	return e.resource == resourceDestroyed || e.record.classIsOver(now)
}
