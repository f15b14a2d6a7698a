package classroom

import (
	"net/http"
	"time"
)

// clockTolerance is the difference to the service's clock that a token survives.
const clockTolerance = 30 * time.Second

// authorizationTransport signs each attempt. A refused token that can be replaced is
// replaced once: the gateway refuses before the service sees anything.
type authorizationTransport struct {
	next        http.RoundTripper
	credentials credentials
	clock       Clock
}

func (t *authorizationTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, used, err := t.send(req)
	if err != nil || resp.StatusCode != http.StatusUnauthorized || !t.credentials.renew(used, t.skew(resp)) {
		return resp, err
	}
	again, err := rewound(req)
	if err != nil {
		return nil, err
	}
	resp, _, err = t.send(again)
	return resp, err
}

func (t *authorizationTransport) send(req *http.Request) (*http.Response, headers, error) {
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
func (t *authorizationTransport) skew(resp *http.Response) time.Duration {
	theirs, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return 0
	}
	if d := theirs.Sub(t.clock.Now()); d.Abs() > clockTolerance {
		return d
	}
	return 0
}
