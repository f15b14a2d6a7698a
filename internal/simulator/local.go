package simulator

import (
	"net"
	"net/http"
	"strings"
)

// isLocal reports whether a call is for the simulator itself, not for the service.
func isLocal(r *http.Request) bool {
	path := r.URL.Path
	return (path == "/" || path == roomPage) && r.Method == http.MethodGet ||
		strings.HasPrefix(path, controlPrefix) || strings.HasPrefix(path, pagePrefix)
}

const (
	roomPage   = "/room"
	pagePrefix = "/_page/"
)

// localHandler serves seeding and pages to this machine's user only: a web site
// that the user visits must neither change nor read anything.
func (s *Simulator) localHandler() http.Handler {
	mux := s.controlMux()
	mux.HandleFunc("GET /{$}", s.serveTimeline)
	mux.HandleFunc("GET "+roomPage, s.serveRoom)
	for name, act := range pageActions {
		mux.HandleFunc("POST "+pagePrefix+name, s.servesAction(act))
	}
	guarded := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A name that an attacker's DNS points at loopback is not this machine's name.
		if !s.options.AllowRemote && !isLoopback(r.Host) {
			gatewayAnswer(http.StatusForbidden, "the simulator answers to loopback hosts only").write(w, false)
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

func isLoopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
