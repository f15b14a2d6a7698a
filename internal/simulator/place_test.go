package simulator

import (
	"strings"
	"testing"
)

func TestSeveralRegions(t *testing.T) {
	s := run(t, Options{Region: "ap,eu"})
	in := func(region, rest string) string { return strings.Replace(at("r")+rest, "/ap/", "/"+region+"/", 1) }
	s.ok("POST", in("ap", ""), `{"roomName":"Algebra","roomType":4}`)
	s.want(404, 20404100, "GET", in("eu", ""), "")
	s.ok("POST", in("eu", ""), `{"roomName":"Biology","roomType":4}`)
	same(t, "in ap", dig(s.ok("GET", in("ap", ""), "").data, "roomName"), `"Algebra"`)
	same(t, "in eu", dig(s.ok("GET", in("eu", ""), "").data, "roomName"), `"Biology"`)
	same(t, "ids", s.RoomIDs(), `["r","r"]`)

	s.ok("PUT", in("eu", "/states/3"), "")
	same(t, "feed of ap", s.ok("GET", strings.Replace(pollingAt("sequences"), "/eu/", "/ap/", 1), "").data, "[]")
	feed, _ := s.ok("GET", strings.Replace(pollingAt("sequences"), "/ap/", "/eu/", 1), "").data.([]any)
	if len(feed) != 1 {
		t.Errorf("%d events in the feed of eu", len(feed))
	}
	s.clock.Advance(afterClosing)
	s.want(404, 20404100, "GET", in("eu", ""), "")
	s.ok("GET", in("ap", ""), "")
	s.clean()
}

func TestSeedingARegion(t *testing.T) {
	s := run(t, Options{Region: "ap,eu"})
	s.CreateRoom("first", RoomSeed{})
	s.CreateRoom("second", RoomSeed{Region: "eu"})
	for id, want := range map[string]string{"first": "ap", "second": "eu"} {
		if view, _ := s.Room(id); view.Region != want {
			t.Errorf("%s is in %s", id, view.Region)
		}
	}
}

func TestACreateInARegionThatIsNotPlayedSaysSo(t *testing.T) {
	s := run(t, Options{Region: "ap,eu"})
	r := s.want(404, 20404100, "POST", strings.Replace(at("r"), "/ap/", "/na/", 1), plain)
	want := `"The simulator does not play region na, only regions ap, eu. Start it with -region ap,eu,na."`
	same(t, "msg", dig(decode([]byte(r.raw)), "msg"), want)
}
