package simulator

import (
	"net/http"
	"testing"
	"time"
)

// FuzzToken reads anything as a token: it must not panic, and accept nothing but what the
// certificate has signed.
func FuzzToken(f *testing.F) {
	now := time.Unix(1700000000, 0)
	good := mint(DemoAppCertificate, now, 600, appService(600), rtmService("ada", 600))
	for _, seed := range []string{good, "", "007", "006" + good[3:], good[:len(good)-9], "007AAAA", pack(nil), pack([]byte{255, 255}), pack([]byte{0, 0, 32, 0})} {
		f.Add(seed)
	}
	s := New(Options{Now: func() time.Time { return now }})
	f.Fuzz(func(t *testing.T, token string) {
		_, signed, unpackErr := unpackToken(token)
		accepted, err := s.verify(token, now)
		if err == nil && (unpackErr != nil || accepted.appID != DemoAppID || len(signed) != 32) {
			t.Errorf("%q is accepted as %+v", token, accepted)
		}
		quoted := s.authorized(http.Header{"Authorization": {`agora token="` + token + `"`}})
		if quoted && err != nil {
			t.Errorf("%q opens the service", token)
		}
	})
}

// FuzzTokenBody reads anything as a signed body: it ends, whatever counts it claims.
func FuzzTokenBody(f *testing.F) {
	for _, service := range [][]byte{appService(600), rtmService("ada", 60), privileges(99, 1, 1), {7, 0, 255, 255}} {
		body, _, err := unpackToken(mint(DemoAppCertificate, time.Unix(1111111, 0), 600, service))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if token, _, err := parseToken(body); err == nil && len(body) < len(token.appID)+16 {
			t.Errorf("%d bytes are read as %+v", len(body), token)
		}
	})
}
