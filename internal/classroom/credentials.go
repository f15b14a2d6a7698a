package classroom

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"
)

const (
	mintedLifetime = time.Hour
	renewBefore    = 5 * time.Minute

	// defaultUID is the user that RTM tokens are minted for where none is configured.
	defaultUID = "terraform"
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
	case strings.ContainsFunc(cfg.Token, breaksHeader):
		return nil, errors.New("classroom: the token must not contain white space or control characters")
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

func breaksHeader(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// readyMade holds a token that somebody else made; nothing can be done when it expires.
type readyMade headers

func (r readyMade) headers(time.Time) (headers, error) { return headers(r), nil }
func (r readyMade) renew(headers, time.Duration) bool  { return false }

// minter makes tokens from the certificate. The 2023 API reads the RTM token, the current one
// the App token: each request carries both, as the vendor's SDK does.
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
