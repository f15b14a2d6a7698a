package provider

import (
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// testService is of an app in Europe, and asks nothing.
func testService(t *testing.T) *service {
	t.Helper()
	client, err := classroom.New(classroom.Config{Endpoint: "http://127.0.0.1:1", AppID: "0123456789abcdef0123456789abcdef", Region: classroom.RegionEurope, Token: "token"})
	if err != nil {
		t.Fatal(err)
	}
	return &service{client: client, rooms: newRoomRegistry(), locks: newOwnerLocks()}
}

func TestPlacementOf(t *testing.T) {
	t.Parallel()
	s := testService(t)
	here := s.newRecord("algebra")
	changed := func(change func(*roomRecord)) roomRecord {
		record := here
		change(&record)
		return record
	}
	for name, test := range map[string]struct {
		record roomRecord
		want   placement
	}{
		"nothing is known":        {roomRecord{}, placementHere},
		"this region and app":     {here, placementHere},
		"another region":          {changed(func(r *roomRecord) { r.Region = classroom.RegionAsiaPacific }), placementElsewhere},
		"another app":             {changed(func(r *roomRecord) { r.AppID = "another" }), placementElsewhere},
		"over here":               {changed(func(r *roomRecord) { r.State = classroom.Closed }), placementHere},
		"over in another app":     {changed(func(r *roomRecord) { r.AppID, r.State = "another", classroom.Closed }), placementElsewhereOver},
		"over by its schedule":    {changed(func(r *roomRecord) { r.AppID, r.ClosesAt = "another", time.Unix(1, 0) }), placementElsewhereOver},
		"closed before its class": {changed(func(r *roomRecord) { r.AppID, r.State, r.ClosedBeforeClass = "another", classroom.Closed, true }), placementElsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := s.placementOf(test.record); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}
