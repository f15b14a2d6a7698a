package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// pageAction does what a button asks for, and returns a message for the user.
type pageAction func(s *Simulator, form url.Values) (notice string, err error)

var pageActions = map[string]pageAction{
	"clock": moveClock, "faults": changeFaults, "state": moveClass, "join": letJoin, "leave": letLeave,
}

func (s *Simulator) servesAction(act pageAction) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if err := r.ParseForm(); err != nil {
			http.Error(w, "form cannot be read", http.StatusBadRequest)
			return
		}
		notice, err := safely(func() (string, error) { return act(s, r.PostForm) })
		if err != nil {
			notice = "Not done: " + strings.TrimPrefix(err.Error(), "simulator: ") + "."
		}
		s.mu.Lock()
		s.notice = notice
		s.mu.Unlock()
		back := backTo(r.PostForm.Get("back"))
		if id := r.PostForm.Get("room"); id != "" {
			back = roomPage + "?" + url.Values{"region": {r.PostForm.Get("region")}, "room": {id}}.Encode()
		}
		w.Header().Set("Location", back)
		w.WriteHeader(http.StatusSeeOther)
	}
}

func moveClock(s *Simulator, form url.Values) (string, error) {
	by, err := time.ParseDuration(form.Get("advance"))
	if form.Get("advance") == "next" {
		now := s.lock()
		at, _, ok := s.upcoming()
		s.mu.Unlock()
		if !ok {
			return "Nothing changes by itself.", nil
		}
		by, err = at.Sub(now), nil
	}
	if err != nil {
		return "", err
	}
	s.Advance(by)
	return "It is " + s.Time().Format("Mon 2 Jan, 15:04") + " now.", nil
}

func moveClass(s *Simulator, form url.Values) (string, error) {
	to, err := strconv.Atoi(form.Get("state"))
	if err != nil {
		return "", err
	}
	notice := ""
	s.editIn(form.Get("region"), form.Get("room"), func(r *room, now time.Time) {
		if to <= r.state || to > closed {
			refuse("the class is %s already", stateNames[r.state])
		}
		s.moveTo(r, to, now)
		s.announceState(r)
		notice = r.name + " is " + stateNames[to] + "."
	})
	return notice, nil
}

func letJoin(s *Simulator, form url.Values) (string, error) {
	role, _ := strconv.Atoi(form.Get("role")) // absent for who joins again
	seed := UserSeed{UserUUID: form.Get("user"), UserName: form.Get("name"), Role: role}
	var f findings
	checkID(&f, "the user id", seed.UserUUID)
	if f.fatal {
		return "", fmt.Errorf("%s", f.list[0])
	}
	joined := false
	s.editIn(form.Get("region"), form.Get("room"), func(r *room, now time.Time) {
		joined = s.join(r, seed, now)
	})
	if !joined {
		return "", fmt.Errorf("%s is barred, or the room is closed", seed.UserUUID)
	}
	return seed.UserUUID + " has joined.", nil
}

func letLeave(s *Simulator, form url.Values) (string, error) {
	id := form.Get("user")
	s.editIn(form.Get("region"), form.Get("room"), func(r *room, now time.Time) {
		u := r.users[id]
		if u == nil || !u.online {
			refuse("%s is not online", id)
		}
		s.takeOffline(r, []*user{u}, leftByThemselves, now)
	})
	return id + " has left.", nil
}

// backTo is a page of the simulator's own that a form names, or the first page.
func backTo(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host != "" || u.Path != "/" && u.Path != roomPage {
		return "/"
	}
	return u.RequestURI()
}
