package classroom

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
)

// AlternateHost is used where the host of [DefaultEndpoint] cannot be reached ("Server").
const AlternateHost = "api.sd-rtn.com"

// alternateTransport makes an attempt at the alternate host where the primary cannot be
// reached. Once the alternate has been reached, all later attempts go there at once.
type alternateTransport struct {
	next     http.RoundTripper
	log      *slog.Logger
	switched atomic.Bool
}

// withAlternateHost adds the alternate host for the service's own endpoint only: what else is
// configured may be another service.
func withAlternateHost(next http.RoundTripper, base *url.URL, log *slog.Logger) http.RoundTripper {
	if base.Scheme+"://"+base.Host != DefaultEndpoint {
		return next
	}
	return &alternateTransport{next: next, log: log}
}

func (t *alternateTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if t.switched.Load() {
		return t.next.RoundTrip(toAlternate(req))
	}
	resp, err := t.next.RoundTrip(req)
	if err == nil || !unreachable(req.Context(), err) {
		return resp, err
	}
	again, rewindErr := rewound(req)
	if rewindErr != nil {
		return nil, err
	}
	resp, alternateErr := t.next.RoundTrip(toAlternate(again))
	if alternateErr != nil && !wasSent(alternateErr) {
		return nil, &attemptError{err: fmt.Errorf("%w; nor can the alternate host be reached: %w", err, alternateErr)}
	}
	if t.switched.CompareAndSwap(false, true) {
		t.log.WarnContext(req.Context(), "the host cannot be reached; all requests go to the alternate one from now on",
			"host", req.URL.Host, "alternate", AlternateHost, "error", err.Error())
	}
	return resp, alternateErr
}

// unreachable reports whether an attempt failed before the host had taken anything. A host with
// another's certificate is reached: whoever that is, it is not to choose where we turn.
func unreachable(ctx context.Context, err error) bool {
	var forged *tls.CertificateVerificationError
	return ctx.Err() == nil && !wasSent(err) && !errors.As(err, &forged)
}

func toAlternate(req *http.Request) *http.Request {
	req = req.Clone(req.Context())
	req.Host, req.URL.Host = AlternateHost, AlternateHost
	return req
}
