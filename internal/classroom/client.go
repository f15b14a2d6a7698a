package classroom

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// DefaultEndpoint is the host that all requests go to ("Server"), or
// where it cannot be reached to [AlternateHost].
const DefaultEndpoint = "https://api.agora.io"

// Region is a part of the world whose servers hold a classroom ("Server"). A room is found only
// in the region it was created in: elsewhere it looks missing.
type Region string

// The regions ("Server").
const (
	RegionMainlandChina Region = "cn"
	RegionAsiaPacific   Region = "ap"
	RegionEurope        Region = "eu"
	RegionNorthAmerica  Region = "na"
)

// Regions lists every region, in the order of the vendor's page ("Server").
func Regions() []Region {
	return []Region{RegionMainlandChina, RegionAsiaPacific, RegionEurope, RegionNorthAmerica}
}

// Config says whose classrooms a [Client] works on, and how patiently.
type Config struct {
	AppID  string // the Agora App ID, 32 hexadecimal digits
	Region Region

	AppCertificate string // the app's certificate, 32 hexadecimal digits; or
	Token          string // a ready-made token: an education App token, or with UID an RTM (Signaling) token
	UID            string // the user that Token was made for; with AppCertificate the user to mint for

	// NotReady is for a client that is made before its app, region or credentials are known. It
	// needs none of them, and every request fails with this error before anything is sent.
	NotReady error

	Endpoint          string        // default DefaultEndpoint
	MaxRetries        int           // repeats of a failed attempt; ten times as many of one refused for the rate, for a minute at most
	RequestTimeout    time.Duration // of one attempt; default 10 s
	RequestsPerSecond float64       // client-side limit over all requests; 0 means none
	UserAgent         string
	Logger            *slog.Logger // default: nothing is logged

	Transport http.RoundTripper // default: a clone of http.DefaultTransport; for tests
	Clock     Clock             // default: the wall clock; for tests
}

// Client speaks to the service for one app in one region. It is safe for concurrent use
// and remembers, for its life, which current routes the service does not have.
type Client struct {
	appID  string
	region Region
	base   string
	clock  Clock
	log    *slog.Logger
	retry  retryPolicy
	redact func(string) string
	minter *minter // nil with a ready-made token

	notReady     error // why no request can be made
	transport    http.RoundTripper
	rooms        *roomCache
	routes       routes
	probes       *sharedCalls[string] // of the API's generation, and of the service's time
	serviceClock serviceClock
}

// New returns a client. It makes no request.
func New(cfg Config) (*Client, error) {
	if cfg.Endpoint == "" {
		cfg.Endpoint = DefaultEndpoint
	}
	if cfg.RequestTimeout == 0 {
		cfg.RequestTimeout = 10 * time.Second
	}
	if cfg.Clock == nil {
		cfg.Clock = wallClock{}
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Transport == nil {
		cfg.Transport = newConnections()
	}
	base, err := url.Parse(cfg.Endpoint)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("classroom: endpoint %q is not an absolute URL", cfg.Endpoint)
	}
	credentials, err := newCredentials(cfg)
	if cfg.NotReady == nil && err != nil {
		return nil, err
	}

	c := &Client{
		appID:    cfg.AppID,
		region:   cfg.Region,
		base:     strings.TrimSuffix(cfg.Endpoint, "/"),
		clock:    cfg.Clock,
		log:      cfg.Logger,
		retry:    newRetryPolicy(cfg),
		redact:   redactor(cfg.AppCertificate, cfg.Token),
		rooms:    newRoomCache(),
		routes:   newRoutes(),
		notReady: cfg.NotReady,
		probes:   newSharedCalls[string](func(err error) bool { return err == nil }),
	}
	c.minter, _ = credentials.(*minter)
	c.transport = newTransport(cfg, base, credentials, c.redact)
	return c, nil
}

// AppID is the app whose classrooms the client works on.
func (c *Client) AppID() string { return c.appID }

// Region is the region that the client works in.
func (c *Client) Region() Region { return c.region }
