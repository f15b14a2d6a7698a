package classroom

import (
	"errors"
	"regexp"
	"strings"
)

// tokenPattern matches a token, also as part of a URL.
var tokenPattern = regexp.MustCompile(`00[67]([A-Za-z0-9+/=]|%[0-9A-Fa-f]{2}){32,}`)

// pagePattern matches a web address up to its query or fragment, which may hold the token of a page.
var pagePattern = regexp.MustCompile(`(https?://[^\s"'<>?#]+[?#])[^\s"'<>]+`)

// redactor returns a function that takes secrets out of a text that the service sent:
// a gateway may well repeat the token that it refuses.
func redactor(secrets ...string) func(string) string {
	var pairs []string
	for _, secret := range secrets {
		if secret != "" {
			pairs = append(pairs, secret, "(secret)")
		}
	}
	known := strings.NewReplacer(pairs...)
	return func(text string) string {
		text = tokenPattern.ReplaceAllString(known.Replace(text), "(token)")
		return pagePattern.ReplaceAllString(text, "${1}(secret)")
	}
}

// quotedText is what an error of net/http quotes of an answer that it cannot read.
var quotedText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// withoutSecrets takes out of an error whatever a malformed answer may have brought into it:
// that may be a token that a gateway sent back.
func withoutSecrets(err error, redact func(string) string) error {
	text := err.Error()
	if strings.Contains(text, "malformed") || strings.Contains(text, "transport connection broken") {
		text = quotedText.ReplaceAllString(text, `(withheld)`)
	}
	if text = redact(text); text == err.Error() {
		return err
	}
	return errors.New(text)
}
