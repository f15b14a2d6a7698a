package simulator

import (
	"flag"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
)

// go test ./internal/simulator -run BrowserIsReadable -pictures ../../docs/images renews the pictures
// of the page in the documentation.
var pictures = flag.String("pictures", "", "write pictures of the page to this `folder`")

// keepPictures writes the documentation's pictures, where they are asked for.
func (b browser) keepPictures(s *service) {
	b.t.Helper()
	if *pictures == "" {
		return
	}
	b.do("the first page", scheme("light"), chromedp.EmulateViewport(1100, 900), chromedp.Navigate(s.URL+"/"))
	b.keep("simulator.png", chromedp.FullScreenshot(100))
	week := run(b.t, Options{})
	teachingWeek(week)
	b.do("a week of a term", chromedp.EmulateViewport(1240, 900), chromedp.Navigate(week.URL+"/?span=week"))
	b.keep("term.png", chromedp.Screenshot(chromedp.CSS(`section[aria-labelledby="rooms"]`)))
}

func (b browser) keep(name string, take chromedp.Action[[]byte]) {
	b.t.Helper()
	picture, err := chromedp.Run(b.tab, take)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*pictures, name), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// teachingWeek has the rooms of the README's term in its first week, on Monday at 11:05.
func teachingWeek(s *service) {
	monday := time.Date(2027, 1, 11, 0, 0, 0, 0, time.UTC)
	s.clock.Advance(monday.Add(-4 * time.Hour).Sub(s.clock.Now()))
	for _, class := range []struct {
		id, name              string
		kind, day, hour, last int
	}{
		{"MA1521-Lecture-1-week-1", "MA1521 Lecture 1: Calculus", 2, 0, 9, 2},
		{"MA1521-Tutorial-1-week-1", "MA1521 Tutorial 1: Calculus", 4, 0, 11, 1},
		{"CS1010S-Lecture-1-week-1", "CS1010S Lecture 1: Programming", 2, 1, 10, 2},
		{"CS1010S-Tutorial-1-week-1", "CS1010S Tutorial 1: Programming", 4, 4, 14, 1},
	} {
		s.CreateRoom(class.id, RoomSeed{Name: class.name, Type: class.kind, Schedule: Schedule{
			StartTime: monday.AddDate(0, 0, class.day).Add(time.Duration(class.hour) * time.Hour).UnixMilli(),
			Duration:  int64(class.last) * 3600, CloseDelay: 600,
		}})
	}
	s.clock.Advance(15*time.Hour + 5*time.Minute)
	for _, user := range []string{"ada", "emil", "noor"} {
		s.Join("MA1521-Tutorial-1-week-1", UserSeed{UserUUID: user})
	}
}
