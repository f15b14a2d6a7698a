package classroom

import "time"

// How a user entered or left ("Users enter or leave the classroom").
const (
	passageReentry = 2 // of those who enter
	passageKicked  = 2 // of those who leave
)

// passage is one user going through the door.
type passage struct {
	user, name string
	role       Role
	at         time.Time
	sequence   int64
	leaves     bool
	kind       int64
	device     string
}

// passages are those of all users, in the order of their events.
type passages []passage

func passagesOf(event *Event) (all passages) {
	if event.Cmd != CmdUsers {
		return nil
	}
	for _, side := range []string{"offlineUsers", "onlineUsers"} {
		for _, v := range event.data.get(side).list() {
			kind, _ := v.get("type").integer()
			p := passage{
				user:     v.get("userUuid").text(),
				name:     v.get("userName").text(),
				role:     roleFrom(v.get("role")),
				at:       v.get("updateTime").time(),
				sequence: event.Sequence,
				leaves:   side == "offlineUsers",
				kind:     kind,
				device:   v.get("streamUuid").text(),
			}
			if p.user != "" {
				all = append(all, p)
			}
		}
	}
	return all
}

// byUser gives a passage without a time that of the one before it.
func (all passages) byUser() map[string][]passage {
	byUser := map[string][]passage{}
	var latest time.Time
	for _, p := range all {
		if p.at.IsZero() {
			p.at = latest
		}
		latest = p.at
		byUser[p.user] = append(byUser[p.user], p)
	}
	return byUser
}

// presence adds up the time that a user is in a room, on whatever devices.
type presence struct {
	total   time.Duration   // of what has ended
	devices map[string]bool // of the present or latest presence: whether still there
	since   time.Time
	ended   time.Time
	surplus int // joins without a leave
}

func (p *presence) online() bool {
	for _, there := range p.devices {
		if there {
			return true
		}
	}
	return false
}

func (p *presence) join(j passage) {
	switch {
	case !p.online():
		p.since, p.surplus, p.devices = j.at, 0, map[string]bool{}
	case j.kind == passageReentry:
		p.dismiss()
	}
	p.devices[j.device] = true
	p.surplus++
}

func (p *presence) leave(l passage) {
	p.surplus--
	if !p.online() {
		if p.surplus >= 0 && !p.ended.IsZero() {
			p.total += between(p.ended, l.at)
			p.ended = l.at
		}
		return
	}
	_, joined := p.devices[l.device]
	switch {
	case l.kind == passageKicked:
		p.surplus = 0
		p.dismiss()
	case joined && !p.devices[""]:
		p.devices[l.device] = false
	default:
		p.dismiss()
	}
	if !p.online() {
		p.total += between(p.since, l.at)
		p.ended = l.at
	}
}

func (p *presence) dismiss() {
	for device := range p.devices {
		p.devices[device] = false
	}
}

func (p *presence) until(end time.Time) time.Duration {
	if !p.online() {
		return p.total
	}
	return p.total + between(p.since, end)
}

func between(from, to time.Time) time.Duration {
	if from.IsZero() || !to.After(from) {
		return 0
	}
	return to.Sub(from)
}
