package simulator

import "time"

// overFailure is the answer of a room that is over to a call of this kind, or nil.
func (rd Readings) overFailure(r *room, reads bool) *apiError {
	over := r.state == closed || r.state == ended && !rd.OverOnceClosed
	if !over || reads && !rd.OverEverywhere {
		return nil
	}
	return overErrors[rd.Over]
}

// shapeRoom rewrites a full answer to GET room to what the readings make of it.
func (rd Readings) shapeRoom(r *room, data map[string]any) {
	properties := child(data, "roomProperties")
	schedule := child(properties, "schedule")
	rd.placeState(data, properties, schedule)
	rd.shapeSchedule(r, schedule)
	removeIf(data, rd.OmitCreateTime, "createTime")
	removeIf(properties, rd.OmitExaminationURL, "examinationUrl")
	removeIf(properties, rd.OmitFlexProps, "flexProps")
	removeIf(properties, rd.OmitGroups, "groups")
	removeIf(properties, rd.OmitExtApps, "extApps", "extAppsCommon")
}

func (rd Readings) placeState(data, properties, schedule map[string]any) {
	switch rd.StateIn {
	case StateEverywhere:
	case StateContradicting:
		data["state"], properties["state"] = notStarted, notStarted
	default:
		removeIf(data, rd.StateIn != StateInData, "state")
		removeIf(properties, rd.StateIn != StateInProperties, "state")
		removeIf(schedule, rd.StateIn != StateInSchedule, "state")
	}
}

func (rd Readings) shapeSchedule(r *room, schedule map[string]any) {
	if rd.ActualEnds {
		r.addEnds(schedule, true)
	}
	switch rd.ScheduleAs {
	case ScheduleWhole:
	case ScheduleByDuration:
		removeIf(schedule, true, "endTime", "closeTime")
	case ScheduleByEnd:
		removeIf(schedule, true, "duration", "closeDelay")
	}
}

// addEnds puts endTime and closeTime where they are known: by plan, or by what
// has happened where actual.
func (r *room) addEnds(to map[string]any, actual bool) {
	end := time.Time{}
	if r.schedule.StartTime > 0 && r.schedule.Duration > 0 {
		end = time.UnixMilli(r.schedule.StartTime).Add(seconds(r.schedule.Duration))
	}
	if actual && r.state >= ended {
		end = r.ended
		if r.ended.IsZero() {
			end = r.closed // closed without having ended first
		}
	}
	closing := end.Add(seconds(r.schedule.CloseDelay))
	if actual && r.state == closed {
		closing = r.closed
	}
	setIf(to, !end.IsZero(), "endTime", end.UnixMilli())
	setIf(to, !end.IsZero(), "closeTime", closing.UnixMilli())
}

func removeIf(m map[string]any, ok bool, keys ...string) {
	if ok {
		for _, key := range keys {
			delete(m, key)
		}
	}
}
