package simulator

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// Services and privileges of an AccessToken2 ("Tokens").
const (
	serviceRTC       = 1
	serviceRTM       = 2
	serviceChat      = 5
	serviceEducation = 7

	privilegeLogin = 1 // of serviceRTM
	privilegeApp   = 3 // of serviceEducation

	maxTokenLife = 24 * 60 * 60 // seconds
	maxTokenSize = 1 << 16      // inflated bytes
)

var errToken = errors.New("invalid token")

// grant is one service that a token opens: the user it names, where it names
// one, and the privileges with their life in seconds.
type grant struct {
	user       string
	privileges map[uint16]uint32
}

type accessToken struct {
	appID  string
	issued uint32
	expire uint32
	grants map[uint16]grant
}

// authorized accepts an education App token in Authorization, or an RTM token
// made for the uid beside it.
func (s *Simulator) authorized(h http.Header) bool {
	now := s.tokenNow()
	if token, ok := bearer(h.Get("Authorization")); ok {
		if t, err := s.verify(token, now); err == nil && t.allows(serviceEducation, privilegeApp, now) {
			return true
		}
	}
	uid := h.Get("x-agora-uid")
	t, err := s.verify(h.Get("x-agora-token"), now)
	return err == nil && uid != "" && t.grants[serviceRTM].user == uid && t.allows(serviceRTM, privilegeLogin, now)
}

// bearer takes the token out of `agora token=…`, quoted or not.
func bearer(header string) (string, bool) {
	scheme, rest, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "agora") {
		return "", false
	}
	token, ok := strings.CutPrefix(strings.TrimSpace(rest), "token=")
	return strings.Trim(token, `"`), ok
}

// verify checks signature, application and life of a token.
func (s *Simulator) verify(token string, now time.Time) (accessToken, error) {
	body, signature, err := unpackToken(token)
	if err != nil {
		return accessToken{}, err
	}
	t, salt, err := parseToken(body)
	if err != nil {
		return accessToken{}, err
	}
	key := sign(le32(t.issued), []byte(s.options.AppCertificate))
	key = sign(le32(salt), key)
	switch {
	case !hmac.Equal(signature, sign(key, body)),
		t.appID != s.options.AppID,
		t.expire > maxTokenLife,
		now.Unix() >= int64(t.issued)+int64(t.expire):
		return accessToken{}, errToken
	}
	return t, nil
}

func (t accessToken) allows(service, privilege uint16, now time.Time) bool {
	life, ok := t.grants[service].privileges[privilege]
	return ok && (life == 0 || now.Unix() < int64(t.issued)+int64(life))
}

func unpackToken(token string) (body, signature []byte, err error) {
	packed, ok := strings.CutPrefix(token, "007")
	if !ok {
		return nil, nil, errToken
	}
	deflated, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, nil, errToken
	}
	z, err := zlib.NewReader(bytes.NewReader(deflated))
	if err != nil {
		return nil, nil, errToken
	}
	inflated, err := io.ReadAll(io.LimitReader(z, maxTokenSize))
	if err != nil {
		return nil, nil, errToken
	}
	r := tokenReader{rest: inflated}
	signature = []byte(r.text())
	return r.rest, signature, r.err
}

func parseToken(body []byte) (t accessToken, salt uint32, err error) {
	r := tokenReader{rest: body}
	t = accessToken{appID: r.text(), issued: r.u32(), expire: r.u32(), grants: map[uint16]grant{}}
	salt = r.u32()
	for n := r.u16(); n > 0 && r.err == nil; n-- {
		service := r.u16()
		g := grant{privileges: map[uint16]uint32{}}
		for m := r.u16(); m > 0 && r.err == nil; m-- {
			privilege := r.u16()
			g.privileges[privilege] = r.u32()
		}
		g.user = r.extras(service)
		t.grants[service] = g
	}
	return t, salt, r.err
}

// tokenReader reads the little-endian fields of a token; after the first
// failure it yields zeros.
type tokenReader struct {
	rest []byte
	err  error
}

func (r *tokenReader) take(n int) []byte {
	if r.err != nil || len(r.rest) < n {
		r.err = errToken
		return make([]byte, n)
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *tokenReader) u16() uint16  { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *tokenReader) u32() uint32  { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *tokenReader) text() string { return string(r.take(int(r.u16()))) }

// extras reads what follows a service's privileges and returns its user.
func (r *tokenReader) extras(service uint16) (user string) {
	switch service {
	case serviceRTM, serviceChat:
		return r.text()
	case serviceRTC:
		r.text()
		return r.text()
	case serviceEducation:
		r.text() // room
		user = r.text()
		r.u16() // role
		return user
	default:
		r.err = errToken
		return ""
	}
}

func sign(key, message []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(message)
	return h.Sum(nil)
}

func le32(n uint32) []byte { return binary.LittleEndian.AppendUint32(nil, n) }
