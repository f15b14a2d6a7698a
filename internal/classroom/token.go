package classroom

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/AgoraIO-Community/go-tokenbuilder/accesstoken"
)

// MaxTokenLifetime is the longest that a token may live ("Tokens").
const MaxTokenLifetime = 24 * time.Hour

// TokenKind is what a token opens ("Tokens").
type TokenKind string

// The kinds of token that the service knows.
const (
	TokenApp      TokenKind = "app"       // the REST API, for the whole app
	TokenUser     TokenKind = "user"      // the education service, for one user
	TokenRoomUser TokenKind = "room_user" // one user in one room: education, RTM (Signaling) and chat
	TokenRTM      TokenKind = "rtm"       // RTM (Signaling), for one user
)

// TokenKinds lists every kind of token.
func TokenKinds() []TokenKind {
	return []TokenKind{TokenApp, TokenUser, TokenRoomUser, TokenRTM}
}

// TokenRequest is what to mint ("Tokens").
type TokenRequest struct {
	Kind     TokenKind
	UserUUID string        // user, room_user, rtm
	RoomUUID string        // room_user
	Role     Role          // room_user
	TTL      time.Duration // whole seconds, at most MaxTokenLifetime
	IssuedAt time.Time
}

// MintToken makes an AccessToken2 ("Tokens"). It is computed here: no request is made.
func MintToken(appID, appCertificate string, r TokenRequest) (string, error) {
	var salt [4]byte
	if _, err := rand.Read(salt[:]); err != nil {
		return "", fmt.Errorf("classroom: no random salt for a token: %w", err)
	}
	return mintToken(appID, appCertificate, r, binary.LittleEndian.Uint32(salt[:]))
}

// ErrNoCertificate says that a client works with a ready-made token, of which no other can
// be made.
var ErrNoCertificate = errors.New("classroom: minting a token needs the app certificate")

// MintToken makes a token for the client's app with the client's certificate; without one,
// the error is [ErrNoCertificate].
func (c *Client) MintToken(r TokenRequest) (string, error) {
	if c.notReady != nil {
		return "", c.notReady
	}
	if c.minter == nil {
		return "", ErrNoCertificate
	}
	return MintToken(c.minter.appID, c.minter.certificate, r)
}

func mintToken(appID, appCertificate string, r TokenRequest, salt uint32) (string, error) {
	if r.TTL < time.Second || r.TTL > MaxTokenLifetime {
		return "", fmt.Errorf("classroom: a token lives between 1 s and %s, not %s", MaxTokenLifetime, r.TTL)
	}
	expire := uint32(r.TTL / time.Second)
	token := &accesstoken.AccessToken{
		AppId:    appID,
		AppCert:  appCertificate,
		Expire:   expire,
		IssueTs:  uint32(r.IssuedAt.Unix()), // #nosec G115 -- the format holds 32 bits, until 2106
		Salt:     salt,
		Services: map[uint16]accesstoken.IService{},
	}
	switch r.Kind {
	case TokenApp:
		addEducation(token, accesstoken.PrivilegeEducationApp, "", "", -1)
	case TokenUser:
		addEducation(token, accesstoken.PrivilegeEducationUser, "", r.UserUUID, -1)
	case TokenRoomUser:
		addEducation(token, accesstoken.PrivilegeEducationRoomUser, r.RoomUUID, r.UserUUID, int16(r.Role)) // #nosec G115 -- roles are 1 to 3
		addRTM(token, r.UserUUID)
		chat := accesstoken.NewServiceChat(accesstoken.Md5(r.UserUUID))
		chat.AddPrivilege(accesstoken.PrivilegeChatUser, expire)
		token.AddService(chat)
	case TokenRTM:
		addRTM(token, r.UserUUID)
	default:
		return "", fmt.Errorf("classroom: unknown kind of token %q", r.Kind)
	}
	minted, err := token.Build()
	if err != nil {
		// The library's error may be of any make; it must not carry the certificate.
		return "", errors.New("classroom: the app id and the certificate must be 32 hexadecimal digits each")
	}
	return minted, nil
}

func addEducation(token *accesstoken.AccessToken, privilege uint16, room, user string, role int16) {
	education := accesstoken.NewServiceEducation(room, user, role)
	education.AddPrivilege(privilege, token.Expire)
	token.AddService(education)
}

func addRTM(token *accesstoken.AccessToken, user string) {
	rtm := accesstoken.NewServiceRtm(user)
	rtm.AddPrivilege(accesstoken.PrivilegeLogin, token.Expire)
	token.AddService(rtm)
}
