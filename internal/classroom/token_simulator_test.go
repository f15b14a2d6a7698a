package classroom_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestTokensOverHTTP(t *testing.T) {
	read := func(l session) error {
		_, err := l.RefreshRoom(t.Context(), "room")
		return err
	}
	mint := func(t *testing.T, kind classroom.TokenKind, user string) string {
		t.Helper()
		token, err := classroom.MintToken(simulator.DemoAppID, simulator.DemoAppCertificate,
			classroom.TokenRequest{Kind: kind, UserUUID: user, TTL: 2 * time.Hour, IssuedAt: time.Now().Add(-time.Minute)})
		must(t, err)
		return token
	}
	for _, generation := range generations {
		t.Run(string(generation), func(t *testing.T) {
			for name, change := range map[string]func(*classroom.Config){
				"minted":             func(*classroom.Config) {},
				"minted for a user":  func(cfg *classroom.Config) { cfg.UID = "ada lovelace" },
				"ready-made for App": func(cfg *classroom.Config) { cfg.AppCertificate, cfg.Token = "", mint(t, classroom.TokenApp, "") },
				"ready-made for RTM": func(cfg *classroom.Config) {
					cfg.AppCertificate, cfg.Token, cfg.UID = "", mint(t, classroom.TokenRTM, "ada"), "ada"
				},
			} {
				t.Run(name, func(t *testing.T) {
					l := start(t, generation, change)
					l.service.CreateRoom("room", simulator.RoomSeed{})
					must(t, read(l))
					l.clock.Advance(90 * time.Minute)
					must(t, read(l)) // minted tokens live an hour, the ready-made ones two
					if n := refusals(l); n != 0 {
						t.Errorf("%d tokens were refused: one was not renewed in time", n)
					}
				})
			}
			t.Run("our clock is wrong", func(t *testing.T) {
				l := start(t, generation)
				l.service.CreateRoom("room", simulator.RoomSeed{})
				wrong := start(t, generation, func(cfg *classroom.Config) {
					cfg.Endpoint, cfg.Clock = l.service.URL, patience{simulator.NewClock(time.Now().Add(-3 * time.Hour))}
				})
				for range 3 {
					must(t, read(wrong))
				}
				if n := refusals(l); n != 1 {
					t.Errorf("%d tokens were refused, want only the first", n)
				}
			})
			t.Run("another's certificate", func(t *testing.T) {
				l := start(t, generation, func(cfg *classroom.Config) { cfg.AppCertificate = strings.Repeat("0", 32) })
				err := read(l)
				if err == nil || !strings.Contains(err.Error(), "HTTP 401: invalid token") || strings.Contains(err.Error(), strings.Repeat("0", 32)) {
					t.Error(err)
				}
			})
		})
	}
}

func refusals(l session) int {
	n := 0
	for _, r := range l.service.Requests() {
		if r.Status == http.StatusUnauthorized {
			n++
		}
	}
	return n
}
