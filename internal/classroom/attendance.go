package classroom

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"
)

// Attendee is when one user was in a room ("Users enter or leave the classroom").
type Attendee struct {
	UserUUID       string
	UserName       string    // the latest in the events
	Role           Role      // the latest in the events
	FirstJoin      time.Time // zero where no join is in the events
	LastLeave      time.Time // the latest leave, also where the user came back; zero where there is none
	SecondsPresent int64     // whole s
	Joins          int64     // times entered, re-entries included
	Kicked         bool      // at least once; a service may close a room by kicking everybody
	Online         bool      // no leave ends the last presence
	Rewards        int64     // as last counted
}

// AttendanceEvents lists the events that [Attendance] reads, without their data ("Query a
// specified event").
func (c *Client) AttendanceEvents(ctx context.Context, roomUUID string) iter.Seq2[*Event, error] {
	return each(func() ([]*Event, error) {
		op := fmt.Sprintf("list the events of room %q", roomUUID)
		events, err := c.readEvents(ctx, roomUUID, CmdUsers, op, attendanceEventFrom)
		if err != nil || slices.ContainsFunc(events, func(e *Event) bool { return e.Cmd != CmdUsers }) {
			return events, err // where the service ignores the filter, these are all
		}
		given, err := c.listEvents(ctx, roomUUID, CmdRewards, op, attendanceEventFrom)
		return append(events, given...), err
	})
}

// attendanceEventFrom keeps only what [Attendance] reads: a room may have a hundred thousand events.
func attendanceEventFrom(v value) *Event {
	event := eventFrom(v)
	event.data, event.whole = value{}, value{}
	return event
}

// Attendance computes who was in a room, and for how long, from the events of type CmdUsers
// ("Users enter or leave the classroom"), and how often each was rewarded from those of type
// CmdRewards; other events are passed over. Attendees come in the order of user uuids. It ends
// at the first error.
//
//   - Joins and leaves count in the order of their updateTime; at the same time in that of their
//     events, and of one event the leaves first. One without a time has that of the one before
//     it. An event whose sequence came before is a duplicate.
//   - A user is present from a join to the leave of the last device. Devices, distinguished by
//     streamUuid, may overlap: the time counts once.
//   - A re-entry (type 2) continues the presence of whatever device was there: a leave of that one
//     that comes later is no leave, as long as the new one is there. A second join of one and
//     the same device continues it as well: the leave between them is missing.
//   - A leave ends the presence where it names no device, or one that never joined; a kick
//     (type 2) does so on all devices.
//   - A leave of a user who has left already prolongs the presence where it had more joins than
//     leaves: there were two devices with one streamUuid. Otherwise it changes nothing.
//   - Who has not left is present until the time given: the end of the class, or now.
func Attendance(events iter.Seq2[*Event, error], until time.Time) ([]Attendee, error) {
	var all passages
	var given rewards
	seen := sequences{}
	for event, err := range events {
		if err != nil {
			return nil, err
		}
		counts := event.Cmd == CmdUsers || event.Cmd == CmdRewards
		if !counts || seen.repeated(event.Sequence) {
			continue
		}
		all = append(all, event.passages...)
		given = append(given, event.rewards...)
	}
	byUser, rewarded := all.byUser(), given.byUser()
	for user := range rewarded { // whoever was rewarded was there
		if _, found := byUser[user]; !found {
			byUser[user] = nil
		}
	}
	attendees := make([]Attendee, 0, len(byUser))
	for _, user := range slices.Sorted(maps.Keys(byUser)) {
		who := attendee(user, byUser[user], until)
		who.Rewards = rewarded[user]
		attendees = append(attendees, who)
	}
	return attendees, nil
}

func attendee(user string, own []passage, until time.Time) Attendee {
	slices.SortStableFunc(own, func(a, b passage) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.sequence, b.sequence))
	})
	who := Attendee{UserUUID: user}
	var present presence
	for _, p := range own {
		who.UserName = cmp.Or(p.name, who.UserName)
		who.Role = cmp.Or(p.role, who.Role)
		if p.leaves {
			who.LastLeave = p.at
			who.Kicked = who.Kicked || p.kind == passageKicked
			present.leave(p)
			continue
		}
		if who.Joins == 0 {
			who.FirstJoin = p.at
		}
		who.Joins++
		present.join(p)
	}
	who.Online = present.online()
	who.SecondsPresent = int64(present.until(until) / time.Second)
	return who
}
