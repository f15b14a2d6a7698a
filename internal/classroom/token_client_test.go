package classroom

import (
	"bytes"
	"errors"
	"testing"
	"time"
)

func TestClientMintsWithItsCertificate(t *testing.T) {
	client, err := New(Config{AppID: vectorAppID, Region: RegionAsiaPacific, AppCertificate: vectorCertificate})
	if err != nil {
		t.Fatal(err)
	}
	token, err := client.MintToken(TokenRequest{Kind: TokenRTM, UserUUID: "test_user", TTL: 600 * time.Second, IssuedAt: time.Unix(1111111, 0)})
	if err != nil {
		t.Fatal(err)
	}
	inflated := inflate(t, token)
	if !signatureHolds(inflated, vectorCertificate) {
		t.Error("the signature is not that of the certificate")
	}
	if !bytes.Contains(inflated, []byte(vectorAppID)) || !bytes.Contains(inflated, []byte("test_user")) {
		t.Errorf("neither app nor user is in %q", inflated)
	}
}

func TestClientWithReadyMadeTokenMintsNone(t *testing.T) {
	for _, uid := range []string{"", "terraform"} {
		client, err := New(Config{AppID: vectorAppID, Region: RegionAsiaPacific, Token: "007ready-made", UID: uid})
		if err != nil {
			t.Fatal(err)
		}
		if token, err := client.MintToken(TokenRequest{Kind: TokenApp, TTL: time.Hour, IssuedAt: time.Unix(1111111, 0)}); !errors.Is(err, ErrNoCertificate) {
			t.Errorf("uid %q: got %q, %v", uid, token, err)
		}
	}
}
