package provider_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// providerBlock has the attributes given as HCL, and for others what reaches the simulator.
func (f *fixture) providerBlock(attributes map[string]string) string {
	all := map[string]string{
		"endpoint":        fmt.Sprintf("%q", f.URL),
		"region":          `"ap"`,
		"app_id":          fmt.Sprintf("%q", simulator.DemoAppID),
		"app_certificate": fmt.Sprintf("%q", simulator.DemoAppCertificate),
	}
	maps.Copy(all, attributes)
	block := &strings.Builder{}
	block.WriteString("provider \"classroom\" {\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name] != "" {
			fmt.Fprintf(block, "  %s = %s\n", name, all[name])
		}
	}
	return block.String() + "}\n"
}

func (f *fixture) token(request classroom.TokenRequest) string {
	f.t.Helper()
	request.TTL, request.IssuedAt = time.Hour, f.clock.Now()
	token, err := classroom.MintToken(simulator.DemoAppID, simulator.DemoAppCertificate, request)
	if err != nil {
		f.t.Fatal(err)
	}
	return token
}

const anyRoom = `
data "classroom_room" "test" {
  room_uuid = "algebra"
}`

func TestAccProvider_refusesBadSettings(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		set     map[string]string
		on      string
		want    string
		atBlock bool // no attribute to show
	}{
		"short app id":           {set: map[string]string{"app_id": `"970CA35de60c44645bbae8a215061b3"`}, on: "app_id", want: `app_id must be 32 hexadecimal digits, but has 31 characters`},
		"odd app id":             {set: map[string]string{"app_id": `"970CA35de60c44645bbae8a215061b3x"`}, on: "app_id", want: `app_id must be 32 hexadecimal digits; the character at byte 32 is none`},
		"short certificate":      {set: map[string]string{"app_certificate": `"5CFd"`}, on: "app_certificate", want: `app_certificate must be 32 hexadecimal digits, but has 4 characters`},
		"odd certificate":        {set: map[string]string{"app_certificate": `"xCFd2fd1755d40ecb72977518be15d3b"`}, on: "app_certificate", want: `app_certificate must be 32 hexadecimal digits; the character at byte 1 is none`},
		"unknown region":         {set: map[string]string{"region": `"us"`}, on: "region", want: `region value must be one of: .*"cn" "ap" "eu" "na".*, got: "us"`},
		"plain http":             {set: map[string]string{"endpoint": `"http://api.agora.io"`}, on: "endpoint", want: `endpoint must be https`},
		"no URL":                 {set: map[string]string{"endpoint": `"api.agora.io"`}, on: "endpoint", want: `endpoint is no absolute URL`},
		"empty token":            {set: map[string]string{"app_certificate": "", "token": `""`}, on: "token", want: `token string length must be at least 1`},
		"bad uid":                {set: map[string]string{"uid": `"a/b"`}, on: "uid", want: `uid holds "/" at byte 2`},
		"negative retries":       {set: map[string]string{"max_retries": "-1"}, on: "max_retries", want: `max_retries value must be between 0 and 100`},
		"bad timeout":            {set: map[string]string{"request_timeout": `"10"`}, on: "request_timeout", want: `request_timeout is no duration`},
		"no requests per second": {set: map[string]string{"requests_per_second": "0"}, on: "requests_per_second", want: `requests_per_second value must be at least`},
		"certificate and token":  {set: map[string]string{"token": `"007x"`}, atBlock: true, want: `app_certificate or the environment variable AGORA_APP_CERTIFICATE.*token or AGORA_TOKEN.*: both are set`},
		"neither":                {set: map[string]string{"app_certificate": ""}, atBlock: true, want: `app_certificate or the environment variable AGORA_APP_CERTIFICATE.*token or AGORA_TOKEN.*: neither is set`},
		"no app id":              {set: map[string]string{"app_id": ""}, atBlock: true, want: `Set app_id in the provider block, or the environment variable AGORA_APP_ID`},
		"no region":              {set: map[string]string{"region": ""}, atBlock: true, want: `Set region in the provider block, or the environment variable AGORA_REGION`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			line := test.on + " = "
			if test.atBlock {
				line = `provider "classroom" { `
			}
			found := f.refusals(f.providerBlock(test.set) + anyRoom)
			on := regexp.MustCompile(`in provider "classroom": \d+: ` + line + `.*` + test.want)
			if len(found) != 1 || !on.MatchString(found[0]) {
				t.Errorf("errors %q, want one like %q", found, on)
			}
		})
	}
}

