package classroom

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

const primaryHost = "api.agora.io"

// world is what the two hosts make of requests, and which host was asked what.
type world struct {
	mu    sync.Mutex
	hosts map[string]*script
	asked []string
}

func (w *world) RoundTrip(req *http.Request) (*http.Response, error) {
	w.mu.Lock()
	host := w.hosts[req.URL.Host]
	w.asked = append(w.asked, req.Method+" "+req.URL.Host)
	w.mu.Unlock()
	if req.Host != "" && req.Host != req.URL.Host {
		return nil, fmt.Errorf("the header says %s, the URL %s", req.Host, req.URL.Host)
	}
	return host.RoundTrip(req)
}

// twoHosts are a client of the service's own endpoint, and the hosts behind it.
func twoHosts(t *testing.T, primary, alternate *script, change ...func(*Config)) (*Client, *world) {
	t.Helper()
	w := &world{hosts: map[string]*script{primaryHost: primary, AlternateHost: alternate}}
	own := func(cfg *Config) { cfg.Endpoint, cfg.Clock = "", newHurry() }
	return testClient(t, w, append([]func(*Config){own}, change...)...), w
}

func noRetry(cfg *Config) { cfg.MaxRetries = 0 }

func TestAlternateHost(t *testing.T) {
	const first, second = primaryHost, AlternateHost
	for name, test := range map[string]struct {
		primary, alternate *script
		call               request
		asked              string // the hosts, without a retry
		fails, unsure      bool
	}{
		"primary answers":         {play(succeeds(`{}`)), play(unsent), get(), first, false, false},
		"primary fails":           {play(answers(500, `{"code":500}`)), play(succeeds(`{}`)), get(), first, true, false},
		"primary is unreachable":  {play(unsent), play(succeeds(`{}`)), get(), first + " " + second, false, false},
		"for a create":            {play(unsent), play(succeeds(`{}`)), post(), first + " " + second, false, false},
		"refused there":           {play(unsent), play(roomMissing()), get(), first + " " + second, true, false},
		"cut there":               {play(unsent), play(cut), post(), first + " " + second, true, true},
		"neither is reachable":    {play(unsent), play(unsent), post(), first + " " + second, true, false},
		"create is cut":           {play(cut), play(succeeds(`{}`)), post(), first, true, true},
		"create breaks off":       {play(truncated), play(succeeds(`{}`)), post(), first, true, true},
		"read is cut":             {play(cut), play(succeeds(`{}`)), get(), first, true, false},
		"certificate of another":  {play(forged), play(succeeds(`{}`)), get(), first, true, false},
		"create has no time left": {play(hangs), play(succeeds(`{}`)), post(), first, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			client, w := twoHosts(t, test.primary, test.alternate, noRetry, func(cfg *Config) { cfg.RequestTimeout = time.Millisecond })
			_, err := client.call(t.Context(), test.call)
			if (err != nil) != test.fails {
				t.Errorf("error %v", err)
			}
			if err != nil && asError(t, err).Unsure != test.unsure {
				t.Errorf("unsure %t: %v", !test.unsure, err)
			}
			asked := strings.ReplaceAll(strings.Join(w.asked, " "), test.call.method+" ", "")
			if asked != test.asked {
				t.Errorf("asked %s, want %s", asked, test.asked)
			}
		})
	}
}

func forged(*http.Request) (*http.Response, error) {
	return nil, &tls.CertificateVerificationError{Err: x509.HostnameError{Host: primaryHost, Certificate: &x509.Certificate{}}}
}

func TestAlternateHostIsKept(t *testing.T) {
	log := &logged{}
	client, w := twoHosts(t, play(unsent), play(succeeds(`{}`)), func(cfg *Config) { cfg.Logger = debugLogger(log) })
	calls(t, client, 1)
	calls(t, client, 5)
	if n := len(w.hosts[primaryHost].seen()); n != 1 {
		t.Errorf("the primary host was asked %d times, want 1", n)
	}
	if n := strings.Count(log.String(), "all requests go to the alternate one"); n != 1 || !strings.Contains(log.String(), "alternate="+AlternateHost) {
		t.Errorf("the switch is logged %d times, want 1:\n%s", n, log)
	}
	for _, a := range w.hosts[AlternateHost].seen() {
		if a.target != w.hosts[primaryHost].seen()[0].target || a.header.Get("Authorization") == "" {
			t.Errorf("the alternate host was asked %s", a.target)
		}
	}
}

