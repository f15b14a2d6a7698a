package provider

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// allIDCharacters is the table of the documents, with upper-case letters.
const allIDCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,"

func TestIDCharacters(t *testing.T) {
	count := 0
	for char := rune(0); char < 0x3000; char++ {
		if idCharacter(char) != strings.ContainsRune(allIDCharacters, char) {
			t.Errorf("%q: got %t", char, idCharacter(char))
		}
		if idCharacter(char) {
			count++
		}
	}
	if count != 89 {
		t.Errorf("%d characters are allowed, the documents have 89", count)
	}
}

// A checkCase gives a part of the error that a string is refused with; "" for none.
type checkCase struct{ text, want string }

func runChecks(t *testing.T, check func(string) error, cases []checkCase) {
	t.Helper()
	for _, test := range cases {
		err := check(test.text)
		if test.want == "" && err != nil || !strings.Contains(fmt.Sprint(err), test.want) {
			t.Errorf("%q: got error %q, want %q", test.text, fmt.Sprint(err), test.want)
		}
	}
}

func TestCheckID(t *testing.T) {
	runChecks(t, checkID, []checkCase{
		{"a", ""}, {" ", ""}, {"a#b?c%d e", ""}, {strings.Repeat("x", 64), ""},
		{allIDCharacters[:64], ""}, {allIDCharacters[25:], ""},
		{"", "is empty"},
		{strings.Repeat("x", 65), "has 65 bytes; at most 64"},
		{"room/1", `holds "/" at byte 5`},
		{"Zoë", `holds "ë" at byte 3`},
		{"数学", `holds "数" at byte 1`},
		{"a\nb", `holds "\n" at byte 2`},
		{"a\xffb", `holds "\xff" at byte 2`},
		{"a\uFFFDb", "at byte 2"},
		{`a"`, "at byte 2"}, {"it's", "at byte 3"}, {"a*b", "at byte 2"}, {`a\b`, "at byte 2"}, {"a`b", "at byte 2"},
	})
}

func TestCheckIDPrefix(t *testing.T) {
	runChecks(t, checkIDPrefix, []checkCase{
		{"a", ""}, {strings.Repeat("x", 48), ""},
		{"", "is empty"}, {strings.Repeat("x", 49), "has 49 bytes; at most 48"}, {"a/", `holds "/" at byte 2`},
	})
}

func TestCheckHex(t *testing.T) {
	runChecks(t, checkHex, []checkCase{
		{"970CA35de60c44645bbae8a215061b33", ""},
		{"", "has 0 characters"},
		{"970CA35de60c44645bbae8a215061b3", "has 31 characters"},
		{"970CA35de60c44645bbae8a215061b333", "has 33 characters"},
		{"970CA35de60c44645bbae8a215061b3g", "the character at byte 32 is none"},
		{" 70CA35de60c44645bbae8a215061b33", "the character at byte 1 is none"},
		{strings.Repeat("é", 32), "the character at byte 1 is none"},
	})
}

func TestCheckDuration(t *testing.T) {
	runChecks(t, checkDuration, []checkCase{
		{"10s", ""}, {"1m30s", ""}, {"1ns", ""}, {"0.5s", ""},
		{"", "is no duration"}, {"10", "is no duration"}, {"10 s", "is no duration"}, {"1d", "is no duration"},
		{"0s", "above zero"}, {"-1s", "above zero"}, {"0", "above zero"},
	})
}

func TestCheckEndpoint(t *testing.T) {
	runChecks(t, checkEndpoint, []checkCase{
		{"https://api.agora.io", ""}, {"https://api.agora.io/", ""}, {"HTTPS://host:8443/gateway", ""}, {"https://192.0.2.1", ""},
		{"http://127.0.0.1:8080", ""}, {"http://127.9.9.9", ""}, {"http://[::1]:8080", ""}, {"http://localhost:1", ""}, {"http://LOCALHOST", ""},
		{"http://api.agora.io", "must be https"}, {"http://127.0.0.1.example.com", "must be https"}, {"http://localhost.example.com", "must be https"},
		{"http://0.0.0.0", "must be https"}, {"http://192.168.0.1", "must be https"}, {"http://2130706433", "must be https"},
		{"ftp://127.0.0.1", "must be an https URL"}, {"//127.0.0.1", "must be an https URL"},
		{"", "no absolute URL"}, {"api.agora.io", "no absolute URL"}, {"https://", "no absolute URL"}, {"https://:8080", "no absolute URL"},
		{"https://host:port", "no absolute URL"}, {"https://%zz", "no absolute URL"}, {"https:host", "no absolute URL"},
		{"https://user:secret@host", "no user"}, {"https://host?x=1", "no user"}, {"https://host?", "no user"}, {"https://host#", "no user"},
	})
}

func TestStringValidators(t *testing.T) {
	for name, test := range map[string]struct {
		validator   validator.String
		good, bad   string
		description string
	}{
		"id":        {validID(), "room 1", "room/1", "1 to 64 bytes"},
		"id_prefix": {validIDPrefix(), "room-", strings.Repeat("x", 49), "1 to 48 bytes"},
		"app_id":    {validHex(), strings.Repeat("0f", 16), "secret-certificate", "32 hexadecimal digits"},
		"timeout":   {validDuration(), "10s", "soon", "above zero"},
		"endpoint":  {validEndpoint(), "https://host", "https://user:secret@host", "https URL"},
		"name":      {validRoomName(), strings.Repeat("数", 64), strings.Repeat("x", 65), "between 1 and 64"},
	} {
		t.Run(name, func(t *testing.T) {
			for value, errors := range map[types.String]int{
				types.StringNull(): 0, types.StringUnknown(): 0,
				types.StringValue(test.good): 0, types.StringValue(test.bad): 1,
			} {
				req := validator.StringRequest{Path: path.Root(name), ConfigValue: value}
				var resp validator.StringResponse
				test.validator.ValidateString(t.Context(), req, &resp)
				if resp.Diagnostics.ErrorsCount() != errors {
					t.Errorf("%s: got %v", value, resp.Diagnostics)
				}
				for _, diagnostic := range resp.Diagnostics {
					if strings.Contains(diagnostic.Detail(), "secret") {
						t.Errorf("the error repeats the value: %q", diagnostic.Detail())
					}
				}
			}
			for _, got := range []string{test.validator.Description(t.Context()), test.validator.MarkdownDescription(t.Context())} {
				if !strings.Contains(got, test.description) {
					t.Errorf("description %q lacks %q", got, test.description)
				}
			}
		})
	}
}

func TestStringErrorsNameTheAttribute(t *testing.T) {
	req := validator.StringRequest{Path: path.Root("app_certificate"), ConfigValue: types.StringValue("secret")}
	var resp validator.StringResponse
	validHex().ValidateString(t.Context(), req, &resp)
	want := regexp.MustCompile(`^app_certificate must be 32 hexadecimal digits, but has 6 characters\.$`)
	if got := resp.Diagnostics[0]; got.Summary() != "Invalid app_certificate" || !want.MatchString(got.Detail()) {
		t.Errorf("got %q: %q", got.Summary(), got.Detail())
	}
}
