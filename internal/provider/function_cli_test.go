package provider_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestFunctionsThroughTheCLI(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(resource.TestStep{
		Config: `
output "valid" {
  value = provider::classroom::room_uuid("math-101")
}

output "changed" {
  value = provider::classroom::room_uuid("Größe")
}

output "url" {
  value = provider::classroom::recording_page_url("https://class.example.com/record?theme=dark#/live", {
    user_uuid = "recorder"
    room_uuid = "C++ #1"
    room_type = "small_classroom"
    rtm_token = "007x+/="
    language  = "en"
    app_id    = "970CA35de60c44645bbae8a215061b33"
  })
}
`,
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownOutputValue("valid", knownvalue.StringExact("math-101")),
			statecheck.ExpectKnownOutputValue("changed", knownvalue.StringExact("Grosse-aedc3f80989a")),
			statecheck.ExpectKnownOutputValue("url", knownvalue.StringExact("https://class.example.com/record?theme=dark&userUuid=recorder&roomUuid=C%2B%2B%20%231&roomType=4"+
				"&roleType=0&pretest=false&rtmToken=007x%2B%2F%3D&language=en&appId=970CA35de60c44645bbae8a215061b33#/live")),
		},
	})
}

func TestFunctionsRefuse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ call, want string }{
		"empty text":  {`room_uuid("")`, `empty text`},
		"duplicate":   {`recording_page_url("https://host?appId=1", {})`, `"base_url"(?s:.*)must not set appId`},
		"lacks":       {`recording_page_url("https://host", { language = "en" })`, `"page"(?s:.*)lacks\s+user_uuid`},
		"not known":   {`recording_page_url("https://host", { userUuid = "u" })`, `must\s+not\s+have\s+\["userUuid"\]`},
		"no argument": {`recording_page_url("https://host", null)`, `null`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, simulator.Options{})
			f.run(resource.TestStep{
				Config:      "output \"test\" {\n  value = provider::classroom::" + test.call + "\n}\n",
				ExpectError: regexp.MustCompile(test.want),
			})
		})
	}
}
