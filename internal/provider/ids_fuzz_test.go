package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// FuzzCheckID holds the check of ids against the table of the documents.
func FuzzCheckID(f *testing.F) {
	for _, seed := range []string{"", "a", "a/b", "Zoë", "\xff", "\uFFFD", "a\x00", strings.Repeat("x", 64), strings.Repeat("x", 65), allIDCharacters[:64]} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		valid := id != "" && len(id) <= 64 && strings.Trim(id, allIDCharacters) == ""
		for i := range len(id) {
			valid = valid && strings.IndexByte(allIDCharacters, id[i]) >= 0
		}
		if err := checkID(id); (err == nil) != valid {
			t.Errorf("%q: %v", id, err)
		}
		if checkIDPrefix(id) == nil && checkID(id+strings.Repeat("0", idSuffixLength)) != nil {
			t.Errorf("the prefix %q makes an invalid id", id)
		}
	})
}

// FuzzImportID takes anything for an import id: it is refused, or gives valid ids that make
// it up again.
func FuzzImportID(f *testing.F) {
	for _, seed := range []string{"room", "room/user", "room/a:b", "/", "a/", "a/b/c", "a b/#?%", "数/学", "\xff/x", ":/:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		if id == "" { // an import by identity
			return
		}
		for _, names := range [][]string{{"room_uuid"}, {"room_uuid", "user_uuid"}} {
			var diags diag.Diagnostics
			ids := new(service).importIDs(t.Context(), resource.ImportStateRequest{ID: id}, &diags, names...)
			if diags.HasError() {
				continue
			}
			var parts []string
			for _, name := range names {
				if err := checkID(ids[name]); err != nil {
					t.Errorf("%s of %q %v", name, id, err)
				}
				parts = append(parts, ids[name])
			}
			if joined := strings.Join(parts, "/"); joined != id {
				t.Errorf("%q is read as %q", id, joined)
			}
		}
	})
}

// FuzzImportKeys splits the keys of an import id, as they are after the ids.
func FuzzImportKeys(f *testing.F) {
	for _, seed := range []string{"", ":", ":a", ":a,b", "a.b", ":,", ":a,a", ":\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		keys := splitKeys(text)
		if joined := strings.Join(keys, ","); joined != strings.TrimPrefix(text, keysSeparator) {
			t.Errorf("%q is split into %q", text, keys)
		}
		if proptypes.CheckKeys("keys", keys) != nil {
			return
		}
		for _, key := range keys {
			if key == "" {
				t.Errorf("an empty key of %q is accepted", text)
			}
		}
	})
}

// FuzzEndpoint never takes credentials to another host in plain text.
func FuzzEndpoint(f *testing.F) {
	for _, seed := range []string{"https://api.agora.io", "http://localhost", "http://127.0.0.1:80", "http://[::1]", "http://localhost.evil", "http://127.0.0.1@evil", "HTTP://x", "https://a?b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if checkEndpoint(text) != nil {
			return
		}
		lower := strings.ToLower(text)
		if strings.HasPrefix(lower, "https://") {
			return
		}
		host := strings.TrimPrefix(lower, "http://")
		if !strings.HasPrefix(host, "localhost") && !strings.HasPrefix(host, "127.") && !strings.HasPrefix(host, "[") {
			t.Errorf("plain http to %q", text)
		}
	})
}
