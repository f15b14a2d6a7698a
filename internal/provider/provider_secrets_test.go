package provider_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// anyToken is what every token looks like: "007" and base64 of a zlib stream.
var anyToken = regexp.MustCompile(`007e[A-Za-z0-9][A-Za-z0-9+/=]{30,}`)

// findSecret looks for the certificate, and for tokens.
func findSecret(where, text string) error {
	if strings.Contains(text, simulator.DemoAppCertificate) {
		return fmt.Errorf("the certificate is in the %s", where)
	}
	if token := anyToken.FindString(text); token != "" {
		return fmt.Errorf("the token %s is in the %s", token, where)
	}
	return nil
}

// secretless expects neither in the plan, in full with its configuration, nor in the state.
type secretless struct{}

func (secretless) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	resp.Error = findSecret("plan", jsonText(req.Plan))
}

func (secretless) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	resp.Error = findSecret("state", jsonText(req.State))
}

// Credentials come by the environment, as in a pipeline: what a configuration says itself is
// in the plan anyway.
func TestAccSecrets_planStateAndLog(t *testing.T) {
	for variable, secret := range map[string]func(*fixture) string{
		"AGORA_APP_CERTIFICATE": func(*fixture) string { return simulator.DemoAppCertificate },
		"AGORA_TOKEN":           func(f *fixture) string { return f.token(classroom.TokenRequest{Kind: classroom.TokenApp}) },
	} {
		t.Run(variable, func(t *testing.T) {
			f := newFixture(t, simulator.Options{})
			if findSecret("secret itself", secret(f)) == nil {
				t.Fatal("the test would not find the secret")
			}
			log := filepath.Join(t.TempDir(), "terraform.log")
			t.Setenv(variable, secret(f))
			t.Setenv("TF_LOG", "TRACE")
			t.Setenv("TF_ACC_LOG_PATH", log)
			config := f.providerBlock(map[string]string{"app_certificate": ""}) + roomConfig(algebra+"examination_url = \"https://exam.example\"")
			f.run(
				resource.TestStep{
					Config:            config + roomPropertiesConfig("properties = { a = 1 }\ndepends_on = [classroom_room.test]"),
					ConfigPlanChecks:  planning(room, plancheck.ResourceActionCreate, secretless{}),
					ConfigStateChecks: []statecheck.StateCheck{secretless{}},
				},
				resource.TestStep{
					Config: config + owners[1].config("properties = { a = 1 }"),
					PreConfig: func() {
						f.Fault(simulator.Fault{Match: simulator.Matcher{PathContains: "users"}, Status: 400, Code: 400})
					},
					ExpectError: regexp.MustCompile("business code 400"),
				},
			)
			written, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(written), "/v2/rooms/algebra") {
				t.Error("the log does not show the provider's requests")
			}
			if err := findSecret("log", string(written)); err != nil {
				t.Error(err)
			}
		})
	}
}
