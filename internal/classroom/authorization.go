package classroom

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

const (
	mintedLifetime = time.Hour
	renewBefore    = 5 * time.Minute

	// defaultUID is the user that RTM tokens are minted for where none is configured.
	defaultUID = "terraform"

	// clockTolerance is the difference to the service's clock that a token survives.
	clockTolerance = 30 * time.Second
)

// headers are what authorizes one request ("Authentication").
type headers struct {
	app, rtm, uid string
}

func (h headers) set(header http.Header) {
	if h.app != "" {
		header.Set("Authorization", "agora token="+h.app)
	}
	if h.rtm != "" {
		header.Set("x-agora-token", h.rtm)
		header.Set("x-agora-uid", h.uid)
	}
}

// credentials gives the headers of a request at a time. renew says whether headers that
// the service refused can be replaced by better ones.
type credentials interface {
	headers(now time.Time) (headers, error)
	renew(refused headers, skew time.Duration) bool
}

func newCredentials(cfg Config) (credentials, error) {
	switch {
	case (cfg.AppCertificate == "") == (cfg.Token == ""):
		return nil, errors.New("classroom: exactly one of the app certificate and a token is needed")
	case cfg.Token != "" && cfg.UID != "":
		return readyMade{rtm: cfg.Token, uid: cfg.UID}, nil
	case cfg.Token != "":
		return readyMade{app: cfg.Token}, nil
	}
	minter := &minter{appID: cfg.AppID, certificate: cfg.AppCertificate, uid: cfg.UID}
	if minter.uid == "" {
		minter.uid = defaultUID
	}
	if _, err := minter.headers(cfg.Clock.Now()); err != nil {
		return nil, err
	}
	return minter, nil
}

// readyMade holds a token that somebody else made; nothing can be done when it expires.
type readyMade headers

func (r readyMade) headers(time.Time) (headers, error) { return headers(r), nil }
func (r readyMade) renew(headers, time.Duration) bool  { return false }

// minter makes tokens from the certificate. A specification-era server reads the RTM
// token, today's the App token: each request carries both, as the vendor's SDK does.
type minter struct {
	appID, certificate, uid string

	mu     sync.Mutex
	cached headers
	until  time.Time
	skew   time.Duration // the service's clock less ours
}

func (m *minter) headers(now time.Time) (headers, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.cached.app != "" && now.Before(m.until) {
		return m.cached, nil
	}
	request := TokenRequest{Kind: TokenApp, TTL: mintedLifetime, IssuedAt: now.Add(m.skew)}
	app, err := MintToken(m.appID, m.certificate, request)
	if err != nil {
		return headers{}, err
	}
	request.Kind, request.UserUUID = TokenRTM, m.uid
	rtm, err := MintToken(m.appID, m.certificate, request)
	if err != nil {
		return headers{}, err
	}
	m.cached = headers{app: app, rtm: rtm, uid: m.uid}
	m.until = now.Add(mintedLifetime - renewBefore)
	return m.cached, nil
}

func (m *minter) renew(refused headers, skew time.Duration) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.cached == refused {
		m.cached = headers{}
		m.skew = skew
	}
	return true
}

// authorizationTransport signs each attempt. A refused token that can be replaced is
// replaced once: the gateway refuses before the service sees anything.
type authorizationTransport struct {
	next        http.RoundTripper
	credentials credentials
	clock       Clock
}

func (t authorizationTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, used, err := t.send(req)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	again, possible := replay(req)
	if !possible || !t.credentials.renew(used, t.skew(resp)) {
		return resp, nil
	}
	_ = resp.Body.Close() // the body is in memory already
	resp, _, err = t.send(again)
	return resp, err
}

func (t authorizationTransport) send(req *http.Request) (*http.Response, headers, error) {
	use, err := t.credentials.headers(t.clock.Now())
	if err != nil {
		return nil, use, err
	}
	signed := req.Clone(req.Context())
	use.set(signed.Header)
	resp, err := t.next.RoundTrip(signed)
	return resp, use, err
}

// skew is how far the service's clock is ahead of ours, where that could be why a token was refused.
func (t authorizationTransport) skew(resp *http.Response) time.Duration {
	theirs, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return 0
	}
	if d := theirs.Sub(t.clock.Now()); d.Abs() > clockTolerance {
		return d
	}
	return 0
}

// tokenPattern matches a token, also as part of a URL.
var tokenPattern = regexp.MustCompile(`00[67]([A-Za-z0-9+/=]|%[0-9A-Fa-f]{2}){32,}`)

// redactor returns a function that takes secrets out of a text that the service sent:
// a gateway may well repeat the token that it refuses.
func redactor(secrets ...string) func(string) string {
	var pairs []string
	for _, secret := range secrets {
		if secret != "" {
			pairs = append(pairs, secret, "(secret)")
		}
	}
	known := strings.NewReplacer(pairs...)
	return func(text string) string {
		return tokenPattern.ReplaceAllString(known.Replace(text), "(token)")
	}
}