func TestAccProvider_refusesBadEnvironment(t *testing.T) {
	for variable, test := range map[string]struct{ attribute, value, want string }{
		"AGORA_APP_ID":          {"app_id", "970CA35de60c", `must be 32 hexadecimal digits, but has 12 characters`},
		"AGORA_REGION":          {"region", "us", `unknown region "us": one of cn, ap, eu, na is needed`},
		"AGORA_APP_CERTIFICATE": {"app_certificate", "5CFd", `must be 32 hexadecimal digits, but has 4 characters`},
		"AGORA_UID":             {"uid", "a/b", `holds "/" at byte 2`},
		"AGORA_ENDPOINT":        {"endpoint", "http://api.agora.io", `must be https`},
	} {
		t.Run(variable, func(t *testing.T) {
			t.Setenv(variable, test.value)
			f := newFixture(t, simulator.Options{})
			found := f.refusals(f.providerBlock(map[string]string{test.attribute: ""}) + anyRoom)
			want := regexp.MustCompile(`Invalid value in the environment .*The environment variable ` + variable + `, which stands in for ` + test.attribute + `, is not valid: ` + test.want)
			if len(found) == 0 || !want.MatchString(found[0]) {
				t.Errorf("errors %q, want one like %q", found, want)
			}
			if test.attribute == "app_certificate" && strings.Contains(strings.Join(found, ""), test.value) {
				t.Errorf("the error shows the certificate: %q", found)
			}
		})
	}
}

func TestAccProvider_environment(t *testing.T) {
	f := algebraOn(t, simulator.Options{})
	t.Setenv("AGORA_ENDPOINT", f.URL)
	t.Setenv("AGORA_REGION", "ap")
	t.Setenv("AGORA_APP_ID", simulator.DemoAppID)
	t.Setenv("AGORA_APP_CERTIFICATE", simulator.DemoAppCertificate)
	f.run(resource.TestStep{Config: "provider \"classroom\" {}\n" + anyRoom})
}

func TestAccProvider_tokenFromEnvironment(t *testing.T) {
	f := algebraOn(t, simulator.Options{Generation: simulator.API2023})
	t.Setenv("AGORA_TOKEN", f.token(classroom.TokenRequest{Kind: classroom.TokenRTM, UserUUID: "ci"}))
	t.Setenv("AGORA_UID", "ci")
	f.run(resource.TestStep{Config: f.providerBlock(map[string]string{"app_certificate": ""}) + anyRoom})
}

// What the block says outranks the environment, also where that has the other of
// certificate and token.
func TestAccProvider_blockOutranksEnvironment(t *testing.T) {
	t.Setenv("AGORA_TOKEN", "007expired")
	t.Setenv("AGORA_REGION", "eu")
	f := algebraOn(t, simulator.Options{})
	f.run(resource.TestStep{Config: f.config(anyRoom)})
}

func TestAccProvider_refusesBothInEnvironment(t *testing.T) {
	t.Setenv("AGORA_TOKEN", "007x")
	t.Setenv("AGORA_APP_CERTIFICATE", simulator.DemoAppCertificate)
	f := newFixture(t, simulator.Options{})
	found := f.refusals(f.providerBlock(map[string]string{"app_certificate": ""}) + anyRoom)
	if len(found) != 1 || !strings.Contains(found[0], "AGORA_APP_CERTIFICATE") || !strings.Contains(found[0], "both are set") {
		t.Errorf("errors %q, want one about both credentials", found)
	}
}

