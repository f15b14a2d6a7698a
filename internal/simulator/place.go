package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

var documentedRegions = []string{"cn", "ap", "eu", "na"}

// place is where a room is; an id is in use within its region only.
type place struct{ region, uuid string }

func (r *room) place() place { return place{r.region, r.uuid} }

func (s *Simulator) add(r *room) { s.rooms[r.place()] = r }

func (s *Simulator) remove(r *room) { delete(s.rooms, r.place()) }

// find returns the room of an id in a region, or in the first region that has
// it where none is named, or nil.
func (s *Simulator) find(region, uuid string) *room {
	for _, played := range s.options.regions() {
		if r := s.rooms[place{played, uuid}]; r != nil && (region == "" || region == played) {
			return r
		}
	}
	return nil
}

// sortedRooms are all rooms, by region and id.
func (s *Simulator) sortedRooms() []*room {
	rooms := make([]*room, 0, len(s.rooms))
	for _, r := range s.rooms {
		rooms = append(rooms, r)
	}
	slices.SortFunc(rooms, func(a, b *room) int {
		return cmp.Or(cmp.Compare(a.region, b.region), cmp.Compare(a.uuid, b.uuid))
	})
	return rooms
}

// regions are those of Options.Region.
func (o Options) regions() []string { return strings.Split(o.Region, ",") }

// playedRegions names the regions in a sentence.
func (s *Simulator) playedRegions() string {
	regions := s.options.regions()
	if len(regions) == 1 {
		return "region " + regions[0]
	}
	return "regions " + strings.Join(regions, ", ")
}

// notPlayed refuses a create as the service does in the wrong region, in words
// for whoever runs the simulator.
func (q *request) notPlayed(region string) *apiError {
	return &apiError{errNoRoom.status, errNoRoom.code, fmt.Sprintf(
		"The simulator does not play region %[1]s, only %[2]s. Start it with -region %[3]s,%[1]s.",
		region, q.playedRegions(), q.options.Region)}
}
