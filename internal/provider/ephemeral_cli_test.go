package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// runEphemeral takes the steps through a CLI that has ephemeral resources, with a provider
// at hand that echoes what is ephemeral into the state. Terraform has them since 1.10,
// OpenTofu since 1.11.
func (f *fixture) runEphemeral(steps ...resource.TestStep) {
	f.t.Helper()
	factories := f.factories()
	factories["echo"] = echoprovider.NewProviderServer()
	resource.Test(f.t, resource.TestCase{
		IsUnitTest:               true,
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_11_0)},
		ProtoV6ProviderFactories: factories,
		Steps:                    steps,
	})
}

func TestAccTokenEphemeral_opened(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.runEphemeral(resource.TestStep{
		Config: f.config(`
resource "classroom_room" "test" {
  room_uuid = "algebra"
  name      = "Algebra"
  type      = "one_to_one"
}

ephemeral "classroom_token" "test" {
  kind      = "room_user"
  room_uuid = classroom_room.test.room_uuid
  user_uuid = "ada"
  role      = "teacher"
  ttl       = "10m"
}

provider "echo" {
  data = ephemeral.classroom_token.test
}

resource "echo" "test" {}
`),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("echo.test", tfjsonpath.New("data"), knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"kind":       knownvalue.StringExact("room_user"),
				"token":      knownvalue.StringRegexp(regexp.MustCompile(`^007[A-Za-z0-9+/=]{100,}$`)),
				"expires_at": knownvalue.StringExact("2026-11-23T08:10:00Z"),
			})),
		},
	})
}

// A token of the kind app opens the service: the provider itself takes it in place of a certificate.
func TestAccTokenEphemeral_opensTheService(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.runEphemeral(resource.TestStep{
		Config: f.config(fmt.Sprintf(`
ephemeral "classroom_token" "app" {
  kind = "app"
}

provider "classroom" {
  alias    = "ready_made"
  endpoint = %q
  region   = "ap"
  app_id   = %q
  token    = ephemeral.classroom_token.app.token
}

resource "classroom_room" "test" {
  provider  = classroom.ready_made
  room_uuid = "algebra"
  name      = "Algebra"
  type      = "one_to_one"
}
`, f.URL, simulator.DemoAppID)),
		ConfigStateChecks: expect("state", knownvalue.StringExact("not_started")),
	})
}

func TestAccTokenEphemeral_refusedAtPlan(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.runEphemeral(resource.TestStep{
		Config:      f.config("ephemeral \"classroom_token\" \"test\" {\n  kind = \"user\"\n}\n"),
		ExpectError: regexp.MustCompile(`Set user_uuid: a token of kind user needs it`),
	})
	if requests := f.Requests(); len(requests) > 0 {
		t.Errorf("%d requests", len(requests))
	}
}
