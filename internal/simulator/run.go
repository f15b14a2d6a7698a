package simulator

import "net/http/httptest"

// TB is what Run needs of *testing.T.
type TB interface {
	Helper()
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// Server is a Simulator that listens on loopback.
type Server struct {
	*Simulator
	// URL is the endpoint, without a slash at its end.
	URL string
}

// Run serves a new Simulator on loopback until the test is over. What a test
// left hanging on a fault's Hold is cut off.
func Run(t TB, o Options) *Server {
	t.Helper()
	if err := o.withDefaults().check(); err != nil {
		t.Fatalf("simulator: %v", err)
	}
	s := New(o)
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return &Server{Simulator: s, URL: server.URL}
}
