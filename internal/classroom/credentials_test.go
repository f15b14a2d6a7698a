package classroom

import (
	"strings"
	"testing"
)

func TestTokenThatBreaksAHeaderIsRefused(t *testing.T) {
	for token, want := range map[string]bool{
		"007whole": true, "007a\nb": false, "007a\r\n": false, "007a b": false, "007\ta": false, "007a\x00": false, "007a\u00a0b": false,
	} {
		for _, uid := range []string{"", "terraform"} {
			_, err := New(Config{AppID: vectorAppID, Region: RegionAsiaPacific, Token: token, UID: uid})
			if (err == nil) != want || err != nil && (!strings.Contains(err.Error(), "the token") || strings.Contains(err.Error(), "007")) {
				t.Errorf("%q: %v", token, err)
			}
		}
	}
}
