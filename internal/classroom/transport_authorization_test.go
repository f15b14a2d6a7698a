package classroom

import (
	"crypto/sha256"
	"encoding/binary"
	"net/http"
	"strings"
	"testing"
	"time"
)

// minting makes a client that mints, over a transport, with a clock of its own.
func minting(t *testing.T, transport http.RoundTripper) (*Client, *hurry) {
	t.Helper()
	clock := newHurry()
	return testClient(t, transport, func(cfg *Config) {
		cfg.Token, cfg.AppCertificate, cfg.Clock = "", vectorCertificate, clock
	}), clock
}

func appToken(t *testing.T, a attempted) string {
	t.Helper()
	token, found := strings.CutPrefix(a.header.Get("Authorization"), "agora token=")
	if !found {
		t.Fatalf("Authorization is %q", a.header.Get("Authorization"))
	}
	return token
}

// issuedAt reads when a token says that it was made.
func issuedAt(t *testing.T, token string) time.Time {
	t.Helper()
	fields := inflate(t, token)[2+sha256.Size+2+len(vectorAppID):]
	return time.Unix(int64(binary.LittleEndian.Uint32(fields)), 0)
}

func TestHeaders(t *testing.T) {
	for name, test := range map[string]struct {
		cfg  Config
		want map[string]string // "…" stands for a token
	}{
		"ready-made App token": {Config{Token: "app-token"},
			map[string]string{"Authorization": "agora token=app-token", "x-agora-token": "", "x-agora-uid": ""}},
		"ready-made RTM token": {Config{Token: "rtm-token", UID: "ada"},
			map[string]string{"Authorization": "", "x-agora-token": "rtm-token", "x-agora-uid": "ada"}},
		"certificate": {Config{AppCertificate: vectorCertificate},
			map[string]string{"Authorization": "agora token=…", "x-agora-token": "…", "x-agora-uid": "terraform"}},
		"certificate with uid": {Config{AppCertificate: vectorCertificate, UID: "ada"},
			map[string]string{"Authorization": "agora token=…", "x-agora-token": "…", "x-agora-uid": "ada"}},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(succeeds(`{}`))
			test.cfg.AppID, test.cfg.Region, test.cfg.Transport, test.cfg.UserAgent = vectorAppID, RegionEurope, transport, "unit/1"
			client, err := New(test.cfg)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := client.call(t.Context(), get()); err != nil {
				t.Fatal(err)
			}
			header := transport.seen()[0].header
			for key, want := range test.want {
				if got := tokenPattern.ReplaceAllString(header.Get(key), "…"); got != want {
					t.Errorf("%s is %q, want %q", key, got, want)
				}
			}
			if got := header.Get("User-Agent"); got != "unit/1" {
				t.Errorf("User-Agent is %q", got)
			}
		})
	}
}

func TestCredentialsAreOneOfTwo(t *testing.T) {
	for name, test := range map[string]struct {
		cfg  Config
		says string
	}{
		"neither":           {Config{}, "exactly one"},
		"both":              {Config{AppCertificate: vectorCertificate, Token: "t"}, "exactly one"},
		"bad certificate":   {Config{AppCertificate: "sesame"}, "32 hexadecimal digits"},
		"relative endpoint": {Config{Token: "t", Endpoint: "api.agora.io"}, "not an absolute URL"},
	} {
		t.Run(name, func(t *testing.T) {
			test.cfg.AppID = vectorAppID
			_, err := New(test.cfg)
			if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "sesame") {
				t.Errorf("error %v, want one saying %q", err, test.says)
			}
		})
	}
}

func TestMintedTokenIsKeptAndRenewedBeforeItExpires(t *testing.T) {
	transport := play(succeeds(`{}`))
	client, clock := minting(t, transport)
	for _, wait := range []time.Duration{0, mintedLifetime - renewBefore - time.Second, 2 * time.Second} {
		clock.advance(wait)
		if _, err := client.call(t.Context(), get()); err != nil {
			t.Fatal(err)
		}
	}
	seen := transport.seen()
	first, kept, renewed := appToken(t, seen[0]), appToken(t, seen[1]), appToken(t, seen[2])
	if first != kept {
		t.Error("a second token was minted while the first was good")
	}
	if renewed == kept {
		t.Error("a token about to expire was not renewed")
	}
	if seen[2].header.Get("x-agora-token") == seen[1].header.Get("x-agora-token") {
		t.Error("the RTM token was not renewed with the App token")
	}
	if got := issuedAt(t, renewed); !got.Equal(clock.Now()) {
		t.Errorf("renewed token issued at %s, want %s", got, clock.Now())
	}
}

const refusal = `{"message":"invalid token"}`

