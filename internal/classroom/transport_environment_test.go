package classroom

import (
	"crypto/tls"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// callEndpoint, in the environment, makes the test of this name a client that calls there:
// net/http reads proxies and authorities once in a process.
const callEndpoint = "CLASSROOM_TEST_CALL"

// TestAuthoritiesAndProxiesOfTheEnvironment starts processes that have only their environment
// to find the way, to a name that leads nowhere else.
func TestAuthoritiesAndProxiesOfTheEnvironment(t *testing.T) {
	if endpoint := os.Getenv(callEndpoint); endpoint != "" {
		_, err := testClient(t, nil, noRetry, func(cfg *Config) { cfg.Endpoint = endpoint }).call(t.Context(), get())
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	server := quietServer()
	server.StartTLS()
	defer server.Close()
	authority := filepath.Join(t.TempDir(), "authority.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(authority, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	tunnel := &proxy{to: server.Listener.Addr().String()}
	through := httptest.NewServer(tunnel)
	defer through.Close()

	const named = "https://example.com:8443" // which the test server's certificate is for
	for name, test := range map[string]struct {
		endpoint    string
		environment []string
		tunnels     int32
		want        string // in what the process says
	}{
		"custom authority":  {server.URL, []string{"SSL_CERT_FILE=" + authority}, 0, "PASS"},
		"unknown authority": {server.URL, nil, 0, "certificate signed by unknown authority"},
		"proxy":             {named, []string{"SSL_CERT_FILE=" + authority, "HTTPS_PROXY=" + through.URL}, 1, "PASS"},
		"proxy that is to see nothing": {named, []string{"HTTPS_PROXY=" + through.URL}, 1,
			"certificate signed by unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			tunnel.asked.Store(0)
			process := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAuthoritiesAndProxiesOfTheEnvironment$", "-test.v")
			process.Env = append([]string{callEndpoint + "=" + test.endpoint, "SSL_CERT_DIR=/nonexistent"}, test.environment...)
			out, _ := process.CombinedOutput()
			if !strings.Contains(string(out), test.want) || tunnel.asked.Load() != test.tunnels {
				t.Errorf("%d tunnels, want %d; no %q in:\n%s", tunnel.asked.Load(), test.tunnels, test.want, out)
			}
		})
	}
}

// quietServer answers every call, and says nothing of clients that turn away.
func quietServer() *httptest.Server {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"code":0,"data":{}}`)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	return server
}

// proxy tunnels to one address, whatever it is asked for.
type proxy struct {
	to    string
	asked atomic.Int32
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect || r.Header.Get("Authorization") != "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p.asked.Add(1)
	there, err := net.Dial("tcp", p.to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer there.Close()
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	_, _ = io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { _, _ = io.Copy(there, here) }()
	_, _ = io.Copy(here, there)
}

func TestOldTLSIsRefused(t *testing.T) {
	for version, refused := range map[uint16]bool{tls.VersionTLS10: true, tls.VersionTLS11: true, tls.VersionTLS12: false, tls.VersionTLS13: false} {
		t.Run(tls.VersionName(version), func(t *testing.T) {
			server := quietServer()
			server.TLS = &tls.Config{MinVersion: version, MaxVersion: version}
			server.StartTLS()
			defer server.Close()
			transport, ok := newConnections().(*http.Transport)
			if !ok {
				t.Fatal("another transport")
			}
			transport.TLSClientConfig.RootCAs = server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
			client := testClient(t, transport, noRetry, func(cfg *Config) { cfg.Endpoint = server.URL })
			if _, err := client.call(t.Context(), get()); (err != nil) != refused {
				t.Errorf("error %v, want one: %t", err, refused)
			}
		})
	}
}
