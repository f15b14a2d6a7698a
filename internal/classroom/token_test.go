package classroom

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// inflate undoes what a token is wrapped in; zlib's own output differs between implementations.
func inflate(t *testing.T, token string) []byte {
	t.Helper()
	packed, found := strings.CutPrefix(token, "007")
	if !found {
		t.Fatalf("no AccessToken2: %.3s", token)
	}
	deflated, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := zlib.NewReader(bytes.NewReader(deflated))
	if err != nil {
		t.Fatal(err)
	}
	inflated, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return inflated
}

// signatureHolds checks a token's signature by the documentation's formula.
func signatureHolds(inflated []byte, certificate string) bool {
	signature, body := inflated[2:2+sha256.Size], inflated[2+sha256.Size:]
	fields := body[2+len(vectorAppID):]
	issued, salt := fields[:4], fields[8:12]
	return hmac.Equal(signature, sum(sum(salt, sum(issued, []byte(certificate))), body))
}

func sum(key, message []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(message)
	return h.Sum(nil)
}

func vector(kind TokenKind) TokenRequest {
	return TokenRequest{Kind: kind, TTL: 600 * time.Second, IssuedAt: time.Unix(1111111, 0)}
}

func TestTokensMatchTheVectors(t *testing.T) {
	rtm := vector(TokenRTM)
	rtm.UserUUID = "test_user"
	user := vector(TokenUser)
	user.UserUUID = "2882341273"
	for _, test := range []struct {
		request TokenRequest
		want    string
	}{
		{vector(TokenApp), "20009c578dac75ba155666207ee2caec73887e3668d11f5de9870acfd1ea916807e02000393730434133356465363063343436343562626165386132313530363162333347f41000580200000100000001000700010003005802000000000000ffff"},
		{rtm, "20000d9a1df8a4e60649a82d4a68fb1f49581fb4d227b8f0b65773b79f1c89e7eb7c2000393730434133356465363063343436343562626165386132313530363162333347f4100058020000010000000100020001000100580200000900746573745f75736572"},
		{user, "200060cdcd489bf0121f90f0a2a28636db746bcc173686c59519a52c9d14c331a9762000393730434133356465363063343436343562626165386132313530363162333347f41000580200000100000001000700010002005802000000000a0032383832333431323733ffff"},
	} {
		t.Run(string(test.request.Kind), func(t *testing.T) {
			token, err := mintToken(vectorAppID, vectorCertificate, test.request, 1)
			if err != nil {
				t.Fatal(err)
			}
			if got := hex.EncodeToString(inflate(t, token)); got != test.want {
				t.Errorf("inflated token\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

// wire writes the little-endian fields of a token.
func wire(fields ...any) []byte {
	var out []byte
	for _, field := range fields {
		switch f := field.(type) {
		case string:
			out = append(binary.LittleEndian.AppendUint16(out, uint16(len(f))), f...)
		case int:
			out = binary.LittleEndian.AppendUint16(out, uint16(f))
		case uint32:
			out = binary.LittleEndian.AppendUint32(out, f)
		}
	}
	return out
}

func TestRoomUserTokenHoldsThreeServices(t *testing.T) {
	request := vector(TokenRoomUser)
	request.RoomUUID, request.UserUUID, request.Role = "algebra #1", "ada", RoleAssistant
	token, err := mintToken(vectorAppID, vectorCertificate, request, 1)
	if err != nil {
		t.Fatal(err)
	}
	inflated := inflate(t, token)
	if !signatureHolds(inflated, vectorCertificate) {
		t.Error("the signature does not hold")
	}
	if signatureHolds(inflated, vectorAppID) {
		t.Error("any certificate satisfies the signature check")
	}
	body := inflated[2+sha256.Size:]
	head := wire(vectorAppID, uint32(1111111), uint32(600), uint32(1), 3)
	if !bytes.HasPrefix(body, head) {
		t.Fatalf("head %x, want %x", body, head)
	}
	services := body[len(head):]
	chat := fmt.Sprintf("%x", md5.Sum([]byte("ada")))
	for name, service := range map[string][]byte{
		"education": wire(7, 1, 1, uint32(600), "algebra #1", "ada", 3),
		"rtm":       wire(2, 1, 1, uint32(600), "ada"),
		"chat":      wire(5, 1, 1, uint32(600), chat),
	} {
		if bytes.Count(services, service) != 1 {
			t.Errorf("no %s service %x in %x", name, service, services)
		}
	}
}

func TestMintTokenRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		change      func(*TokenRequest)
		certificate string
		says        string
	}{
		"no lifetime":      {func(r *TokenRequest) { r.TTL = 0 }, vectorCertificate, "between 1 s and"},
		"more than a day":  {func(r *TokenRequest) { r.TTL = 24*time.Hour + time.Second }, vectorCertificate, "between 1 s and"},
		"unknown kind":     {func(r *TokenRequest) { r.Kind = "master" }, vectorCertificate, `unknown kind of token "master"`},
		"bad certificate":  {func(*TokenRequest) {}, "not-a-certificate", "32 hexadecimal digits"},
		"long certificate": {func(*TokenRequest) {}, vectorCertificate + "00", "32 hexadecimal digits"},
	} {
		t.Run(name, func(t *testing.T) {
			request := vector(TokenApp)
			test.change(&request)
			token, err := MintToken(vectorAppID, test.certificate, request)
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Fatalf("token %q, error %v, want one saying %q", token, err, test.says)
			}
			if strings.Contains(err.Error(), test.certificate) {
				t.Error("the error holds the certificate")
			}
		})
	}
}

func TestTokensAreSalted(t *testing.T) {
	first, err := MintToken(vectorAppID, vectorCertificate, vector(TokenApp))
	if err != nil {
		t.Fatal(err)
	}
	second, err := MintToken(vectorAppID, vectorCertificate, vector(TokenApp))
	if err != nil || first == second {
		t.Errorf("two tokens of the same second are equal (%v)", err)
	}
	for _, kind := range TokenKinds() {
		if _, err := MintToken(vectorAppID, vectorCertificate, vector(kind)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
