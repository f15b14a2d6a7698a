package simulator

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"
)

// The vectors ("Tokens"): inflated bytes, issued at 1111111 s.
const (
	appVector  = "20009c578dac75ba155666207ee2caec73887e3668d11f5de9870acfd1ea916807e02000393730434133356465363063343436343562626165386132313530363162333347f41000580200000100000001000700010003005802000000000000ffff"
	rtmVector  = "20000d9a1df8a4e60649a82d4a68fb1f49581fb4d227b8f0b65773b79f1c89e7eb7c2000393730434133356465363063343436343562626165386132313530363162333347f4100058020000010000000100020001000100580200000900746573745f75736572"
	userVector = "200060cdcd489bf0121f90f0a2a28636db746bcc173686c59519a52c9d14c331a9762000393730434133356465363063343436343562626165386132313530363162333347f41000580200000100000001000700010002005802000000000a0032383832333431323733ffff"
)

func packed(t *testing.T, vector string) string {
	t.Helper()
	raw, err := hex.DecodeString(vector)
	if err != nil {
		t.Fatal(err)
	}
	return pack(raw)
}

func pack(raw []byte) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(raw)
	_ = z.Close()
	return "007" + base64.StdEncoding.EncodeToString(b.Bytes())
}

// mint builds a token as documented ("Tokens"), apart from the reader under test.
func mint(certificate string, issued time.Time, life uint32, services ...[]byte) string {
	const salt = 7
	body := str(nil, DemoAppID)
	body = le(body, uint32(issued.Unix()), life, salt)
	body = binary.LittleEndian.AppendUint16(body, uint16(len(services)))
	for _, s := range services {
		body = append(body, s...)
	}
	key := mac(le(nil, salt), mac(le(nil, uint32(issued.Unix())), []byte(certificate)))
	return pack(append(str(nil, string(mac(key, body))), body...))
}

func appService(life uint32) []byte {
	b := privileges(7, 3, life)
	b = str(str(b, ""), "")
	return append(b, 0xff, 0xff)
}

func rtmService(user string, life uint32) []byte { return str(privileges(2, 1, life), user) }

func privileges(service, privilege uint16, life uint32) []byte {
	b := binary.LittleEndian.AppendUint16(nil, service)
	b = binary.LittleEndian.AppendUint16(b, 1)
	b = binary.LittleEndian.AppendUint16(b, privilege)
	return le(b, life)
}

func str(b []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint16(b, uint16(len(s))), s...)
}

func le(b []byte, numbers ...uint32) []byte {
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return b
}

func mac(key, message []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(message)
	return h.Sum(nil)
}

func TestAuthorization(t *testing.T) {
	issued := time.Unix(1111111, 0)
	app, rtm, user := packed(t, appVector), packed(t, rtmVector), packed(t, userVector)
	tests := []struct {
		name    string
		headers map[string]string
		at      time.Duration
		want    bool
	}{
		{"nothing", nil, 0, false},
		{"app token", map[string]string{"Authorization": "agora token=" + app}, 0, true},
		{"app token quoted", map[string]string{"Authorization": `agora token="` + app + `"`}, 0, true},
		{"app token, last second", map[string]string{"Authorization": "agora token=" + app}, 599 * time.Second, true},
		{"app token expired", map[string]string{"Authorization": "agora token=" + app}, 600 * time.Second, false},
		{"user token in its place", map[string]string{"Authorization": "agora token=" + user}, 0, false},
		{"rtm token in its place", map[string]string{"Authorization": "agora token=" + rtm}, 0, false},
		{"bearer", map[string]string{"Authorization": "Bearer " + app}, 0, false},
		{"rtm token", map[string]string{"x-agora-token": rtm, "x-agora-uid": "test_user"}, 0, true},
		{"rtm token of another", map[string]string{"x-agora-token": rtm, "x-agora-uid": "other"}, 0, false},
		{"rtm token without uid", map[string]string{"x-agora-token": rtm}, 0, false},
		{"app token as rtm token", map[string]string{"x-agora-token": app, "x-agora-uid": "test_user"}, 0, false},
		{"rtm expired", map[string]string{"x-agora-token": rtm, "x-agora-uid": "test_user"}, time.Hour, false},
		{"rtm token just made", map[string]string{
			"x-agora-token": mint(DemoAppCertificate, issued, 60, rtmService("ü", 60)), "x-agora-uid": "ü",
		}, 59 * time.Second, true},
		{"one good suffices", map[string]string{
			"Authorization": "agora token=nonsense", "x-agora-token": rtm, "x-agora-uid": "test_user",
		}, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := New(Options{Now: func() time.Time { return issued.Add(tt.at) }})
			h := http.Header{}
			for k, v := range tt.headers {
				h.Set(k, v)
			}
			if got := s.authorized(h); got != tt.want {
				t.Errorf("authorized = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestVerifyRefuses(t *testing.T) {
	now := time.Unix(1700000000, 0)
	s := New(Options{Now: func() time.Time { return now }})
	good := mint(DemoAppCertificate, now, 600, appService(600))
	if _, err := s.verify(good, now); err != nil {
		t.Fatalf("a good token is refused: %v", err)
	}
	tests := map[string]string{
		"empty":               "",
		"another version":     "006" + good[3:],
		"no base64":           "007***",
		"no zlib":             "007AAAA",
		"cut short":           good[:len(good)-8],
		"cut inside":          pack([]byte{32, 0, 1, 2, 3}),
		"another certificate": mint(strings.ToLower(DemoAppCertificate), now, 600, appService(600)),
		"unknown service":     mint(DemoAppCertificate, now, 600, privileges(99, 1, 600)),
		"longer than a day":   mint(DemoAppCertificate, now, 24*60*60+1, appService(600)),
	}
	for name, token := range tests {
		if _, err := s.verify(token, now); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	other := New(Options{AppID: strings.Repeat("0", 32)})
	if _, err := other.verify(good, now); err == nil {
		t.Error("a token of another application is accepted")
	}
}

func TestPrivilegeExpiresBeforeToken(t *testing.T) {
	now := time.Unix(1700000000, 0)
	s := New(Options{Now: func() time.Time { return now.Add(time.Minute) }})
	for life, want := range map[uint32]bool{0: true, 60: false, 61: true} {
		h := http.Header{"Authorization": {"agora token=" + mint(DemoAppCertificate, now, 600, appService(life))}}
		if got := s.authorized(h); got != want {
			t.Errorf("privilege for %d s after a minute: %v", life, got)
		}
	}
}
