// Checks of single strings, as pure functions that attributes share with
// environment variables.

package provider

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

const (
	// idMaxBytes is the longest id ("Server").
	idMaxBytes = 64
	// idSuffixLength, in bytes, is that of the suffix which makes a prefix a
	// unique id: 64 random bits in hexadecimal digits.
	idSuffixLength = 16
	// idPunctuation is what an id may hold besides ASCII letters and digits.
	idPunctuation = " !#$%&()+-:;<=.>?@[]^_{}|~,"
	// hexLength is that of an app id or an app certificate.
	hexLength = 32
)

// validID accepts ids of rooms, users, groups, extApps or widgets.
func validID() validator.String {
	return stringCheck{
		description: fmt.Sprintf("must be 1 to %d bytes out of ASCII letters, digits, space or any of %s", idMaxBytes, strings.TrimSpace(idPunctuation)),
		check:       checkID,
	}
}

// validIDPrefix accepts what becomes an id when a unique suffix is added.
func validIDPrefix() validator.String {
	return stringCheck{
		description: fmt.Sprintf("must be 1 to %d bytes out of ASCII letters, digits, space or any of %s", idMaxBytes-idSuffixLength, strings.TrimSpace(idPunctuation)),
		check:       checkIDPrefix,
	}
}

// validInstant accepts instants in RFC 3339.
func validInstant() validator.String {
	return stringCheck{
		description: "must be an instant in RFC 3339, such as 2026-11-23T09:00:00+08:00",
		check: func(text string) error {
			_, err := parseInstant(text)
			return err
		},
	}
}

// validDuration accepts Go durations above zero.
func validDuration() validator.String {
	return stringCheck{description: "must be a duration above zero, such as 10s or 1m30s", check: checkDuration}
}

// maxLeadTime is the longest lead time: a room opened earlier is destroyed before its class.
const maxLeadTime = classroom.RoomLifetime

// validLeadTime accepts Go durations that a room can live before its class.
func validLeadTime() validator.String {
	return stringCheck{
		description: "must be a duration above zero and at most 120h, such as 48h",
		check: func(text string) error {
			if err := checkDuration(text); err != nil {
				return err
			}
			if duration, _ := time.ParseDuration(text); duration > maxLeadTime {
				return errors.New("must be at most 120h: the service destroys a room five days after its creation")
			}
			return nil
		},
	}
}

// validEndpoint accepts URLs that credentials may be sent to.
func validEndpoint() validator.String {
	return stringCheck{description: "must be an https URL; http only to a loopback host", check: checkEndpoint}
}

// validHex accepts app ids as well as app certificates.
func validHex() validator.String {
	return stringCheck{description: fmt.Sprintf("must be %d hexadecimal digits", hexLength), check: checkHex}
}

// validRoomName accepts names of 1 to 64 characters.
func validRoomName() validator.String {
	return stringvalidator.UTF8LengthBetween(1, classroom.MaxNameCharacters)
}

// stringCheck makes a validator of a pure function. The function's errors must
// not repeat the value: it may be a secret.
type stringCheck struct {
	description string
	check       func(string) error
}

func (s stringCheck) Description(context.Context) string { return s.description }

func (s stringCheck) MarkdownDescription(context.Context) string { return s.description }

func (s stringCheck) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsUnknown() || req.ConfigValue.IsNull() {
		return
	}
	if err := s.check(req.ConfigValue.ValueString()); err != nil {
		name := req.Path.String()
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+name, sentence(fmt.Errorf("%s %w", name, err)))
	}
}

func sentence(err error) string { return err.Error() + "." }

func checkID(id string) error { return checkIDText(id, idMaxBytes) }

func checkIDPrefix(prefix string) error { return checkIDText(prefix, idMaxBytes-idSuffixLength) }

func checkIDText(text string, limit int) error {
	if text == "" {
		return errors.New("is empty")
	}
	for at, char := range text {
		if !idCharacter(char) {
			_, size := utf8.DecodeRuneInString(text[at:])
			return fmt.Errorf("holds %q at byte %d; allowed are ASCII letters, digits, space and %s",
				text[at:at+size], at+1, strings.TrimSpace(idPunctuation))
		}
	}
	if len(text) > limit {
		return fmt.Errorf("has %d bytes; at most %d are allowed", len(text), limit)
	}
	return nil
}

func idCharacter(char rune) bool {
	return 'a' <= char && char <= 'z' || 'A' <= char && char <= 'Z' || '0' <= char && char <= '9' ||
		strings.ContainsRune(idPunctuation, char)
}

func checkHex(text string) error {
	if count := utf8.RuneCountInString(text); count != hexLength {
		return fmt.Errorf("must be %d hexadecimal digits, but has %d characters", hexLength, count)
	}
	if at := strings.IndexFunc(text, notHex); at >= 0 {
		return fmt.Errorf("must be %d hexadecimal digits; the character at byte %d is none", hexLength, at+1)
	}
	return nil
}

func notHex(char rune) bool {
	return !strings.ContainsRune("0123456789abcdefABCDEF", char)
}

func checkDuration(text string) error {
	duration, err := time.ParseDuration(text)
	if err != nil {
		return errors.New("is no duration; write one such as 10s, 1m30s or 48h (there is no unit for days)")
	}
	if duration <= 0 {
		return errors.New("must be above zero")
	}
	return nil
}

// checkEndpoint accepts https URLs, or http ones to a loopback host. A path is
// kept: the service may stand behind a gateway.
func checkEndpoint(text string) error {
	endpoint, err := url.Parse(text)
	if err != nil || endpoint.Hostname() == "" {
		return errors.New("is no absolute URL such as https://api.agora.io")
	}
	switch {
	case endpoint.User != nil || strings.ContainsAny(text, "?#"):
		return errors.New("must hold no user, query or fragment")
	case endpoint.Scheme == "https", endpoint.Scheme == "http" && loopback(endpoint.Hostname()):
		return nil
	case endpoint.Scheme == "http":
		return errors.New("must be https: plain http would show the token to the network, and is for loopback hosts only")
	}
	return errors.New("must be an https URL")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
