package provider

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// The pair that the documentation's token vectors are made with.
const (
	tokenTestAppID       = "970CA35de60c44645bbae8a215061b33"
	tokenTestCertificate = "5CFd2fd1755d40ecb72977518be15d3b"
)

// tokenTestTime has parts of a second, which a token cannot hold.
var tokenTestTime = time.Date(2026, 3, 2, 8, 0, 0, 987654321, time.UTC)

type stoppedClock struct{}

func (stoppedClock) Now() time.Time                                   { return tokenTestTime }
func (stoppedClock) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// tokenServer is the provider behind its protocol, with an attribute of its block set.
func tokenServer(t *testing.T, attribute, value string) tfprotov6.ProviderServer {
	t.Helper()
	stop := func(config *classroom.Config) { config.Clock = stoppedClock{} }
	server := providerserver.NewProtocol6(New("test", stop)())()
	config := objectWith(t, schemas(t, server).Provider, map[string]string{
		"app_id": tokenTestAppID, "region": "ap", attribute: value,
	})
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: config})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp)
	}
	return server
}

func schemas(t *testing.T, server tfprotov6.ProviderServer) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	resp, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp)
	}
	return resp
}

// unknownText stands for a value that is known only after apply.
const unknownText = "(unknown)"

// objectWith makes an object of a schema whose attributes are null but for the given ones.
func objectWith(t *testing.T, schema *tfprotov6.Schema, texts map[string]string) *tfprotov6.DynamicValue {
	t.Helper()
	object := schema.ValueType().(tftypes.Object)
	values := map[string]tftypes.Value{}
	for name, attribute := range object.AttributeTypes {
		values[name] = tftypes.NewValue(attribute, nil)
	}
	for name, text := range texts {
		if values[name] = tftypes.NewValue(tftypes.String, text); text == unknownText {
			values[name] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
		}
	}
	dynamic, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, values))
	if err != nil {
		t.Fatal(err)
	}
	return &dynamic
}

func tokenConfig(t *testing.T, server tfprotov6.ProviderServer, texts map[string]string) *tfprotov6.DynamicValue {
	t.Helper()
	return objectWith(t, schemas(t, server).EphemeralResourceSchemas["classroom_token"], texts)
}

func openToken(t *testing.T, server tfprotov6.ProviderServer, texts map[string]string) *tfprotov6.OpenEphemeralResourceResponse {
	t.Helper()
	resp, err := server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: "classroom_token", Config: tokenConfig(t, server, texts),
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// opened gives the attributes of a result; those that are null are not there.
func opened(t *testing.T, server tfprotov6.ProviderServer, resp *tfprotov6.OpenEphemeralResourceResponse) map[string]string {
	t.Helper()
	if len(resp.Diagnostics) > 0 {
		t.Fatalf("%+v", resp.Diagnostics[0])
	}
	value, err := resp.Result.Unmarshal(schemas(t, server).EphemeralResourceSchemas["classroom_token"].ValueType())
	if err != nil {
		t.Fatal(err)
	}
	var attributes map[string]tftypes.Value
	if err := value.As(&attributes); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, attribute := range attributes {
		var text *string
		if err := attribute.As(&text); err != nil {
			t.Fatal(err)
		}
		if text != nil {
			texts[name] = *text
		}
	}
	return texts
}

// tokenBody is what a token says, after its signature.
func tokenBody(t *testing.T, token string) []byte {
	t.Helper()
	deflated, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(token, "007"))
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
	return inflated[2+binary.LittleEndian.Uint16(inflated):]
}

func packed(text string) string {
	return string(binary.LittleEndian.AppendUint16(nil, uint16(len(text)))) + text
}