func TestBodyGoesToTheAlternateHost(t *testing.T) {
	client, w := twoHosts(t, play(unsent), play(succeeds(`{}`)), noRetry)
	if _, err := client.call(t.Context(), post()); err != nil {
		t.Fatal(err)
	}
	if body := w.hosts[AlternateHost].seen()[0].body; body != `{"a":1}` {
		t.Errorf("the body is %q", body)
	}
}

// A network that is down for a moment is no reason to leave the primary host.
func TestPrimaryHostIsKeptWhileNeitherIsReachable(t *testing.T) {
	client, w := twoHosts(t, play(unsent, succeeds(`{}`)), play(unsent))
	calls(t, client, 3)
	if n := len(w.hosts[AlternateHost].seen()); n != 1 {
		t.Errorf("the alternate host was asked %d times, want 1", n)
	}
	client, _ = twoHosts(t, play(unsent), play(unsent), noRetry)
	_, err := client.call(t.Context(), get())
	if err == nil || !strings.Contains(err.Error(), "nor can the alternate host be reached") {
		t.Errorf("%v does not name the alternate host", err)
	}
}

// A create whose outcome is unknown at the first host is looked for before the second gets it.
func TestUnclearCreateIsLookedForAtTheAlternateHost(t *testing.T) {
	client, w := twoHosts(t, play(cut, unsent), play(roomMissing(), succeeds(`{}`)))
	if _, err := client.CreateRoom(t.Context(), "algebra", RoomRequest{Name: "Algebra"}); err != nil {
		t.Fatal(err)
	}
	want := "POST " + primaryHost + ",GET " + primaryHost + ",GET " + AlternateHost + ",POST " + AlternateHost
	if got := strings.Join(w.asked, ","); got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

func TestOtherEndpointsHaveNoAlternateHost(t *testing.T) {
	for endpoint, want := range map[string]bool{
		"": true, DefaultEndpoint: true, DefaultEndpoint + "/": true,
		"https://api.agora.io:8443": false, "https://gateway.example": false, "http://127.0.0.1:8080": false,
	} {
		w := play(unsent)
		client := testClient(t, w, noRetry, func(cfg *Config) { cfg.Endpoint = endpoint })
		_, _ = client.call(t.Context(), get())
		if got := len(w.seen()) == 2; got != want {
			t.Errorf("endpoint %q: %d attempts", endpoint, len(w.seen()))
		}
	}
}

func TestCancelledRunDoesNotTurnToTheAlternateHost(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client, w := twoHosts(t, play(func(*http.Request) (*http.Response, error) {
		cancel()
		return nil, errDial
	}), play(succeeds(`{}`)))
	if _, err := client.call(ctx, post()); err == nil || len(w.asked) != 1 {
		t.Errorf("%v after asking %q", err, w.asked)
	}
}

// A name that does not resolve and a port that refuses are reported by net/http, not by a double.
func TestAlternateHostOverTLS(t *testing.T) {
	for name, failure := range map[string]error{
		"unknown name":       &net.DNSError{Err: "no such host", Name: primaryHost, IsNotFound: true},
		"connection refused": &net.OpError{Op: "dial", Net: "tcp", Err: errDial},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Host != AlternateHost || r.TLS.ServerName == primaryHost {
					w.WriteHeader(http.StatusMisdirectedRequest)
				}
				_, _ = io.WriteString(w, `{"code":0,"data":{}}`)
			}))
			defer server.Close()
			transport, ok := newConnections().(*http.Transport)
			if !ok {
				t.Fatal("another transport")
			}
			transport.TLSClientConfig.RootCAs = x509.NewCertPool()
			transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
			transport.TLSClientConfig.ServerName = "example.com" // the test server's certificate is for this name
			transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				if strings.HasPrefix(address, primaryHost) {
					return nil, failure
				}
				return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
			}
			client := testClient(t, transport, noRetry, func(cfg *Config) { cfg.Endpoint = "" })
			if _, err := client.call(t.Context(), post()); err != nil {
				t.Error(err)
			}
		})
	}
}