func TestAccProvider_withUnknownSettingsPlansCreation(t *testing.T) {
	t.Parallel()
	for _, setting := range []string{"endpoint", "region", "app_id", "app_certificate", "uid"} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			values := map[string]string{"endpoint": f.URL, "region": "ap", "app_id": simulator.DemoAppID, "app_certificate": simulator.DemoAppCertificate, "uid": "ci"}
			f.run(resource.TestStep{
				Config: fmt.Sprintf("resource \"terraform_data\" \"later\" { input = %q }\n", values[setting]) +
					f.providerBlock(map[string]string{setting: "terraform_data.later.output"}) + roomConfig(algebra),
				ConfigPlanChecks: expectAction(plancheck.ResourceActionCreate),
			})
			if _, found := f.Room("algebra"); !found {
				t.Error("the room was not created")
			}
		})
	}
}

func TestAccProvider_withUnknownSettingNamesIt(t *testing.T) {
	t.Parallel()
	for setting, value := range map[string]string{"endpoint": "http://127.0.0.1:1", "region": "ap", "app_id": simulator.DemoAppID, "app_certificate": simulator.DemoAppCertificate} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			unknown := fmt.Sprintf("resource \"terraform_data\" \"later\" { input = %q }\n", value) + f.providerBlock(map[string]string{setting: "terraform_data.later.output"})
			refused := func(operation string) *regexp.Regexp {
				words := "Provider configuration is not known yet .*Apply what the provider's " + setting + " depends on first, with -target: .*" + operation
				return regexp.MustCompile("(?s)" + strings.ReplaceAll(words, " ", `[\s│]+`))
			}
			f.run(
				resource.TestStep{Config: unknown + anyRoom, ExpectError: refused(`Could not read room "algebra"`)},
				resource.TestStep{Config: unknown + "ephemeral \"classroom_token\" \"test\" { kind = \"app\" }", ExpectError: refused("")},
				resource.TestStep{Config: f.config(roomConfig(algebra))},
				resource.TestStep{Config: unknown + roomConfig(algebra), ExpectError: refused(`Could not read room "algebra"`)},
				resource.TestStep{Config: unknown, ExpectError: refused(`Could not read room "algebra"`)},
				resource.TestStep{Config: f.config(roomConfig(algebra)), ConfigPlanChecks: expectEmptyPlan()},
			)
		})
	}
}

// A pipeline has another token in each run.
func TestAccProvider_tokenChangeChangesNothing(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := func(user string) string {
			token := map[string]string{"app_certificate": ""}
			request := classroom.TokenRequest{Kind: classroom.TokenApp}
			if user != "" {
				request = classroom.TokenRequest{Kind: classroom.TokenRTM, UserUUID: user}
				token["uid"] = fmt.Sprintf("%q", user)
			}
			token["token"] = fmt.Sprintf("%q", f.token(request))
			return f.providerBlock(token) + roomConfig(algebra) + roomPropertiesConfig("properties = { a = 1 }\ndepends_on = [classroom_room.test]")
		}
		f.run(
			resource.TestStep{Config: config("")},
			resource.TestStep{Config: config("ci"), ConfigPlanChecks: expectEmptyPlan()},
			resource.TestStep{Config: config("someone else"), ConfigPlanChecks: expectEmptyPlan()},
			resource.TestStep{Config: f.config(roomConfig(algebra) + roomPropertiesConfig("properties = { a = 1 }\ndepends_on = [classroom_room.test]")), ConfigPlanChecks: expectEmptyPlan()},
		)
		if got, want := f.writes(), []string{"POST algebra", "PUT algebra/properties"}; len(got) < 2 || !slices.Equal(got[:2], want) || len(got) != 4 {
			t.Errorf("requests that change something: %q, want %q and those of destroying", got, want)
		}
	})
}

func TestAccProvider_refusedTokenIsExplained(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		token := f.token(classroom.TokenRequest{Kind: classroom.TokenRTM, UserUUID: "ci"})
		f.run(resource.TestStep{
			Config:      f.providerBlock(map[string]string{"app_certificate": "", "token": fmt.Sprintf("%q", token), "uid": `"another"`}) + anyRoom,
			ExpectError: regexp.MustCompile(`(?s)Service refuses the credentials.*Check\s+app_id.*HTTP status 401`),
		})
	})
}
