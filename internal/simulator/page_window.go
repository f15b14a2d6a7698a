package simulator

import (
	"net/url"
	"time"
)

// window is the day or week that a time line shows.
type window struct {
	from, to                             time.Time
	Heading                              string
	Week, NowShown                       bool
	NowAt                                float64
	Ticks                                []tick
	Earlier, Today, Later, AsDay, AsWeek string
}

type tick struct {
	At    float64
	Label string
}

func newWindow(now time.Time, query url.Values) window {
	loc := now.Location()
	day, err := time.ParseInLocation(time.DateOnly, query.Get("day"), loc)
	if err != nil {
		day = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, loc)
	}
	win := window{Week: query.Get("span") == "week", from: day}
	link := func(day time.Time, week bool) string {
		q := url.Values{"day": {day.Format(time.DateOnly)}}
		if week {
			q.Set("span", "week")
		}
		return "/?" + q.Encode()
	}
	days := 1
	if win.Week {
		days = 7
		win.from = day.AddDate(0, 0, -(int(day.Weekday())+6)%7) // from Monday
	}
	win.to = win.from.AddDate(0, 0, days)
	win.Heading = win.from.Format("Monday, 2 January 2006")
	if win.Week {
		win.Heading = win.from.Format("2 January") + " – " + win.to.AddDate(0, 0, -1).Format("2 January 2006")
	}
	win.Earlier, win.Later = link(day.AddDate(0, 0, -days), win.Week), link(day.AddDate(0, 0, days), win.Week)
	win.AsDay, win.AsWeek = link(day, false), link(day, true)
	win.Today = "/"
	if win.Week {
		win.Today = "/?span=week"
	}
	win.NowAt = win.percent(now)
	win.NowShown = !now.Before(win.from) && now.Before(win.to)
	win.addTicks()
	return win
}

func (win *window) addTicks() {
	if win.Week {
		for day := win.from; day.Before(win.to); day = day.AddDate(0, 0, 1) {
			win.Ticks = append(win.Ticks, tick{win.percent(day), day.Format("Mon 2")})
		}
		return
	}
	for at := win.from; at.Before(win.to); at = at.Add(2 * time.Hour) {
		win.Ticks = append(win.Ticks, tick{win.percent(at), at.Format("15:04")})
	}
}

// percent is where a time is in the window, from 0 to 100.
func (win *window) percent(at time.Time) float64 {
	share := float64(at.Sub(win.from)) / float64(win.to.Sub(win.from))
	return 100 * min(1, max(0, share))
}