func TestTokenOpen(t *testing.T) {
	server := tokenServer(t, "app_certificate", tokenTestCertificate)
	for name, test := range map[string]struct {
		config   map[string]string
		lifetime time.Duration
		services uint16
		holds    string // of the education service: room ‖ user ‖ role; of RTM: user
	}{
		"app":  {map[string]string{"kind": "app"}, time.Hour, 1, packed("") + packed("") + "\xff\xff"},
		"user": {map[string]string{"kind": "user", "user_uuid": "u 1", "ttl": "90m"}, 90 * time.Minute, 1, packed("") + packed("u 1") + "\xff\xff"},
		"room_user": {
			map[string]string{"kind": "room_user", "user_uuid": "u", "room_uuid": "r#1", "role": "assistant", "ttl": "24h"},
			24 * time.Hour, 3, packed("r#1") + packed("u") + "\x03\x00",
		},
		"seconds": {map[string]string{"kind": "rtm", "user_uuid": "test_user", "ttl": "600"}, 10 * time.Minute, 1, packed("test_user")},
		"rtm":     {map[string]string{"kind": "rtm", "user_uuid": "test_user", "ttl": "1s"}, time.Second, 1, packed("test_user")},
	} {
		t.Run(name, func(t *testing.T) {
			resp := openToken(t, server, test.config)
			result := opened(t, server, resp)
			for attribute, text := range test.config {
				if result[attribute] != text {
					t.Errorf("%s is %q", attribute, result[attribute])
				}
			}
			if len(result) != len(test.config)+2 {
				t.Errorf("more than token and expires_at was added: %d attributes", len(result))
			}
			expiresAt := tokenTestTime.Truncate(time.Second).Add(test.lifetime)
			if got := result["expires_at"]; got != expiresAt.Format(time.RFC3339) {
				t.Errorf("expires_at is %s", got)
			}
			if !resp.RenewAt.Equal(expiresAt) {
				t.Errorf("renewal at %s", resp.RenewAt)
			}
			checkToken(t, result["token"], test.lifetime, test.services, test.holds)
		})
	}
}

func checkToken(t *testing.T, token string, lifetime time.Duration, services uint16, holds string) {
	t.Helper()
	body := tokenBody(t, token)
	fields := body[len(packed(tokenTestAppID)):]
	issued, expire := binary.LittleEndian.Uint32(fields), binary.LittleEndian.Uint32(fields[4:])
	if issued != uint32(tokenTestTime.Unix()) || expire != uint32(lifetime.Seconds()) {
		t.Errorf("issued at %d for %d s", issued, expire)
	}
	if got := binary.LittleEndian.Uint16(fields[12:]); got != services {
		t.Errorf("%d services", got)
	}
	if !bytes.Contains(body, []byte(holds)) {
		t.Errorf("%q is not in %q", holds, body)
	}
}

func TestTokenIsSensitive(t *testing.T) {
	server := tokenServer(t, "app_certificate", tokenTestCertificate)
	for _, attribute := range schemas(t, server).EphemeralResourceSchemas["classroom_token"].Block.Attributes {
		if attribute.Sensitive != (attribute.Name == "token") {
			t.Errorf("%s: sensitive %t", attribute.Name, attribute.Sensitive)
		}
	}
}

func TestTokenOpenNeedsTheCertificate(t *testing.T) {
	for token, want := range map[string]string{
		secretToken: "app_certificate or the environment variable AGORA_APP_CERTIFICATE",
		unknownText: "Apply what the provider's token depends on first",
	} {
		server := tokenServer(t, "token", token)
		resp := openToken(t, server, map[string]string{"kind": "app"})
		if len(resp.Diagnostics) != 1 || !strings.Contains(resp.Diagnostics[0].Detail, want) {
			t.Errorf("%s: got %+v", token, resp.Diagnostics)
		}
		for _, diagnostic := range resp.Diagnostics {
			if strings.Contains(diagnostic.Detail, secretToken) {
				t.Error("the error shows the token")
			}
		}
	}
}

func TestTokenRenewWarns(t *testing.T) {
	server := tokenServer(t, "app_certificate", tokenTestCertificate)
	private := openToken(t, server, map[string]string{"kind": "app"}).Private
	resp, err := server.RenewEphemeralResource(t.Context(), &tfprotov6.RenewEphemeralResourceRequest{TypeName: "classroom_token", Private: private})
	if err != nil {
		t.Fatal(err)
	}
	if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityWarning {
		t.Errorf("got %+v", resp.Diagnostics)
	}
	if !resp.RenewAt.IsZero() {
		t.Errorf("it would be asked again at %s", resp.RenewAt)
	}
}

