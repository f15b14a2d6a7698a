package simulator

import (
	"strconv"
	"time"
)

// Event types ("Events").
const (
	cmdState              = 1
	cmdChat               = 3
	cmdRoomProperties     = 4
	cmdRoomPropertiesGone = 5
	cmdUsers              = 20
	cmdUserProperties     = 22
	cmdUserPropertiesGone = 23
	cmdRecording          = 1001
	cmdRewards            = 1101
	cmdWidgets            = 1110
)

// What a property event did.
const (
	actionUpsert = 1
	actionDelete = 2
)

const eventVersion = 1

// event is one entry of a room's stream.
type event struct {
	RoomUUID string         `json:"roomUuid"`
	Cmd      int            `json:"cmd"`
	Sequence int            `json:"sequence"`
	Version  int            `json:"version"`
	Data     map[string]any `json:"data"`
}

// feedEntry waits for the reader of the app-wide feed.
type feedEntry struct {
	event
	room *room
}

func operator() map[string]any {
	return map[string]any{"userUuid": "server", "userName": "server", "role": "server"}
}

// emit appends to the room's stream and to the app-wide feed.
func (s *Simulator) emit(r *room, cmd int, data map[string]any) {
	e := event{r.uuid, cmd, len(r.events) + 1, eventVersion, copyObject(data)}
	r.events = append(r.events, e)
	s.feed = append(s.feed, feedEntry{e, r})
}

// forgetFeed drops what can no longer be fetched: an hour after its room went.
func (s *Simulator) forgetFeed(now time.Time) {
	kept := s.feed[:0]
	for _, f := range s.feed {
		if f.room.destroyed.IsZero() || now.Before(f.room.destroyed.Add(time.Hour)) {
			kept = append(kept, f)
		}
	}
	clear(s.feed[len(kept):])
	s.feed = kept
}

// drainFeed gives each event once, in batches of a page.
func drainFeed(q *request) (any, *apiError) {
	batch := []event{}
	var rest []feedEntry
	for _, f := range q.feed {
		if f.room.region == q.params["region"] && len(batch) < q.options.PageSize {
			batch = append(batch, f.event)
		} else {
			rest = append(rest, f)
		}
	}
	q.feed = rest
	return ordered(q.readings.ListOrder, batch), nil
}

func listEvents(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	chosen := r.events
	if text := q.query.Get("cmd"); text != "" && !q.readings.IgnoreCmd {
		cmd, err := strconv.Atoi(text)
		if err != nil {
			return nil, q.reject("cmd %q is no integer", text)
		}
		chosen = nil
		for _, e := range r.events {
			if e.Cmd == cmd {
				chosen = append(chosen, e)
			}
		}
	}
	return eventPage(q, chosen)
}

func eventPage(q *request, events []event) (any, *apiError) {
	list, next, failure := page(q, events)
	if failure != nil {
		return nil, failure
	}
	return q.readings.listAnswer(list, len(list), len(events), next, true), nil
}
