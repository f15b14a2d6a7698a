package simulator

import (
	"bytes"
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"time"
)

//go:embed page
var pageFiles embed.FS

var pageTemplates = template.Must(template.ParseFS(pageFiles, "page/*.gohtml"))

// pageFrame is what every page has around its content.
type pageFrame struct {
	Title, Service, Notice, Nonce, Back string
	Clock                               clockPanel
}

type clockPanel struct{ Machine, Text, Next string }

// frame is filled under the mutex. A refresh by script leaves the notice to
// the page that its user sees.
func (s *Simulator) frame(r *http.Request, title string, now time.Time) pageFrame {
	f := pageFrame{
		Title: title, Nonce: rand.Text(), Back: r.URL.RequestURI(),
		Service: s.options.Generation.title() + ", " + s.playedRegions(),
		Clock:   clockPanel{Machine: now.Format(time.RFC3339), Text: now.Format("Mon 2 Jan 2006, 15:04:05 MST")},
	}
	if at, uuid, ok := s.upcoming(); ok {
		f.Clock.Next = at.In(now.Location()).Format("Mon 2 Jan, 15:04") + ", room " + uuid
	}
	if r.Header.Get("X-Refresh") == "" {
		f.Notice, s.notice = s.notice, ""
	}
	return f
}

// upcoming is when the clock next changes something, and in which room.
func (s *Simulator) upcoming() (at time.Time, uuid string, ok bool) {
	for _, r := range s.sortedRooms() {
		if c := s.nextChange(r); !ok || c.at.Before(at) {
			at, uuid, ok = c.at, r.uuid, true
		}
	}
	return at, uuid, ok
}

func writePage(w http.ResponseWriter, status int, name, nonce string, data any) {
	var body bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&body, name, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-"+nonce+
		"'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes())
}

func roomLink(r *room) string {
	return roomPage + "?" + url.Values{"region": {r.region}, "room": {r.uuid}}.Encode()
}
