package simulator

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, "localhost:0", Options{Region: "eu"}, in) }()

	var said []string
	endpoint := ""
	for lines := bufio.NewScanner(out); endpoint == "" && lines.Scan(); {
		said = append(said, lines.Text())
		endpoint, _ = strings.CutPrefix(lines.Text(), "endpoint=")
		if endpoint == lines.Text() {
			endpoint = ""
		}
	}
	text := strings.Join(said, "\n")
	for _, want := range []string{DemoAppID, DemoAppCertificate, `"eu"`, `provider "classroom"`, `"` + endpoint + `"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said in:\n%s", want, text)
		}
	}
	response, err := http.Get(endpoint + "/_simulator/rooms")
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	stop()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(endpoint, "http://")); err == nil {
		t.Error("still listening")
	}
}

func TestServeKeepsAnotherCertificateSecret(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var said strings.Builder
	secret := strings.Repeat("5", 32)
	if err := Serve(ctx, "127.0.0.1:0", Options{AppCertificate: secret}, &said); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(said.String(), secret) {
		t.Error("the certificate was printed")
	}
}

func TestServeRefusesOtherHosts(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.com:80", "127.0.0.1", ""} {
		if err := Serve(context.Background(), addr, Options{}, io.Discard); err == nil || !strings.Contains(err.Error(), "simulator address") {
			t.Errorf("%q: %v", addr, err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := Serve(ctx, "0.0.0.0:0", Options{AllowRemote: true}, io.Discard); err != nil {
		t.Errorf("allowed remote: %v", err)
	}
}

func TestServeReportsWhatIsBroken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if err := Serve(context.Background(), taken.Addr().String(), Options{}, io.Discard); err == nil {
		t.Error("served on a port that is taken")
	}
	if err := Serve(context.Background(), "127.0.0.1:0", Options{}, brokenWriter{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the address could not be written: %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