func TestRefusedTokenIsMintedByTheServicesClock(t *testing.T) {
	for name, test := range map[string]struct {
		ahead time.Duration // the service's clock
		want  time.Duration // of the new token
	}{
		"service ahead":  {7 * time.Minute, 7 * time.Minute},
		"service behind": {-3 * time.Hour, -3 * time.Hour},
		"clocks agree":   {10 * time.Second, 0},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newHurry()
			date := clock.Now().Add(test.ahead).UTC().Format(http.TimeFormat)
			transport := play(answers(http.StatusUnauthorized, refusal, "Date", date), succeeds(`{}`))
			client, _ := minting(t, transport)
			r := request{op: "try", method: http.MethodPut, path: []string{"room"}, body: map[string]any{"a": 1}}
			for range 2 {
				if _, err := client.call(t.Context(), r); err != nil {
					t.Fatal(err)
				}
			}
			seen := transport.seen()
			if len(seen) != 3 {
				t.Fatalf("%d attempts, want 3: refused, again, and one with the token kept", len(seen))
			}
			if appToken(t, seen[0]) == appToken(t, seen[1]) || appToken(t, seen[1]) != appToken(t, seen[2]) {
				t.Error("the refused token was not replaced, or its successor not kept")
			}
			if got := issuedAt(t, appToken(t, seen[1])).Sub(clock.Now()); got != test.want {
				t.Errorf("the new token is issued %s from our now, want %s", got, test.want)
			}
			if seen[1].body != `{"a":1}` {
				t.Errorf("the body came again as %q", seen[1].body)
			}
		})
	}
}

func TestRefusalOfEveryTokenEnds(t *testing.T) {
	refuses := answers(http.StatusUnauthorized, refusal)
	minted := play(refuses)
	client, _ := minting(t, minted)
	_, err := client.call(t.Context(), get())
	if e := asError(t, err); e.Status != http.StatusUnauthorized || e.Message != "invalid token" || len(minted.seen()) != 2 {
		t.Errorf("%v after %d attempts, want a 401 after 2", err, len(minted.seen()))
	}
	ready := play(refuses)
	_, err = testClient(t, ready).call(t.Context(), get())
	if asError(t, err).Status != http.StatusUnauthorized || len(ready.seen()) != 1 {
		t.Errorf("%v after %d attempts, want a 401 after 1: a ready-made token cannot be renewed", err, len(ready.seen()))
	}
}

func TestOneRefusalOfManyRenewsOnce(t *testing.T) {
	m := &minter{appID: vectorAppID, certificate: vectorCertificate, uid: "ada"}
	now := time.Unix(1700000000, 0)
	refused, err := m.headers(now)
	if err != nil {
		t.Fatal(err)
	}
	m.renew(refused, time.Minute)
	fresh, err := m.headers(now)
	if err != nil || fresh == refused {
		t.Fatalf("not renewed (%v)", err)
	}
	m.renew(refused, 0) // a second request, refused with the first's token
	if kept, _ := m.headers(now); kept != fresh {
		t.Error("a late refusal of the old token threw the new one away")
	}
}

func TestRedactor(t *testing.T) {
	minted, err := MintToken(vectorAppID, vectorCertificate, vector(TokenApp))
	if err != nil {
		t.Fatal(err)
	}
	redact := redactor(vectorCertificate, "", "ready-made")
	for text, want := range map[string]string{
		"token " + minted + " is invalid":                      "token (token) is invalid",
		"ready-made and " + vectorCertificate:                  "(secret) and (secret)",
		"room 007 not found":                                   "room 007 not found",
		"?t=007eJxT" + strings.Repeat("a%2Fb%2B", 8) + "%3D&x": "?t=(token)&x",
		"no page https://p.example/r?u=1&k=s3cr3t, sorry":      "no page https://p.example/r?(secret) sorry",
		"no page \"http://p.example/#k=s3cr3t\"":               "no page \"http://p.example/#(secret)\"",
		"see https://docs.example/errors":                      "see https://docs.example/errors",
		"":                                                     "",
	} {
		if got := redact(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestNoSecretInErrorsOrLogs(t *testing.T) {
	var out logged
	echo := func(req *http.Request) (*http.Response, error) {
		return answers(http.StatusUnauthorized, `{"message":"refused `+req.Header.Get("Authorization")+" "+
			req.Header.Get("x-agora-token")+` of `+vectorCertificate+`"}`)(req)
	}
	transport := play(cut, echo)
	client := testClient(t, transport, func(cfg *Config) {
		cfg.Token, cfg.AppCertificate, cfg.Clock, cfg.Logger = "", vectorCertificate, newHurry(), debugLogger(&out)
	})
	_, err := client.call(t.Context(), get())
	if err == nil || !strings.Contains(err.Error(), "refused agora token=(token) (token) of (secret)") {
		t.Errorf("error %v", err)
	}
	if out.Len() == 0 {
		t.Error("nothing was logged, so nothing was checked")
	}
	for _, a := range transport.seen() {
		for _, secret := range []string{vectorCertificate, appToken(t, a), a.header.Get("x-agora-token")} {
			if strings.Contains(err.Error()+out.String(), secret) {
				t.Errorf("%.8s… is shown:\n%v\n%s", secret, err, out.String())
			}
		}
	}
}
