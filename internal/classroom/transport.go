package classroom

import (
	"net/http"
	"net/url"
)

// newTransport assembles the layers that a request passes through, the innermost first. Their
// order matters:
//
//   - An attempt with its time limit is what all others repeat.
//   - The alternate host is tried within one attempt of the layers above.
//   - Authorization signs whatever goes out, so that a repeat has a token that is still valid.
//   - The circuit breaker counts what is refused after a token was renewed.
//   - The throttle spaces whatever goes out, repeats included.
//   - Retry is outermost: whatever it repeats waits its turn.
func newTransport(cfg Config, base *url.URL, signer credentials, redact func(string) string) http.RoundTripper {
	attempt := &attemptTransport{
		next: cfg.Transport, timeout: cfg.RequestTimeout, userAgent: cfg.UserAgent, redact: redact, clock: cfg.Clock, log: cfg.Logger,
	}
	reachable := withAlternateHost(attempt, base, cfg.Logger)
	authorized := &authorizationTransport{next: reachable, credentials: signer, clock: cfg.Clock}
	breaker := &breakerTransport{next: authorized, redact: redact, clock: cfg.Clock, log: cfg.Logger}
	throttled := &throttleTransport{next: breaker, breaker: breaker, throttle: newThrottle(cfg.RequestsPerSecond), clock: cfg.Clock, log: cfg.Logger}
	return &retryTransport{next: throttled, policy: newRetryPolicy(cfg)}
}

// newConnections is one pool of kept-alive connections.
func newConnections() http.RoundTripper {
	transport := &http.Transport{}
	if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		transport = standard.Clone()
	}
	transport.MaxIdleConnsPerHost = 32
	return transport
}

// rewound is a request whose body can be read from its beginning.
func rewound(req *http.Request) (*http.Request, error) {
	again := req.Clone(req.Context())
	if req.GetBody == nil {
		return again, nil // there is no body
	}
	body, err := req.GetBody()
	again.Body = body
	return again, err
}
