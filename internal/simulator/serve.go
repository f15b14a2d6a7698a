package simulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

const (
	headerTimeout   = 10 * time.Second
	shutdownTimeout = 3 * time.Second
)

// Serve runs a simulator on addr (host:port, port 0 for any free one) until ctx
// ends, and writes to out how to reach it; the last line it writes at the start
// is endpoint=URL, for programs. Other than loopback hosts are refused unless
// Options.AllowRemote is set.
func Serve(ctx context.Context, addr string, o Options, out io.Writer) error {
	if err := o.withDefaults().check(); err != nil {
		return err
	}
	s := New(o)
	if err := s.seedFromFile(ctx, o.SeedFile); err != nil {
		return err
	}
	listener, err := listen(ctx, addr, o.AllowRemote)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: headerTimeout,
		ErrorLog:    log.New(io.Discard, "", 0), // aborted handlers are faults at work
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	if err := s.greet(out, "http://"+listener.Addr().String()); err != nil {
		_ = listener.Close()
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return server.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func listen(ctx context.Context, addr string, allowRemote bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("simulator address %q: want host:port, such as 127.0.0.1:8080", addr)
	}
	ip := net.ParseIP(host)
	if !allowRemote && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("simulator address %q: host %q is not loopback; use 127.0.0.1, ::1 or localhost", addr, host)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("simulator cannot listen: %w", err)
	}
	// localhost is whatever the resolver says it is.
	if tcp, ok := listener.Addr().(*net.TCPAddr); !allowRemote && (!ok || !tcp.IP.IsLoopback()) {
		_ = listener.Close()
		return nil, fmt.Errorf("simulator address %q: %s is not loopback", addr, listener.Addr())
	}
	return listener, nil
}

// greet prints the demo certificate in full: a reader needs it to sign in. Any
// other certificate is the caller's own and stays out of the output.
func (s *Simulator) greet(out io.Writer, url string) error {
	certificate := s.options.AppCertificate
	if certificate != DemoAppCertificate {
		certificate = "(the one you started the simulator with)"
	}
	_, err := fmt.Fprintf(out, `A classroom service is running at %[1]s.
It keeps everything in memory, and knows one application. It plays the %[5]s in %[6]s;
it is %[7]s there.
Point a provider at it:

  provider "classroom" {
    endpoint        = %[1]q
    region          = %[2]q
    app_id          = %[3]q
    app_certificate = %[4]q
  }

See its rooms at %[1]s/, or try:

  curl %[1]s/_simulator/rooms
  curl -X POST %[1]s/_simulator/clock -d '{"advance":"1h"}'

Stop it with Ctrl-C.
endpoint=%[1]s
`, url, s.options.regions()[0], s.options.AppID, certificate,
		s.options.Generation.title(), s.playedRegions(), s.Time().UTC().Format(time.RFC3339))
	return err
}