func TestTokenConfig(t *testing.T) {
	server := tokenServer(t, "app_certificate", tokenTestCertificate)
	for name, test := range map[string]struct {
		config map[string]string
		wrong  []string // attributes
	}{
		"app":                     {map[string]string{"kind": "app"}, nil},
		"app of a room":           {map[string]string{"kind": "app", "user_uuid": "u", "room_uuid": "r", "role": "teacher"}, []string{"user_uuid", "room_uuid", "role"}},
		"app, all unknown":        {map[string]string{"kind": "app", "user_uuid": unknownText, "room_uuid": unknownText, "role": unknownText, "ttl": unknownText}, nil},
		"user":                    {map[string]string{"kind": "user", "user_uuid": "u"}, nil},
		"user, unknown":           {map[string]string{"kind": "user", "user_uuid": unknownText}, nil},
		"user of nobody":          {map[string]string{"kind": "user"}, []string{"user_uuid"}},
		"user of a room":          {map[string]string{"kind": "user", "user_uuid": "u", "room_uuid": "r"}, []string{"room_uuid"}},
		"rtm":                     {map[string]string{"kind": "rtm", "user_uuid": "u"}, nil},
		"rtm of nobody":           {map[string]string{"kind": "rtm", "role": "student"}, []string{"user_uuid", "role"}},
		"room_user":               {map[string]string{"kind": "room_user", "user_uuid": "u", "room_uuid": "r", "role": "student"}, nil},
		"room_user, unknown":      {map[string]string{"kind": "room_user", "user_uuid": "u", "room_uuid": unknownText, "role": unknownText}, nil},
		"room_user of nothing":    {map[string]string{"kind": "room_user"}, []string{"user_uuid", "room_uuid", "role"}},
		"unknown kind of nothing": {map[string]string{"kind": unknownText}, nil},
		"no such kind":            {map[string]string{"kind": "rtc"}, []string{"kind"}},
		"no such role":            {map[string]string{"kind": "room_user", "user_uuid": "u", "room_uuid": "r", "role": "host"}, []string{"role"}},
		"bad ids":                 {map[string]string{"kind": "room_user", "user_uuid": "a/b", "room_uuid": "", "role": "teacher"}, []string{"user_uuid", "room_uuid"}},
		"ttl":                     {map[string]string{"kind": "app", "ttl": "25h"}, []string{"ttl"}},
	} {
		t.Run(name, func(t *testing.T) {
			resp, err := server.ValidateEphemeralResourceConfig(t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{
				TypeName: "classroom_token", Config: tokenConfig(t, server, test.config),
			})
			if err != nil {
				t.Fatal(err)
			}
			wrong := map[string]bool{}
			for _, diagnostic := range resp.Diagnostics {
				name, _ := diagnostic.Attribute.Steps()[0].(tftypes.AttributeName)
				wrong[string(name)] = true
			}
			for _, attribute := range test.wrong {
				if !wrong[attribute] {
					t.Errorf("%s is let through", attribute)
				}
				delete(wrong, attribute)
			}
			if len(wrong) > 0 {
				t.Errorf("refused besides: %v", wrong)
			}
		})
	}
}

func TestTokenTTLs(t *testing.T) {
	for text, want := range map[string]string{
		"1s": "", "90m": "", "24h": "", "1h0m0.000s": "", "86400s": "", "3600": "", "86400": "",
		"": "no duration", "1d": "no duration", "0": "between", "86401": "between",
		"0s": "between", "999ms": "between", "-1h": "between", "24h0m1s": "between", "24h0m0.5s": "between",
		"1.5s": "whole seconds",
	} {
		if err := checkTokenTTL(text); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v; want an error with %q", text, err, want)
		}
	}
}
